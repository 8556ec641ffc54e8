package dev.parlance;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/** The lanes that connections of this engine live on; a lane is known as long as one of its connections is open. */
final class Lanes {
    private static final class Lane {
        final LaneRounds rounds;
        int sessions;

        Lane(Executor executor) {
            this.rounds = new LaneRounds(executor);
        }
    }

    private final ConcurrentMap<Executor, Lane> lanes = new ConcurrentHashMap<>();

    void enter(Executor executor) {
        lanes.compute(executor, (key, known) -> {
            Lane lane = known == null ? new Lane(key) : known;
            lane.sessions++;
            return lane;
        });
    }

    void leave(Executor executor) {
        lanes.computeIfPresent(executor, (key, lane) -> --lane.sessions == 0 ? null : lane);
    }

    LaneRounds rounds(Executor executor) {
        Lane lane = lanes.get(executor);
        if (lane == null) {
            throw new IllegalStateException("no connection of this lane is open");
        }
        return lane.rounds;
    }
}
