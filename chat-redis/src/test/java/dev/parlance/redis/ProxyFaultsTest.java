package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A network between one node and Redis that cuts, stalls and delays. */
@Tag("faults")
class ProxyFaultsTest {
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private RedisProgram redis;
    private TcpProxy proxy;
    private Traffic traffic;

    @BeforeEach
    void begin() {
        redis = RedisProgram.with();
        proxy = new TcpProxy("127.0.0.1", redis.port());
        traffic = new Traffic(RedisBroker.of(RedisConfig.of(proxy.url())), RedisBroker.of(RedisConfig.of(redis.url())));
    }

    @AfterEach
    void end() {
        traffic.close();
        proxy.close();
        redis.close();
        later.shutdownNow();
    }

    @Test
    void connectionsThatAreCutAgainAndAgainLoseAndDoubleNothing() {
        for (int i = 0; i < 10; i++) {
            proxy.cut();
            traffic.flow(20);
        }
        traffic.end();

        traffic.assertNothingLost();
        assertThat(traffic.careful).allMatch(talker -> talker.failures.isEmpty());
    }

    @Test
    void aNetworkThatIsAwayForFiveSecondsLosesAndDoublesNothing() {
        proxy.refuse(true);
        after(Duration.ofSeconds(5), () -> proxy.refuse(false));
        traffic.flow(50);
        traffic.end();

        traffic.assertNothingLost();
    }

    @Test
    void aNetworkThatStallsForFiveSecondsLosesAndDoublesNothing() {
        proxy.stall(true);
        after(Duration.ofSeconds(5), () -> proxy.stall(false));
        traffic.flow(50);
        traffic.end();

        traffic.assertNothingLost();
    }

    @Test
    void aSlowNetworkIsSlowAndNothingElse() {
        proxy.delay(50);
        traffic.flow(10);
        proxy.delay(0);
        traffic.flow(50);
        traffic.end();

        traffic.assertNothingLost();
        assertThat(traffic.careful).allMatch(talker -> talker.failures.isEmpty());
    }

    @Test
    void aSubscriptionThatLooksAliveAndHearsNothingIsFoundAndRepaired() {
        proxy.stallSubscriptions();
        traffic.flow(100);
        traffic.end();

        traffic.assertNothingLost();
        assertThat(traffic.followers.get(0).gaps()).isZero();
    }

    private void after(Duration time, Runnable action) {
        CountDownLatch done = new CountDownLatch(1);
        later.schedule(
                () -> {
                    action.run();
                    done.countDown();
                },
                time.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
