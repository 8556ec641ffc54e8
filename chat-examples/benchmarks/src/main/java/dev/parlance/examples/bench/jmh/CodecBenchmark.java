package dev.parlance.examples.bench.jmh;

import dev.parlance.model.ChatException;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.protocol.NativeProtocol;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The native protocol, once per message in and once per message out, with a text of 64 characters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    private static final String TEXT = "x".repeat(64);

    private final FrameEncoder encoder = NativeProtocol.encoder();
    private final Inbox inbox = new Inbox();
    private final String request = "{\"event\":\"send_message\",\"data\":{\"roomId\":\"room1\",\"message\":\"" + TEXT
            + "\",\"clientMessageId\":\"ada-17\"},\"id\":17}";
    private final ServerEvent event = new ServerEvent.MessagePosted(Message.posted(
                    MessageDraft.builder(new RoomId("room1"), User.of("ada", "Ada"), TEXT)
                            .clientMessageId("ada-17")
                            .build(),
                    new Position("q3VZ0c2h", 12_345),
                    Instant.ofEpochMilli(1_790_000_000_000L))
            .build());

    /** A client's {@code send_message}, from text to command. */
    @Benchmark
    public @Nullable ClientCommand decodeSend() {
        NativeProtocol.receive(request, inbox);
        return inbox.last;
    }

    /** A {@code message} event, from value to frame. */
    @Benchmark
    public EncodedFrame encodeMessage() {
        return encoder.event(event);
    }

    /** A session that keeps what it was asked last. */
    private static final class Inbox implements ChatSession {
        @Nullable
        ClientCommand last;

        @Override
        public void receive(ClientCommand command, long requestId, long bytes) {
            last = command;
        }

        @Override
        public void ask(ClientCommand command, long bytes, Consumer<? super ServerReply> answer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void refuse(
                ChatException error, @Nullable String event, @Nullable RoomId roomId, long requestId, long bytes) {
            throw error;
        }

        @Override
        public void receiveOther(long bytes) {}

        @Override
        public void cutOff(CloseReason reason) {}

        @Override
        public void caughtUp() {}

        @Override
        public void writable() {}

        @Override
        public void disconnected() {}
    }
}
