package dev.parlance.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.host.EngineTimer;
import dev.parlance.policy.ChatLimits;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LaneStepsTest {
    private final EngineFixture fixture = new EngineFixture();
    private final TestLane lane = new TestLane();

    @Test
    void aLaneThatRefusesForAWhileLosesNoStepOfItsSessions() {
        TestClient silent = new TestClient(fixture.engine, lane, fixture.encoder);
        lane.refuses = true;
        fixture.time.advance(ChatLimits.DEFAULT.authenticationTimeout());
        lane.refuses = false;
        fixture.time.advance(Duration.ofMillis(LaneSteps.AGAIN_MILLIS));
        lane.run();
        assertThat(silent.closed).isEqualTo(CloseReason.NOT_AUTHENTICATED);
    }

    @Test
    void stepsThatALaneRefusedGoBeforeWhatComesLater() {
        List<String> done = new ArrayList<>();
        LaneSteps steps = new LaneSteps(lane, new EngineTimer(fixture.time));
        lane.refuses = true;
        steps.execute(() -> done.add("refused"));
        lane.refuses = false;
        steps.execute(() -> done.add("later"));
        lane.run();
        assertThat(done).containsExactly("refused", "later");
    }

    @Test
    void aLaneThatBlocksWhileItIsOfferedAStepAgainHoldsUpNobodyElse() throws InterruptedException {
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<LaneSteps> steps = new AtomicReference<>();
        Thread other = new Thread(() -> steps.get().execute(() -> done.add("other")));
        lane.refuses = true;
        steps.set(new LaneSteps(
                task -> {
                    lane.execute(task);
                    if (other.getState() == Thread.State.NEW) {
                        other.start();
                        join(other);
                        done.add(other.isAlive() ? "other is held up" : "other is free");
                    }
                },
                new EngineTimer(fixture.time)));
        steps.get().execute(() -> done.add("refused"));
        lane.refuses = false;
        fixture.time.advance(Duration.ofMillis(LaneSteps.AGAIN_MILLIS));
        other.join();
        lane.run();
        assertThat(done).containsExactly("other is free", "refused", "other");
    }

    private static void join(Thread thread) {
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
