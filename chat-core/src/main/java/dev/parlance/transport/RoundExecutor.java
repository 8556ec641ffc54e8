package dev.parlance.transport;

import java.util.concurrent.Executor;

/**
 * A lane of connections that looks after its sockets, then runs what was given to {@link #execute}, and so on, round after round. What has much to do there does a part of it in each round, so
 * that nobody else waits for the whole: telling something to thousands of members of a room takes tens of milliseconds. A transport whose lanes have no rounds need not implement it; there such
 * work is done in one go.
 */
public interface RoundExecutor extends Executor {
    /**
     * Runs a task in the next round, after the sockets were looked after and before what was given to {@link #execute} meanwhile. When the lane has ended it may be forgotten. On the lane only.
     *
     * @param task what it throws is logged
     */
    void executeNextRound(Runnable task);
}
