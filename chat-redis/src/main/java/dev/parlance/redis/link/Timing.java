package dev.parlance.redis.link;

import dev.parlance.broker.ChatBroker;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long things take, lent so that tests can move time. A value, for any thread.
 *
 * @param shiftMillis added to the clock of Redis by every script, 0 but in tests
 * @param leaseTicker nanoseconds that pass for leases
 * @param ownUpkeep whether leases are renewed and nodes swept every {@code upkeep}, or only when a test says so
 * @param lease how long a node that is not heard of is taken for alive
 * @param upkeep how often a lease is renewed and the dead are swept
 * @param probe how often a node sends itself a word, and how long that may be on its way
 */
public record Timing(
        LongSupplier shiftMillis,
        LongSupplier leaseTicker,
        boolean ownUpkeep,
        Duration lease,
        Duration upkeep,
        Duration probe) {
    /** Outside of tests. */
    public static final Timing REAL =
            new Timing(() -> 0, System::nanoTime, true, ChatBroker.LEASE, Duration.ofSeconds(5), Duration.ofSeconds(3));
}
