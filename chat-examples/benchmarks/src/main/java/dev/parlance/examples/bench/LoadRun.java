package dev.parlance.examples.bench;

import java.io.PrintWriter;
import java.time.Duration;

/** One run from the first connection to the figures: connect, settle, warm up, measure, wait for what is on its way. Each phase has an end of its own. */
final class LoadRun {
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(30);
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(20);
    private static final Duration QUIET = Duration.ofMillis(1500);

    private final LoadOptions options;
    private final PrintWriter notes;
    private final boolean shown;

    LoadRun(LoadOptions options, PrintWriter notes) {
        this.options = options;
        this.notes = notes;
        this.shown = options.progress || Progress.isWatched();
    }

    LoadResult run() {
        Processes server = new Processes(options.pids);
        try (Loop loop = new Loop()) {
            LoadClients crowd = new LoadClients(
                    loop,
                    options.protocol.dialect(),
                    options.seating(),
                    options.servers(),
                    options.payload,
                    new Silence());
            long residentBefore = server.residentKilobytes();
            double connectSeconds = connect(loop, crowd);
            settle(loop);
            long resident = server.residentKilobytes() - residentBefore;
            if (options.kind.idle) {
                notes.println("ready: " + crowd.size() + " clients in " + options.rooms + " rooms");
                notes.flush();
            }
            Measurement measured = load(loop, crowd, server);
            if (crowd.lostCount() > 0) {
                notes.println("the first client was lost because " + crowd.firstLoss());
            }
            if (crowd.tally.refused > 0) {
                notes.println("the first refusal: " + crowd.tally.firstRefusal);
            }
            return measured.result(options.rooms, connectSeconds, resident);
        }
    }

    private double connect(Loop loop, LoadClients crowd) {
        long begun = loop.clock();
        try (Progress progress = Progress.of(shown, "connect", crowd.size())) {
            loop.runUntil(
                    loop.after(options.connectTimeout),
                    () -> crowd.joinedCount() == crowd.size() || crowd.lostCount() > 0,
                    () -> {
                        crowd.dial();
                        progress.to(crowd.joinedCount());
                    });
        }
        crowd.requireComplete();
        return (loop.clock() - begun) / 1e9;
    }

    /** Joins are still being told when the last has joined. */
    private void settle(Loop loop) {
        new Quiet(loop, options.settle).await(LONGEST_SETTLING, () -> loop.bytesIn, () -> false);
    }

    private Measurement load(Loop loop, LoadClients crowd, Processes server) {
        Pattern pattern = options.pattern(crowd);
        crowd.pattern = pattern;
        try {
            pattern.begin();
            phase(loop, crowd, "warm up", options.kind.idle ? Duration.ZERO : options.warmup);
            Measurement measured = new Measurement(crowd, server);
            phase(loop, crowd, options.kind.idle ? "stay" : "measure", options.duration);
            measured.end();
            pattern.end();
            drain(loop, crowd.tally);
            return measured;
        } finally {
            pattern.end();
        }
    }

    private void phase(Loop loop, LoadClients crowd, String name, Duration length) {
        long begun = loop.clock();
        try (Progress progress = Progress.of(shown, name, length.toMillis())) {
            loop.runUntil(begun + length.toNanos(), () -> crowd.lostCount() == crowd.size(), () -> {
                crowd.pattern.turn();
                progress.to((loop.now - begun) / 1_000_000);
            });
            crowd.pattern.turn(); // what came due while the last turn was held up
        }
    }

    private void drain(Loop loop, Tally tally) {
        if (tally.delivered < tally.expected) {
            new Quiet(loop, QUIET).await(LONGEST_DRAIN, () -> tally.arrived, () -> tally.delivered >= tally.expected);
        }
    }
}
