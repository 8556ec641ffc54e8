package dev.parlance.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.redis.link.Access;
import dev.parlance.redis.link.Backoff;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.Pipeline;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.log.LogReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RoomFeedTest {
    private static final Topic.Room ROOM = new Topic.Room(new RoomId("room"));

    private final Backlog.Sum sum = new Backlog.Sum(1 << 20);
    private final RoomFeed feed = new RoomFeed(ROOM, new Deaf(), unanswered(), sum);

    @Test
    void unsubscribedWhileItReadsItHoldsNothingOfTheSum() {
        hearWhileReading();

        feed.close(Runnable::run).toCompletableFuture().join();

        assertThat(sum.bytes()).isZero();
    }

    @Test
    void unsubscribedWhileItIsBusyItHoldsNothingOfTheSumOnceItIsSilent() throws InterruptedException {
        hearWhileReading();
        Deque<Runnable> later = new ArrayDeque<>();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Thread busy = new Thread(() -> {
            feed.lock.lock();
            try {
                held.countDown();
                enough.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                feed.lock.unlock();
            }
        });
        busy.start();
        held.await();

        var silent = feed.close(later::add).toCompletableFuture();
        assertThat(silent).isNotDone();
        enough.countDown();
        later.remove().run();

        assertThat(silent).isDone();
        assertThat(sum.bytes()).isZero();
        busy.join();
    }

    private void hearWhileReading() {
        feed.confirmed();
        for (int i = 1; i <= 3; i++) {
            feed.heard(("P" + i + " epoch 0 0 t body").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(sum.bytes()).isPositive();
    }

    /** Reads from a Redis to which nobody connects. */
    private static LogReader unanswered() {
        Duration timeout = Duration.ofSeconds(1);
        Access access = new Access(RoomFeedTest::never, "nowhere", timeout, 10);
        Pipeline idle =
                new Pipeline(access, RoomFeedTest::never, new Backoff(new Random(1)), Runnable::run, link -> {});
        return new LogReader(new RedisCalls(idle, timeout), new Names("chat"));
    }

    private static <T> T never() {
        throw new AssertionError("nobody connects");
    }

    private static final class Deaf implements BrokerListener {
        @Override
        public void onEvent(RoomEvent event) {}

        @Override
        public void onSignal(Topic topic, Signal signal) {}

        @Override
        public void onGap(RoomId roomId) {}
    }
}
