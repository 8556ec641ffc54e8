package dev.parlance.broker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.tck.MemoryPorts;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A port, and threads that were lent, which fail or are slow: what that costs whoever called. */
class StrangersOfStoreBrokerTest {
    private static final RoomId ROOM = new RoomId("room");

    private final StorePort port = new MemoryPorts(InstantSource.system()).newPort();
    private final ThreadLocal<Boolean> telling = ThreadLocal.withInitial(() -> false);
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile CountDownLatch slow = new CountDownLatch(0);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        held.countDown();
        threads.shutdown();
    }

    @Test
    void aSubscriptionIsCompleteThoughTheExecutorRefusesWhenItIsHeard() throws Exception {
        StoreBroker node = StoreBroker.builder(new WatchedPort())
                .executor(this::refusesWhileSomethingIsTold)
                .build();
        done(node.start(new Deaf()));

        done(node.subscribe(new Topic.Room(ROOM)));
        done(node.unsubscribe(new Topic.Room(ROOM)));

        done(node.stop());
    }

    @Test
    void aStopIsCompleteThoughThePortFailsAsItIsClosed() throws Exception {
        StoreBroker node = StoreBroker.builder(new WatchedPort() {
                    @Override
                    public void close() {
                        super.close();
                        throw new IllegalStateException("expected by this test");
                    }
                })
                .build();
        done(node.start(new Deaf()));

        done(node.stop());
    }

    @Test
    void whatWaitsForASlowStoreIsBoundedInBytes() throws Exception {
        StoreBroker node = StoreBroker.builder(new WatchedPort() {
                    @Override
                    public <T> T transaction(Work<T> work) {
                        await(slow);
                        return super.transaction(work);
                    }
                })
                .lanes(1)
                .build();
        done(node.start(new Deaf()));
        slow = held;
        MessageDraft draft = MessageDraft.builder(ROOM, User.of("ada", "Ada"), "x".repeat(MessageDraft.MAX_TEXT))
                .build();
        CompletionStage<Receipt> last;
        long waiting = -2; // one is under way, and one is refused
        do {
            last = node.publish(draft, Retention.DEFAULT);
            waiting++;
        } while (!last.toCompletableFuture().isDone());

        assertThat(waiting * Weight.of(draft)).isBetween(StoreLane.MOST_BYTES / 2, StoreLane.MOST_BYTES);
        CompletionStage<Receipt> refused = last;
        assertThatThrownBy(() -> done(refused))
                .hasCauseInstanceOf(ChatException.class)
                .cause()
                .extracting("code", "retryable")
                .containsExactly(ErrorCode.OVERLOADED, true);
        held.countDown();
        done(node.stop());
    }

    private void refusesWhileSomethingIsTold(Runnable task) {
        if (telling.get()) {
            throw new RejectedExecutionException("expected by this test");
        }
        threads.execute(task);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** The port in memory, which knows when its thread tells something. */
    private class WatchedPort implements StorePort {
        @Override
        public <T> T transaction(Work<T> work) {
            return port.transaction(work);
        }

        @Override
        public void listen(StoreEar ear) {
            port.listen(new StoreEar() {
                @Override
                public void told(byte[] what) {
                    telling.set(true);
                    ear.told(what);
                    telling.set(false);
                }

                @Override
                public void broken() {
                    ear.broken();
                }
            });
        }

        @Override
        public void close() {
            port.close();
        }
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
