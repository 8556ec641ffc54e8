package dev.parlance.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.parlance.ManualTime;
import dev.parlance.host.EngineTimer;
import dev.parlance.model.UserId;
import dev.parlance.policy.Metered;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What stands on the road of every message makes no garbage. */
class AllocationTest {
    private static final int MESSAGES = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ManualTime time = new ManualTime();
    private final KnownUsers users = new KnownUsers(time::ticks, new EngineTimer(time), 1);
    private final UserBuckets user = users.enter(new UserId("ada"));
    private final Buckets connection = new Buckets(time.ticks());
    private long now = time.ticks();

    /** Counts messages at the pace that is allowed. */
    private long count(int messages) {
        long refused = 0;
        for (int i = 0; i < messages; i++) {
            now += 50_000_000;
            refused += count(Metered.REQUESTS, 1);
            refused += count(Metered.MESSAGES, 1);
            refused += count(Metered.BYTES_IN, 500);
            refused += count(Metered.BYTES_OUT, 5_000);
        }
        return refused;
    }

    private long count(Metered what, int amount) {
        return connection.tryTake(what, what.ofConnection(), amount, now)
                + user.tryTake(what, what.ofUser(), amount, now);
    }

    private long allocatedBy(int messages) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long refused = count(messages);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(refused).isZero();
        return allocated;
    }

    @Test
    void whatIsWithinTheLimitsIsCountedWithoutAllocation() {
        users.askedBy(() -> 3, () -> {});
        allocatedBy(1); // loads what it needs
        assertThat(allocatedBy(MESSAGES)).isLessThan(MESSAGES);
    }
}
