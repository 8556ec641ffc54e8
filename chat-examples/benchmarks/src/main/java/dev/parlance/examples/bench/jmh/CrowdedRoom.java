package dev.parlance.examples.bench.jmh;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.model.Credentials;
import dev.parlance.model.RoomId;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.protocol.NativeProtocol;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.transport.FrameEncoder;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** An engine with members of one room on one lane. Their connections look at each batch as one that writes it does, and drop it. */
final class CrowdedRoom implements AutoCloseable {
    private static final RoomId ID = new RoomId("room1");

    private final ChatEngine engine =
            ChatEngine.builder().executor(Runnable::run).limits(counted()).build();
    private final FrameEncoder encoder = NativeProtocol.encoder();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final Executor lane = tasks::add;
    private final Room room = engine.room(ID);
    private final Reader speaker;
    private long bytes;

    CrowdedRoom(int members) {
        engine.start().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
        speaker = entered("user0");
        for (int i = 1; i < members; i++) {
            entered("user" + i);
        }
    }

    /** All is counted, and nobody comes to a limit. */
    private static ChatLimits counted() {
        Rate much = new Rate(1_000_000_000, 999_999_999);
        ChatLimits.Builder limits = ChatLimits.builder();
        for (Metered what : Metered.values()) {
            limits.connectionRate(what, much).userRate(what, much);
        }
        return limits.build();
    }

    private Reader entered(String name) {
        Reader reader = new Reader();
        reader.enter(name);
        runLane();
        return reader;
    }

    /** Has a user say a message to everyone, past all that stands before a command; else as {@link #publish}. */
    long say(String text) {
        speaker.session.receive(
                new ClientCommand.Send(ID, text, null, Map.of()), ChatSession.NO_REPLY, 2L * text.length());
        runLane();
        return bytes;
    }

    /** Has one message told to everyone, and returns how many bytes all have been told so far. */
    long publish(String text) {
        var unused = room.publish(text);
        runLane();
        return bytes;
    }

    @Override
    public void close() {
        var stopped = engine.stop();
        runLane();
        stopped.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void runLane() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private final class Reader implements ChatConnection {
        private final ChatSession session = engine.open(this, Map.of());

        void enter(String name) {
            Credentials credentials = Credentials.of(name, name, null);
            session.receive(new ClientCommand.Authenticate(credentials), ChatSession.NO_REPLY, 0);
            session.receive(new ClientCommand.Join(ID, null, 0), ChatSession.NO_REPLY, 0);
        }

        @Override
        public FrameEncoder encoder() {
            return encoder;
        }

        @Override
        public Executor lane() {
            return lane;
        }

        @Override
        public void send(EncodedFrame frame) {
            bytes += frame.size();
        }

        @Override
        public void send(FrameBatch batch) {
            bytes += batch.bytes().remaining();
        }

        @Override
        public void close(CloseReason reason) {
            session.disconnected();
        }
    }
}
