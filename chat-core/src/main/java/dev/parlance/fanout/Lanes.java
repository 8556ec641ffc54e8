package dev.parlance.fanout;

import dev.parlance.host.EngineTimer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/** The lanes that connections of this engine live on; a lane is known as long as one of its connections is open. Any thread. */
public final class Lanes {
    private static final class Lane {
        final LaneRounds rounds;
        int sessions;

        Lane(Executor executor, EngineTimer timer) {
            this.rounds = new LaneRounds(new LaneSteps(executor, timer));
        }
    }

    private final ConcurrentMap<Executor, Lane> lanes = new ConcurrentHashMap<>();
    private final EngineTimer timer;

    public Lanes(EngineTimer timer) {
        this.timer = timer;
    }

    /** One more connection lives there. */
    public LaneRounds enter(Executor executor) {
        return lanes.compute(executor, (key, known) -> {
                    Lane lane = known == null ? new Lane(key, timer) : known;
                    lane.sessions++;
                    return lane;
                })
                .rounds;
    }

    /** One of its connections has gone. */
    public void leave(LaneRounds rounds) {
        lanes.computeIfPresent(rounds.lane.executor(), (key, lane) -> --lane.sessions == 0 ? null : lane);
    }
}
