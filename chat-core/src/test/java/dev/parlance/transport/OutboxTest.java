package dev.parlance.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox(10);

    @Test
    void givesBackWhatWentInInOrderAcrossPartialWrites() {
        outbox.add(frame("abcd", FramePriority.ESSENTIAL), 2);
        outbox.add(frame("efg", FramePriority.ESSENTIAL));
        assertThat(outbox.bytes()).isEqualTo(5);
        assertThat(next(4)).isEqualTo("cdef");
        outbox.advance(3);
        assertThat(next(9)).isEqualTo("fg");
        outbox.advance(2);
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void overItsBoundTheConnectionIsASlowConsumer() {
        assertThat(outbox.add(frame("0123456789", FramePriority.ESSENTIAL))).isTrue();
        assertThat(outbox.add(frame("x", FramePriority.ESSENTIAL))).isFalse();
        assertThat(outbox.bytes()).isEqualTo(10);
    }

    @Test
    void typingIsShedBeforePresenceAndBothBeforeAMessageIsRefused() {
        outbox.add(frame("PPP", FramePriority.PRESENCE));
        outbox.add(frame("TTT", FramePriority.TYPING));
        outbox.add(frame("mmm", FramePriority.ESSENTIAL));
        assertThat(outbox.add(frame("nnn", FramePriority.ESSENTIAL))).isTrue();
        assertThat(next(20)).isEqualTo("PPPmmmnnn");
        assertThat(outbox.add(frame("oooo", FramePriority.ESSENTIAL))).isTrue();
        assertThat(next(20)).isEqualTo("mmmnnnoooo");
    }

    @Test
    void aDroppableFrameThatDoesNotFitIsShedItselfAndNobodyIsClosed() {
        outbox.add(frame("0123456789", FramePriority.ESSENTIAL));
        assertThat(outbox.add(frame("t", FramePriority.TYPING))).isTrue();
        assertThat(next(20)).isEqualTo("0123456789");
    }

    @Test
    void theNoticeOfARemovalTakesThePlaceOfWhatWaitsOfItsRoomButForAFrameThatWasBegun() {
        Outbox waiting = new Outbox(100);
        RoomId tea = new RoomId("tea");
        Removal kick = Removal.of(Removal.Kind.KICK, "");
        waiting.add(event("begun ", new ServerEvent.HistoryGap(tea)), 2);
        waiting.add(event("secret ", new ServerEvent.HistoryGap(tea)));
        waiting.add(event("other ", new ServerEvent.HistoryGap(new RoomId("milk"))));
        waiting.add(frame("answer ", FramePriority.ESSENTIAL));
        waiting.add(event("out", new ServerEvent.RemovedFromRoom(tea, kick, false)));
        ByteBuffer all = ByteBuffer.allocate(100);
        waiting.peek(all);
        assertThat(StandardCharsets.UTF_8.decode(all.flip()).toString()).isEqualTo("gun other answer out");
        assertThat(waiting.bytes()).isEqualTo("gun other answer out".length());
    }

    private static EventFrame event(String text, ServerEvent event) {
        return new EventFrame(text.getBytes(StandardCharsets.UTF_8), 0, event);
    }

    @Test
    void whoHasCaughtUpAfterSomethingWasShedHearsSoOnce() {
        outbox.add(frame("TTTTTT", FramePriority.TYPING));
        outbox.add(frame("mmmmmm", FramePriority.ESSENTIAL));
        assertThat(outbox.takeCaughtUp()).as("while something waits").isFalse();
        outbox.poll();
        assertThat(outbox.takeCaughtUp()).isTrue();
        outbox.add(frame("gap", FramePriority.ESSENTIAL));
        outbox.poll();
        assertThat(outbox.takeCaughtUp()).as("after the gap was told").isFalse();
    }

    @Test
    void whatIsShedAfterwardsIsToldAgain() {
        for (int i = 0; i < 2; i++) {
            outbox.add(frame("PPPPPP", FramePriority.PRESENCE));
            outbox.add(frame("mmmmmm", FramePriority.ESSENTIAL));
            outbox.advance(6);
            assertThat(outbox.takeCaughtUp()).isTrue();
        }
    }

    @Test
    void whoLostNothingHasNothingToCatchUpWith() {
        outbox.add(frame("mmm", FramePriority.ESSENTIAL));
        outbox.poll();
        assertThat(outbox.takeCaughtUp()).isFalse();
    }

    @Test
    void aFrameThatIsHalfSentIsNeverShed() {
        outbox.add(frame("TTTTTT", FramePriority.TYPING), 1);
        assertThat(outbox.add(frame("mmmmmm", FramePriority.ESSENTIAL))).isFalse();
        assertThat(next(20)).isEqualTo("TTTTT");
    }

    @Test
    void onlyTheFirstFrameCanBeSentInPart() {
        outbox.add(frame("ab", FramePriority.ESSENTIAL));
        assertThatThrownBy(() -> outbox.add(frame("cd", FramePriority.ESSENTIAL), 1))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wholeFramesCanBeTakenOneByOne() {
        EncodedFrame frame = frame("ab", FramePriority.ESSENTIAL);
        outbox.add(frame);
        assertThat(outbox.poll()).isSameAs(frame);
        assertThat(outbox.poll()).isNull();
        assertThat(outbox.bytes()).isZero();
    }

    private String next(int most) {
        ByteBuffer target = ByteBuffer.allocate(most);
        outbox.peek(target);
        return new String(target.array(), 0, target.position(), StandardCharsets.US_ASCII);
    }

    private static EncodedFrame frame(String text, FramePriority priority) {
        return new EncodedFrame(text.getBytes(StandardCharsets.US_ASCII), 0, priority);
    }
}
