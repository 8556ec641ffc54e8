package dev.parlance.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestLane;
import dev.parlance.model.Credentials;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** A transport as {@link Outbox} describes it: everything waits there, and it tells its session when it has caught up. */
class ShedOnceTest {
    private static final int SMALL = 150;

    private final EngineFixture fixture = new EngineFixture();
    private final List<String> got = new ArrayList<>();

    private final class SlowConnection implements ChatConnection {
        final TestLane lane = new TestLane();
        final Outbox outbox = new Outbox(SMALL);
        final ChatSession session = fixture.engine.open(this, Map.of());

        /** The peer reads all there is, and what that brings about. */
        void read() {
            for (int i = 0; i < 10; i++) { // few are enough, unless one thing brings about the next without end
                lane.run();
                for (EncodedFrame frame = outbox.poll(); frame != null; frame = outbox.poll()) {
                    got.add(frame.text());
                }
                if (outbox.takeCaughtUp()) {
                    session.caughtUp();
                }
            }
        }

        @Override
        public FrameEncoder encoder() {
            return fixture.encoder;
        }

        @Override
        public Executor lane() {
            return lane;
        }

        @Override
        public void send(EncodedFrame frame) {
            assertThat(outbox.add(frame)).isTrue();
        }

        @Override
        public void close(CloseReason reason) {
            throw new AssertionError(reason);
        }
    }

    @Test
    void aConnectionThatWasSlowOnceIsToldOfOneGapAndThenHearsAsBefore() {
        SlowConnection slow = new SlowConnection();
        slow.session.receive(
                new ClientCommand.Authenticate(Credentials.of("slow", "Slow", null)), ChatSession.NO_REPLY, 0);
        slow.session.receive(new ClientCommand.Join(new RoomId("tea"), null, 0), ChatSession.NO_REPLY, 0);
        slow.read();
        got.clear();
        for (int i = 0; i < 30; i++) {
            fixture.client("user" + i, "tea");
            slow.lane.run();
        }
        slow.read();
        assertThat(got).endsWith("gap in tea").containsOnlyOnce("gap in tea");
        got.clear();
        fixture.client("late", "tea");
        slow.read();
        assertThat(got).containsExactly("Late joined");
    }
}
