package dev.parlance.examples.bench;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The senders take turns at a fixed rate, whatever the server does. A message is stamped with the time at which it was due, so that a server that
 * holds up the generator does not hide its own delay (coordinated omission).
 */
final class OpenLoop implements Pattern {
    private static final long SHORTEST_TICK = 250_000;

    private final Loop loop;
    private final Tally tally;
    private final List<LoadClient> senders;
    private final double rate;
    private final ScheduledExecutorService ticks;
    private long begun;
    private long count;
    private boolean ended;

    OpenLoop(LoadClients crowd, double rate) {
        this.loop = crowd.loop;
        this.tally = crowd.tally;
        this.senders = crowd.senders();
        this.rate = rate;
        this.ticks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "ticks");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void begin() {
        begun = loop.clock();
        long tick = Math.max(SHORTEST_TICK, (long) (1e9 / rate));
        // a selector's own time-out knows milliseconds only
        var unused = ticks.scheduleAtFixedRate(loop.selector::wakeup, tick, tick, TimeUnit.NANOSECONDS);
    }

    @Override
    public void turn() {
        for (long due = due(); !ended && due <= loop.now; due = due()) {
            LoadClient sender = senders.get((int) (count++ % senders.size()));
            sender.publish(due);
            sender.flush();
        }
    }

    @Override
    public void heard(LoadClient client, LoadClient author, Stamp stamp) {
        tally.latency(stamp, loop.now);
    }

    @Override
    public void end() {
        ended = true;
        ticks.shutdownNow();
    }

    private long due() {
        return begun + (long) (count * 1e9 / rate);
    }
}
