package dev.parlance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlance.ManualTime;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowModeTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ADA = new UserId("ada");
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final ManualTime time = new ManualTime();
    private final SlowMode slowMode = new SlowMode(time::ticks);

    private void refusesAda() {
        assertThatThrownBy(() -> slowMode.take(TEA, ADA, WAIT)).isInstanceOf(ChatException.class);
    }

    @Test
    void whoHasSpokenWaitsAndHearsHowLong() {
        slowMode.take(TEA, ADA, WAIT);
        time.advance(Duration.ofSeconds(4));

        ChatException refusal = catchThrowableOfType(ChatException.class, () -> slowMode.take(TEA, ADA, WAIT));
        assertThat(refusal.code()).isEqualTo(ErrorCode.SLOW_MODE);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(6));
        time.advance(Duration.ofSeconds(6));
        slowMode.take(TEA, ADA, WAIT);
        refusesAda();
    }

    @Test
    void othersAndOtherRoomsDoNotWaitForIt() {
        slowMode.take(TEA, ADA, WAIT);

        slowMode.take(TEA, new UserId("bo"), WAIT);
        slowMode.take(new RoomId("coffee"), ADA, WAIT);
    }

    @Test
    void whoseMessageFailedDoesNotWaitForIt() {
        slowMode.giveBack(slowMode.take(TEA, ADA, WAIT));

        slowMode.take(TEA, ADA, WAIT);
    }

    @Test
    void whatWasHeardIsNotGivenBackThoughItsSenderWasToldOtherwise() {
        SlowMode.Turn unsure = slowMode.take(TEA, ADA, WAIT);
        slowMode.heard(TEA, ADA, WAIT);
        slowMode.giveBack(unsure);
        refusesAda();
    }

    @Test
    void whatAnotherNodeTookCountsAndItsEchoDoesNotProlongTheWait() {
        slowMode.heard(TEA, ADA, WAIT);
        refusesAda();
        time.advance(Duration.ofSeconds(9));
        slowMode.heard(TEA, ADA, WAIT);
        time.advance(Duration.ofSeconds(1));

        slowMode.take(TEA, ADA, WAIT);
    }

    @Test
    void theWaitThatTheRoomHasNowCounts() {
        slowMode.take(TEA, ADA, WAIT);
        time.advance(Duration.ofSeconds(2));

        slowMode.take(TEA, ADA, Duration.ofSeconds(1));
    }

    @Test
    void beyondItsBoundNobodyNewWaitsUntilOthersNeedNotWaitAnyMore() {
        for (int i = 0; i < SlowMode.MOST; i++) {
            slowMode.take(TEA, new UserId("user " + i), WAIT);
        }
        slowMode.take(TEA, ADA, WAIT);
        slowMode.take(TEA, ADA, WAIT);
        assertThat(slowMode.size()).isEqualTo(SlowMode.MOST);
        time.advance(WAIT);

        slowMode.take(TEA, ADA, WAIT);

        assertThat(slowMode.size()).isEqualTo(1);
        refusesAda();
    }
}
