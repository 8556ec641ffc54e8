package dev.parlance.examples.server;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Whose turn it is to talk. Nobody gets further ahead of the others than what one answer tells somebody who was cut off; and everybody rests once all have said what
 * was asked for.
 */
final class Pace {
    private static final int AHEAD = 100;

    private final Map<String, Integer> said = new TreeMap<>();
    private int goal;
    private boolean ended;

    synchronized void add(String name) {
        said.put(name, 0);
    }

    /** Returns how many this one has said, once it may go on; -1 when the talk is over. */
    synchronized int awaitTurn(String name) throws InterruptedException {
        int mine = said.getOrDefault(name, 0);
        while (!ended && (mine >= goal || mine >= least() + AHEAD)) {
            wait();
        }
        return ended ? -1 : mine;
    }

    synchronized void said(String name) {
        said.merge(name, 1, Integer::sum);
        notifyAll();
    }

    /** Nobody rests any more. */
    synchronized void goOn() {
        goal = Integer.MAX_VALUE;
        notifyAll();
    }

    /** Waits until everybody has said so many more, and rests. */
    synchronized void flow(int more, Duration atMost) throws InterruptedException {
        goal = said.values().stream().mapToInt(count -> count).max().orElse(0) + more;
        notifyAll();
        long deadline = System.nanoTime() + atMost.toNanos();
        while (least() < goal) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("not everybody has said " + goal + " within " + atMost + ": " + said);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    private int least() {
        return said.values().stream().mapToInt(count -> count).min().orElse(0);
    }
}
