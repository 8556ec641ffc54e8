package dev.parlance.redis.bus;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.Signal;
import dev.parlance.redis.form.Bodies;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one subscribed topic hears. For any thread; the listener is called under the feed's lock: so calls are serial per topic, and silence is silence. */
class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    final Topic topic;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    final ReentrantLock lock = new ReentrantLock();
    private final BrokerListener listener;
    private boolean closed;

    Feed(Topic topic, BrokerListener listener) {
        this.topic = topic;
        this.listener = listener;
    }

    /** Completes when all is heard from here on; a stage of the caller's own, who may do with it what it likes. */
    final CompletionStage<Void> whenReady() {
        CompletableFuture<Void> own = new CompletableFuture<>();
        CompletionStage<Void> unused = ready.whenComplete((done, error) -> {
            if (error == null) {
                own.complete(null);
            } else {
                own.completeExceptionally(error);
            }
        });
        return own;
    }

    final void becomeReady() {
        ready.complete(null);
    }

    /** Redis has confirmed the subscription, for the first time or after a break, in which something may have been said. */
    void confirmed() {
        lock.lock();
        try {
            if (ready.isDone()) {
                tell(each -> each.onSignalsLost(topic));
            }
        } finally {
            lock.unlock();
        }
        becomeReady();
    }

    /** Something was published. */
    final void heard(byte[] payload) {
        lock.lock();
        try {
            if (!closed && payload.length > 0) {
                take(payload);
            }
        } catch (RuntimeException e) {
            COMPLAINTS.error("unreadable words on a topic", topic, e);
        } finally {
            lock.unlock();
        }
    }

    /** Takes what was published; under the lock. */
    void take(byte[] payload) {
        if (payload[0] == ChannelMessage.SIGNAL) {
            tell(each -> each.onSignal(topic, signal(payload)));
        }
    }

    private static Signal signal(byte[] payload) {
        return Bodies.signal(Arrays.copyOfRange(payload, 1, payload.length));
    }

    /** Calls the listener, unless this is closed; under the lock. */
    final void tell(Consumer<BrokerListener> call) {
        if (closed) {
            return;
        }
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            COMPLAINTS.error("a broker listener failed, or could not be told", e);
        }
    }

    final boolean isClosed() {
        return closed;
    }

    /** Silences this; completes when nothing more will be heard. Does not wait for a listener that is being called. */
    final CompletionStage<Void> close(Executor executor) {
        if (lock.tryLock()) {
            try {
                silence();
            } finally {
                lock.unlock();
            }
            ready.complete(null);
            return CompletableFuture.completedStage(null);
        }
        return CompletableFuture.runAsync(
                () -> {
                    lock.lock();
                    try {
                        silence();
                    } finally {
                        lock.unlock();
                    }
                    ready.complete(null);
                },
                executor);
    }

    private void silence() {
        closed = true;
        release();
    }

    /** Lets go of what waits, as nothing more will be heard; under the lock. */
    void release() {}

    /** Says that this will hear nothing; returns whether nobody has been told otherwise. */
    final boolean fail(ChatException why) {
        return ready.completeExceptionally(why);
    }
}
