package dev.parlance.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.log.Missed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RoomFeedTest {
    private static final Topic.Room ROOM = new Topic.Room(new RoomId("room"));

    private static final User ADA = User.of("ada", "Ada");

    private final Backlog.Sum sum = new Backlog.Sum(1 << 20);
    private final RoomFeed feed = new RoomFeed(ROOM, new Deaf(), (room, since) -> new CompletableFuture<>(), sum);

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

    @Test
    void whatIsHeardWhileAnAnswerIsToldWaitsForThat() throws InterruptedException {
        Deque<CompletableFuture<Missed>> readings = new ArrayDeque<>();
        Slow listener = new Slow();
        RoomFeed slow = new RoomFeed(
                ROOM,
                listener,
                (room, since) -> {
                    readings.add(new CompletableFuture<>());
                    return readings.getLast();
                },
                sum);
        slow.confirmed();
        readings.remove().complete(missed(List.of(), 0));
        slow.confirmed();
        slow.heard(post(2));

        Thread reader = new Thread(() -> readings.remove().complete(missed(List.of(message(1)), 1)));
        reader.start();
        assertThat(listener.tells.await(60, TimeUnit.SECONDS)).isTrue();
        Thread hearer = new Thread(() -> slow.heard(post(3)));
        hearer.start();
        Awaitility.await().until(() -> slow.lock.hasQueuedThread(hearer));
        listener.goesOn.countDown();

        reader.join(10_000);
        hearer.join(10_000);
        assertThat(listener.offsets).containsExactly(1L, 2L, 3L);
        assertThat(readings).as("nothing was missed").isEmpty();
        assertThat(sum.bytes()).isZero();
    }

    private static Missed missed(List<Message> messages, long end) {
        return new Missed(messages, true, true, new Position("epoch", end), 0, new byte[0]);
    }

    private static Message message(long offset) {
        return Message.stored(ROOM.roomId(), ADA, new Position("epoch", offset), Instant.EPOCH)
                .changeOffset(offset)
                .text("text")
                .build();
    }

    private static byte[] post(long offset) {
        byte[] head = ("P" + offset + " epoch 0 0 t ").getBytes(StandardCharsets.UTF_8);
        byte[] body = Forms.WRITTEN
                .of(MessageDraft.builder(ROOM.roomId(), ADA, "text").build())
                .bytes();
        byte[] payload = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, payload, head.length, body.length);
        return payload;
    }

    private void hearWhileReading() {
        feed.confirmed();
        for (int i = 1; i <= 3; i++) {
            feed.heard(("P" + i + " epoch 0 0 t body").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(sum.bytes()).isPositive();
    }

    /** Is not done with the first event until it goes on. */
    private static final class Slow implements BrokerListener {
        private final CountDownLatch tells = new CountDownLatch(1);
        private final CountDownLatch goesOn = new CountDownLatch(1);
        private final List<Long> offsets = new CopyOnWriteArrayList<>();

        @Override
        public void onEvent(RoomEvent event) {
            tells.countDown();
            try {
                assertThat(goesOn.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            offsets.add(((RoomEvent.Posted) event).message().position().offset());
        }

        @Override
        public void onSignal(Topic topic, Signal signal) {}

        @Override
        public void onGap(RoomId roomId) {}
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
