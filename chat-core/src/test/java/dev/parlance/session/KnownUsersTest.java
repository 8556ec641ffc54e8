package dev.parlance.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ManualTime;
import dev.parlance.host.EngineTimer;
import dev.parlance.model.UserId;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KnownUsersTest {
    private static final UserId ADA = new UserId("ada");
    private static final UserId BOB = new UserId("bob");
    private static final Rate FIFTEEN = new Rate(1, 15);

    private final ManualTime time = new ManualTime();
    private final KnownUsers users = new KnownUsers(time::ticks, new EngineTimer(time), 1);

    private UserBuckets busy(UserId id, int amount) {
        UserBuckets own = users.enter(id);
        own.take(Metered.JOINS, FIFTEEN, amount, time.ticks());
        return own;
    }

    private void pass(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void whoIsConnectedIsHeld() {
        busy(ADA, 1);
        pass(60);
        assertThat(users.find(ADA)).isNotNull();
        assertThat(time.scheduled()).as("nobody is looked for").isZero();
    }

    @Test
    void whoHasLeftIsHeldUntilAllIsThereAgain() {
        busy(ADA, 15).leave();
        pass(11);
        assertThat(users.find(ADA)).isNotNull();
        pass(10);
        assertThat(users.size()).isZero();
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void whoComesBackBeforeFindsWhatWasLeft() {
        UserBuckets before = busy(ADA, 15);
        before.leave();
        pass(1);
        UserBuckets again = users.enter(ADA);
        assertThat(again).isSameAs(before);
        pass(30);
        assertThat(users.find(ADA)).isSameAs(again);
    }

    @Test
    void whoLeavesOneOfTwoConnectionsIsHeld() {
        busy(ADA, 0);
        users.enter(ADA).leave();
        assertThat(users.find(ADA)).isNotNull();
    }

    @Test
    void beyondABoundWhoLeavesIsForgotten() {
        busy(ADA, 15).leave();
        busy(BOB, 15).leave();
        assertThat(users.find(ADA)).isNotNull();
        assertThat(users.find(BOB)).isNull();
    }
}
