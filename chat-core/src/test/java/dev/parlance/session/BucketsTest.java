package dev.parlance.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final long SECOND = 1_000_000_000L;
    private long now = Long.MAX_VALUE - 5 * SECOND; // a monotonic time may wrap

    @Test
    void whoIsRefusedIsToldExactlyHowLongToWait() {
        Buckets buckets = new Buckets(now);
        Rate rate = new Rate(10, 20);
        assertThat(buckets.tryTake(Metered.MESSAGES, rate, 20, now)).isZero();
        assertThat(buckets.tryTake(Metered.MESSAGES, rate, 5, now)).isEqualTo(SECOND / 2);
        assertThat(buckets.tryTake(Metered.MESSAGES, rate, 5, now + SECOND / 2)).isZero();
    }

    @Test
    void whatIsDearerThanABurstIsLetThroughWithAFullBucketAndPaidForAfterwards() {
        Buckets buckets = new Buckets(now);
        Rate rate = new Rate(10, 20);
        assertThat(buckets.tryTake(Metered.BYTES_OUT, rate, 100, now)).isZero();
        assertThat(buckets.tryTake(Metered.BYTES_OUT, rate, 100, now + 9 * SECOND))
                .isEqualTo(SECOND);
        assertThat(buckets.tryTake(Metered.BYTES_OUT, rate, 100, now + 10 * SECOND))
                .isZero();
    }
}
