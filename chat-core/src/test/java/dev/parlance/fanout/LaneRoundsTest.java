package dev.parlance.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.host.EngineTimer;
import dev.parlance.model.RoomId;
import dev.parlance.transport.RoundExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** A lane whose rounds, and whose clock, the test turns. */
class LaneRoundsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final long LONG = LaneRounds.SHARE_NANOS;

    private final List<String> done = new ArrayList<>();
    private final ArrayDeque<Runnable> inbox = new ArrayDeque<>();
    private final ArrayDeque<Runnable> next = new ArrayDeque<>();
    private final EngineTimer timer = new EngineTimer(new EngineFixture().time);
    private long now;

    private final RoundExecutor lane = new RoundExecutor() {
        @Override
        public void execute(Runnable task) {
            inbox.add(task);
        }

        @Override
        public void executeNextRound(Runnable task) {
            next.add(task);
        }
    };

    private void round() {
        done.add("sockets");
        for (int parts = next.size(); parts > 0; parts--) {
            next.remove().run();
        }
        while (!inbox.isEmpty()) {
            inbox.remove().run();
        }
    }

    private LaneRounds over(Executor executor) {
        return new LaneRounds(new LaneSteps(executor, timer), () -> now);
    }

    private LaneRounds.Sender sender(String name, long nanos) {
        return new LaneRounds.Sender() {
            @Override
            public RoomId roomId() {
                return TEA;
            }

            @Override
            public void drain() {
                done.add(name);
                now += nanos;
            }
        };
    }

    @Test
    void whatTakesLongIsSpreadOverRoundsOfTheLaneBehindWhatComesMeanwhile() {
        LaneRounds rounds = over(lane);
        for (int i = 1; i <= 4; i++) {
            rounds.ready(sender("part " + i, LONG));
        }
        round();
        rounds.ready(sender("other", 0));
        lane.execute(() -> done.add("task"));
        round();
        round();
        round();
        assertThat(done)
                .containsExactly(
                        "sockets", "part 1", "part 2", "sockets", "other", "part 3", "task", "sockets", "part 4",
                        "sockets");
        assertThat(inbox).isEmpty();
        assertThat(next).isEmpty();
    }

    @Test
    void whatIsLeftGoesOnHoweverMuchComes() {
        LaneRounds rounds = over(lane);
        for (int i = 0; i < 4; i++) {
            rounds.ready(sender("left", LONG));
        }
        round();
        for (int i = 0; i < 3; i++) {
            rounds.ready(sender("new", LONG));
            round();
        }
        assertThat(done.stream().filter("left"::equals)).hasSize(4);
    }

    @Test
    void whatIsSoonDoneIsDoneInOneRound() {
        LaneRounds rounds = over(lane);
        for (int i = 0; i < 1000; i++) {
            rounds.ready(sender("one", LONG / 2000));
        }
        round();
        assertThat(done).hasSize(1 + 1000);
    }

    @Test
    void aLaneWithoutRoundsIsGivenAllAtOnce() {
        LaneRounds rounds = over(inbox::add);
        rounds.ready(sender("a", LONG));
        rounds.ready(sender("b", LONG));
        inbox.remove().run();
        assertThat(done).containsExactly("a", "b");
    }
}
