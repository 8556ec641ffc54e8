package dev.parlance.redis;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
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
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisException;

/**
 * All that a node listens to in one Redis, over one connection and one thread that reads it and calls the listener. Topics come and go on the running connection;
 * a new connection subscribes them all again, in batches.
 */
final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    private static final int BATCH = 256;

    private final RedisConfig config;
    private final Names names;
    private final RoomStore store;
    private final BrokerListener listener;
    private final Backoff backoff;
    private final Executor replies;
    private final ScheduledExecutorService timer;
    private final String probe;
    private final Probe heard;
    private final Thread thread = new Thread(this::run, "parlance-redis-subscriptions");
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> unconfirmed = new HashMap<>();
    private final Queue<String> unsent = new ArrayDeque<>();
    private final Set<String> batch = new HashSet<>();
    private @Nullable Wire wire;
    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    Subscriptions(
            RedisConfig config,
            Names names,
            RoomStore store,
            BrokerListener listener,
            Backoff backoff,
            Executor replies,
            ScheduledExecutorService timer,
            Probe heard) {
        this.config = config;
        this.names = names;
        this.store = store;
        this.listener = listener;
        this.backoff = backoff;
        this.replies = replies;
        this.timer = timer;
        this.probe = heard.channel();
        this.heard = heard;
        thread.setDaemon(true);
    }

    /** Connects; completes when the node hears itself. */
    CompletionStage<Void> start() {
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

    CompletionStage<Void> subscribe(Topic topic) {
        String channel = names.channel(topic);
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(stopped());
            }
            Feed known = feeds.get(channel);
            if (known != null) {
                return known.ready;
            }
            Feed feed =
                    topic instanceof Topic.Room room ? new RoomFeed(room, listener, store) : new Feed(topic, listener);
            feeds.put(channel, feed);
            send(channel);
            limit(feed, channel);
            return feed.ready;
        } finally {
            lock.unlock();
        }
    }

    CompletionStage<Void> unsubscribe(Topic topic) {
        String channel = names.channel(topic);
        Feed feed = feeds.get(channel);
        return feed == null ? CompletableFuture.completedStage(null) : end(channel, feed);
    }

    private CompletionStage<Void> end(String channel, Feed feed) {
        lock.lock();
        try {
            Wire open = wire;
            if (feeds.remove(channel, feed) && open != null && !unsent.remove(channel)) {
                open.attempt(() -> open.unsubscribe(bytes(channel)));
            }
        } finally {
            lock.unlock();
        }
        return feed.close(replies);
    }

    /** Drops a connection that looks alive and hears nothing. */
    void reconnect() {
        Connection open = connection;
        if (open != null) {
            Link.cut(open);
        }
    }

    /** Silences everything; completes when nothing is heard any more and the thread has ended. */
    CompletionStage<Void> close() {
        lock.lock();
        try {
            closed = true;
            if (thread.getState() == Thread.State.NEW) {
                started.completeExceptionally(stopped());
                ended.complete(null);
            }
        } finally {
            lock.unlock();
        }
        CompletableFuture<?>[] silent = feeds.values().stream()
                .map(feed -> {
                    feed.fail(stopped());
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
                LOG.debug("the subscription to {} broke off", config.address(), e);
                started.completeExceptionally(new ChatException(
                        ErrorCode.BROKER_UNAVAILABLE,
                        "no subscription at " + config.address() + ": " + e.getMessage()));
            }
            lock.lock();
            try {
                wire = null;
            } finally {
                lock.unlock();
            }
            pause();
        }
        ended.complete(null);
    }

    private void listen() {
        Connection open = config.connect();
        connection = open;
        try {
            if (!closed) {
                new Wire().proceed(open, bytes(probe));
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
                            config.address() + " did not confirm the subscription in time"))) {
                        end(channel, feed);
                    }
                },
                config.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void send(String channel) {
        Wire open = wire;
        if (open != null) {
            unconfirmed.merge(channel, 1, Integer::sum);
            open.attempt(() -> open.subscribe(bytes(channel)));
        }
    }

    private static ChatException stopped() {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the broker has stopped", false);
    }

    private static byte[] bytes(String channel) {
        return channel.getBytes(StandardCharsets.UTF_8);
    }

    /** One connection's life. */
    private final class Wire extends BinaryJedisPubSub {
        @Override
        public void onSubscribe(byte[] name, int count) {
            String channel = new String(name, StandardCharsets.UTF_8);
            lock.lock();
            try {
                if (channel.equals(probe)) {
                    open();
                }
                batch.remove(channel);
                if (batch.isEmpty()) {
                    sendBatch(); // whatever else is on its way: topics that come and go do not hold up the others
                }
                Integer left = unconfirmed.merge(channel, -1, Integer::sum);
                if (left > 0) {
                    return; // there is a later subscription behind an unsubscription
                }
                unconfirmed.remove(channel);
            } finally {
                lock.unlock();
            }
            Feed feed = feeds.get(channel);
            if (feed != null) {
                feed.confirmed();
            }
        }

        @Override
        public void onMessage(byte[] name, byte[] payload) {
            String channel = new String(name, StandardCharsets.UTF_8);
            Feed feed = feeds.get(channel);
            if (feed != null) {
                feed.heard(payload);
            } else if (channel.equals(probe)) {
                heard.heard(payload);
            }
        }

        private void open() {
            wire = this;
            backoff.reset();
            unconfirmed.clear();
            batch.clear();
            unsent.clear();
            unsent.addAll(feeds.keySet());
            started.complete(null);
        }

        private void sendBatch() {
            byte[][] channels = new byte[Math.min(BATCH, unsent.size())][];
            for (int i = 0; i < channels.length; i++) {
                String channel = unsent.remove();
                batch.add(channel);
                unconfirmed.merge(channel, 1, Integer::sum);
                channels[i] = bytes(channel);
            }
            if (channels.length > 0) {
                attempt(() -> subscribe(channels));
            }
        }

        /** What cannot be sent is sent anew over the next connection. */
        private void attempt(Runnable sending) {
            try {
                sending.run();
            } catch (JedisException e) {
                LOG.debug("the subscription to {} broke off", config.address(), e);
                reconnect();
            }
        }
    }
}
