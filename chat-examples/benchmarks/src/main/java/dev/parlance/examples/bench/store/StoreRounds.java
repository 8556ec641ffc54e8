package dev.parlance.examples.bench.store;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Rounds of messages, each begun when the one before has all its receipts. */
final class StoreRounds implements AutoCloseable, BrokerListener {
    private static final User USER = User.of("user-123", "Some User");
    private static final String TEXT = "hello, this is a message of about sixty characters, more or less";

    private final StoreLoad options;
    private final ChatBroker broker;
    private final RedisCpu redis;
    private final List<RoomId> rooms;
    private final Semaphore free;
    private final LongAdder failed = new LongAdder();
    private final Semaphore heard = new Semaphore(0);
    private long number;

    StoreRounds(StoreLoad options, ChatBroker broker, RedisCpu redis) {
        this.options = options;
        this.broker = broker;
        this.redis = redis;
        this.rooms = IntStream.range(0, options.rooms)
                .mapToObj(i -> new RoomId("room-" + i))
                .toList();
        this.free = new Semaphore(options.pending);
        broker.start(this).toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
        if (options.listen) {
            rooms.forEach(room -> broker.subscribe(new Topic.Room(room))
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join());
        }
    }

    /** Returns a line of JSON. */
    String run() {
        double redisBefore = redis.seconds();
        double nodeBefore = nodeSeconds();
        long begun = System.nanoTime();
        for (int i = 0; i < options.messages; i++) {
            publish();
        }
        free.acquireUninterruptibly(options.pending);
        free.release(options.pending);
        if (options.listen) {
            awaitHearing(options.messages - failed.intValue());
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double redisSeconds = redis.seconds() - redisBefore;
        return String.format(
                Locale.ROOT,
                "{\"stored_per_s\":%.0f,\"failed\":%d,\"heard\":%d,\"redis_us_per_message\":%.1f,\"redis_share\":%.2f,\"node_us_per_message\":%.1f}",
                options.messages / seconds,
                failed.sumThenReset(),
                heard.drainPermits(),
                redisSeconds * 1e6 / options.messages,
                redisSeconds / seconds,
                (nodeSeconds() - nodeBefore) * 1e6 / options.messages);
    }

    private void awaitHearing(int count) {
        try {
            if (heard.tryAcquire(count, 10, TimeUnit.SECONDS)) {
                heard.release(count);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish() {
        number++;
        MessageDraft.Builder draft = MessageDraft.builder(rooms.get((int) (number % rooms.size())), USER, TEXT);
        if (options.ids) {
            draft.clientMessageId("id-" + number);
        }
        free.acquireUninterruptibly();
        broker.publish(draft.build(), Retention.DEFAULT).whenComplete((receipt, error) -> {
            if (error != null) {
                failed.increment();
            }
            free.release();
        });
    }

    private static double nodeSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    @Override
    public void onEvent(RoomEvent event) {
        heard.release();
    }

    @Override
    public void onSignal(Topic topic, Signal signal) {}

    @Override
    public void onGap(RoomId roomId) {}

    @Override
    public void close() {
        broker.stop().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
