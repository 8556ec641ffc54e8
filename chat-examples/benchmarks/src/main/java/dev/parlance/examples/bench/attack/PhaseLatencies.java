package dev.parlance.examples.bench.attack;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** How long messages took, by the phase in which they were due. For one thread. */
final class PhaseLatencies {
    private static final long LONGEST = 600_000_000_000L;

    private final Map<AttackPhase, Histogram> histograms = new EnumMap<>(AttackPhase.class);

    void record(AttackPhase phase, long nanos) {
        of(phase).recordValue(Math.min(LONGEST, Math.max(0, nanos)));
    }

    private Histogram of(AttackPhase phase) {
        return histograms.computeIfAbsent(phase, missing -> new Histogram(1_000, LONGEST, 3));
    }

    /** In milliseconds; 600,000 if nothing arrived. */
    double percentile(AttackPhase phase, double percentile) {
        Histogram histogram = of(phase);
        return histogram.getTotalCount() == 0 ? LONGEST / 1e6 : histogram.getValueAtPercentile(percentile) / 1e6;
    }
}
