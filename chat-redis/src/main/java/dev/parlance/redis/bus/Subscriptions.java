package dev.parlance.redis.bus;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.redis.link.Access;
import dev.parlance.redis.link.Backoff;
import dev.parlance.redis.link.Link;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.Refusals;
import dev.parlance.redis.log.LogReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;

/**
 * All that a node listens to in one Redis, over one connection and one thread that reads it and calls the listener. Topics come and go on the running connection;
 * a new connection subscribes them all again, in batches. For any thread.
 */
public final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final long MOST_BACKLOG = 64 << 20;

    private final Access access;
    private final Names names;
    private final LogReader log;
    private final BrokerListener listener;
    private final Backoff backoff;
    private final Executor replies;
    private final ScheduledExecutorService timer;
    private final String own;
    private final Probe probe;
    private final Backlog.Sum waiting = new Backlog.Sum(MOST_BACKLOG);
    private final Thread thread = new Thread(this::run, "parlance-redis-subscriptions");
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Confirmations confirmations = new Confirmations();
    private @Nullable Ear ear;
    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    /**
     * Listens to nothing yet.
     *
     * @param log what was missed is read there
     * @param replies on which feeds are silenced that are busy
     * @param timer for the deadline of a subscription
     * @param probe hears what the node says to itself
     */
    public Subscriptions(
            Access access,
            Names names,
            LogReader log,
            BrokerListener listener,
            Backoff backoff,
            Executor replies,
            ScheduledExecutorService timer,
            Probe probe) {
        this.access = access;
        this.names = names;
        this.log = log;
        this.listener = listener;
        this.backoff = backoff;
        this.replies = replies;
        this.timer = timer;
        this.own = probe.channel();
        this.probe = probe;
        thread.setDaemon(true);
    }

    /** Connects; completes when the node hears itself. */
    public CompletionStage<Void> start() {
        lock.lock();
        try {
            if (!closed) {
                thread.start();
            }
        } finally {
            lock.unlock();
        }
        return started;
    }

    /** Begins to listen to a topic. */
    public CompletionStage<Void> subscribe(Topic topic) {
        String channel = names.channel(topic);
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(Refusals.stopped());
            }
            Feed known = feeds.get(channel);
            if (known != null) {
                return known.whenReady();
            }
            Feed feed = topic instanceof Topic.Room room
                    ? new RoomFeed(room, listener, log::missed, waiting)
                    : new Feed(topic, listener);
            feeds.put(channel, feed);
            send(channel);
            limit(feed, channel);
            return feed.whenReady();
        } finally {
            lock.unlock();
        }
    }

    /** Ends listening to a topic. */
    public CompletionStage<Void> unsubscribe(Topic topic) {
        String channel = names.channel(topic);
        Feed feed = feeds.get(channel);
        return feed == null ? CompletableFuture.completedStage(null) : end(channel, feed);
    }

    private CompletionStage<Void> end(String channel, Feed feed) {
        lock.lock();
        try {
            Ear open = ear;
            if (feeds.remove(channel, feed) && open != null && confirmations.givenUp(channel)) {
                open.giveUp(channel);
            }
        } finally {
            lock.unlock();
        }
        return feed.close(replies);
    }

    /** Drops a connection that looks alive and hears nothing. */
    public void reconnect() {
        Connection open = connection;
        if (open != null) {
            Link.cut(open);
        }
    }

    /** Silences everything; completes when nothing is heard any more and the thread has ended. */
    public CompletionStage<Void> close() {
        lock.lock();
        try {
            closed = true;
            if (thread.getState() == Thread.State.NEW) {
                started.completeExceptionally(Refusals.stopped());
                ended.complete(null);
            }
        } finally {
            lock.unlock();
        }
        CompletableFuture<?>[] silent = feeds.values().stream()
                .map(feed -> {
                    feed.fail(Refusals.stopped());
                    return feed.close(replies).toCompletableFuture();
                })
                .toArray(CompletableFuture[]::new);
        feeds.clear();
        reconnect();
        return CompletableFuture.allOf(silent).thenCompose(done -> ended);
    }

    private void run() {
        while (!closed) {
            try {
                listen();
            } catch (RuntimeException | LinkageError e) {
                LOG.debug("the subscription to {} broke off", access.address(), e);
                started.completeExceptionally(new ChatException(
                        ErrorCode.BROKER_UNAVAILABLE,
                        "no subscription at " + access.address() + ": " + e.getMessage()));
            }
            lock.lock();
            try {
                ear = null;
            } finally {
                lock.unlock();
            }
            pause();
        }
        started.completeExceptionally(Refusals.stopped()); // for a start that was under way
        ended.complete(null);
    }

    private void listen() {
        Connection open = access.connect();
        connection = open;
        try {
            if (!closed) {
                new Ear(this).proceed(open, Ear.bytes(own));
            }
        } finally {
            connection = null;
            Link.drop(open);
        }
    }

    private void pause() {
        if (closed) {
            return;
        }
        try {
            Thread.sleep(backoff.next().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void limit(Feed feed, String channel) {
        Future<?> unused = timer.schedule(
                () -> {
                    if (feed.fail(new ChatException(
                            ErrorCode.BROKER_UNAVAILABLE,
                            access.address() + " did not confirm the subscription in time"))) {
                        end(channel, feed);
                    }
                },
                access.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void send(String channel) {
        Ear open = ear;
        if (open != null) {
            confirmations.asked(channel);
            open.ask(List.of(channel));
        }
    }

    /** A channel is subscribed; the first of a connection is the node's own, and then all others are asked for. */
    void confirmed(Ear open, String channel) {
        lock.lock();
        try {
            if (channel.equals(own)) {
                ear = open;
                backoff.reset();
                confirmations.begin(feeds.keySet());
                started.complete(null);
            }
            boolean last = confirmations.isConfirmed(channel);
            open.ask(confirmations.nextBatch());
            if (!last) {
                return;
            }
        } finally {
            lock.unlock();
        }
        Feed feed = feeds.get(channel);
        if (feed != null) {
            feed.confirmed();
        }
    }

    void heard(String channel, byte[] payload) {
        Feed feed = feeds.get(channel);
        if (feed != null) {
            feed.heard(payload);
        } else if (channel.equals(own)) {
            probe.heard(payload);
        }
    }
}
