package dev.parlance.examples.bench;

import org.HdrHistogram.Histogram;

/** What was sent and heard. Only messages from {@link #measureFrom} on count; order is watched from the beginning. */
final class Tally {
    private static final long LONGEST = 600_000_000_000L;

    /** Nanoseconds, told apart from a microsecond on. */
    final Histogram latency = new Histogram(1_000, LONGEST, 3);

    /** Every delivery, whenever its message was sent. */
    long arrived;

    long sent;
    long expected;
    long delivered;
    long gaps;
    long refused;
    String firstRefusal = "";
    private long from = Long.MAX_VALUE;

    void measureFrom(long nanos) {
        from = nanos;
    }

    void sent(long nanos, int members) {
        if (nanos >= from) {
            sent++;
            expected += members;
        }
    }

    /** A message was heard; {@code previous} is the last sequence that this client heard of this sender. */
    void heard(Stamp stamp, long previous) {
        arrived++;
        if (stamp.sequence != previous + 1) {
            gaps++;
        }
        if (stamp.nanos >= from) {
            delivered++;
        }
    }

    void latency(Stamp stamp, long now) {
        if (stamp.nanos >= from) {
            latency.recordValue(Math.min(LONGEST, Math.max(0, now - stamp.nanos)));
        }
    }

    void refused(String words) {
        if (refused++ == 0) {
            firstRefusal = words;
        }
    }
}
