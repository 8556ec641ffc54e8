package dev.parlance.examples.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The measured part of a run: what the counters show at its end, less what they showed at its beginning. */
final class Measurement {
    private final LoadClients crowd;
    private final Tally tally;
    private final Processes server;
    private final long begun;
    private final long arrivedBefore;
    private final long bytesBefore;
    private final Duration cpuBefore;
    private final Processes generator = Processes.own();
    private final Duration generatorCpuBefore = generator.cpu();
    private double seconds;
    private long arrived;
    private long bytes;
    private double cpuSeconds;
    private double generatorCpuSeconds;

    Measurement(LoadClients crowd, Processes server) {
        this.crowd = crowd;
        this.tally = crowd.tally;
        this.server = server;
        this.arrivedBefore = tally.arrived;
        this.bytesBefore = crowd.loop.bytesIn;
        this.cpuBefore = server.cpu();
        this.begun = crowd.loop.clock();
        tally.measureFrom(begun);
    }

    /** The time is over; what is still on its way counts as delivered later, but not for the rates. */
    void end() {
        seconds = (crowd.loop.clock() - begun) / 1e9;
        arrived = tally.arrived - arrivedBefore;
        bytes = crowd.loop.bytesIn - bytesBefore;
        cpuSeconds = server.cpu().minus(cpuBefore).toNanos() / 1e9;
        generatorCpuSeconds = generator.cpu().minus(generatorCpuBefore).toNanos() / 1e9;
    }

    LoadResult result(int rooms, double connectSeconds, long residentKilobytes) {
        return new LoadResult(
                crowd.size(),
                rooms,
                LoadResult.rounded(connectSeconds, 2),
                LoadResult.rounded(seconds, 2),
                tally.sent,
                LoadResult.rounded(tally.sent / seconds, 1),
                tally.delivered,
                tally.expected,
                tally.expected - tally.delivered,
                tally.gaps,
                tally.refused,
                crowd.lostCount(),
                LoadResult.rounded(arrived / seconds, 0),
                latency(50),
                latency(90),
                latency(99),
                latency(99.9),
                latency(100),
                arrived == 0 ? null : LoadResult.rounded((double) bytes / arrived, 0),
                LoadResult.rounded(generatorCpuSeconds, 2),
                server.isEmpty() ? null : LoadResult.rounded(cpuSeconds, 2),
                server.isEmpty() || arrived == 0 ? null : LoadResult.rounded(cpuSeconds * 1e6 / arrived, 3),
                server.isEmpty() ? null : LoadResult.rounded((double) residentKilobytes / crowd.size(), 1));
    }

    private @Nullable Double latency(double percentile) {
        if (tally.latency.getTotalCount() == 0) {
            return null;
        }
        return LoadResult.rounded(tally.latency.getValueAtPercentile(percentile) / 1e6, 3);
    }
}
