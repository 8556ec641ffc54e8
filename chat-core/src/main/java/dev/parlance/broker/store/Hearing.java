package dev.parlance.broker.store;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.broker.form.StoredForm;
import dev.parlance.broker.form.UnreadableFormException;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one node hears, and what of it its listener is told. To begin or end listening the node tells itself a token: it takes effect where it is heard, between what was committed
 * before and after it. That the offsets of a room go on is seen here, whatever the store loses. Everything happens under one lock, in the order of the commits.
 */
final class Hearing implements StoreEar {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Hearing.class.getName()));

    /** A token that was not heard yet. */
    private record Awaited(Topic topic, boolean listening, CompletableFuture<Void> heard) {}

    private static final class Subscription {
        final Topic topic;
        /** Where the room's log stood at the last event heard; null if something was lost since. */
        @Nullable
        Position last;
        /** The presence version heard last; -1 if something was lost since. */
        long version = -1;

        Subscription(Topic topic) {
            this.topic = topic;
        }
    }

    private final String node;
    private final BrokerListener listener;
    private final Executor executor;
    private final Consumer<Topic> tellAgain;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Subscription> subscriptions = new HashMap<>();
    private final TreeMap<Long, Awaited> awaited = new TreeMap<>();
    private @Nullable String generation;
    private long tokens;
    private boolean closed;

    /**
     * Hears for a node.
     *
     * @param node the name in its tokens
     * @param executor completes what waited for a token
     * @param tellAgain has the tokens of a topic told once more
     */
    Hearing(String node, BrokerListener listener, Executor executor, Consumer<Topic> tellAgain) {
        this.node = node;
        this.listener = listener;
        this.executor = executor;
        this.tellAgain = tellAgain;
    }

    /** Begins to wait for a token, which is then to be told. */
    long await(Topic topic, boolean listening, CompletableFuture<Void> heard) {
        lock.lock();
        try {
            awaited.put(++tokens, new Awaited(topic, listening, heard));
            return tokens;
        } finally {
            lock.unlock();
        }
    }

    String node() {
        return node;
    }

    /** A token was surely not told. */
    void fail(long number, RuntimeException reason) {
        Awaited failed;
        lock.lock();
        try {
            failed = awaited.remove(number);
        } finally {
            lock.unlock();
        }
        if (failed != null) {
            failed.heard().completeExceptionally(reason);
        }
    }

    /** The numbers of the tokens of a topic that were not heard yet, in their order. */
    List<Long> awaited(Topic topic) {
        lock.lock();
        try {
            List<Long> numbers = new ArrayList<>();
            awaited.forEach((number, each) -> {
                if (each.topic().equals(topic)) {
                    numbers.add(number);
                }
            });
            return numbers;
        } finally {
            lock.unlock();
        }
    }

    /** Ends hearing: nothing is told from here on, and what waits fails with {@code reason}. */
    void close(RuntimeException reason) {
        List<Awaited> left;
        lock.lock();
        try {
            closed = true;
            subscriptions.clear();
            left = List.copyOf(awaited.values());
            awaited.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(each -> each.heard().completeExceptionally(reason));
    }

    @Override
    public void told(byte[] what) {
        lock.lock();
        try {
            if (!closed) {
                hear(Notification.read(what));
            }
        } catch (UnreadableFormException e) {
            COMPLAINTS.error("a node tells what this one cannot read", e);
            loseTrack(); // what cannot be read is as good as lost
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void broken() {
        lock.lock();
        try {
            if (!closed) {
                loseTrack();
                awaited.values().stream().map(Awaited::topic).distinct().forEach(tellAgain);
            }
        } finally {
            lock.unlock();
        }
    }

    private void loseTrack() {
        subscriptions.values().forEach(this::loseTrack);
    }

    private void loseTrack(Subscription subscription) {
        if (subscription.topic instanceof Topic.Room room) {
            subscription.last = null;
            subscription.version = -1;
            tell(told -> told.onGap(room.roomId()));
        } else {
            tell(told -> told.onSignalsLost(subscription.topic));
        }
    }

    private void hear(Notification told) {
        if (!told.generation().equals(generation)) {
            generation = told.generation();
            loseTrack(); // the store fell back: what was heard last may not be what came before this
        }
        if (told.kind() == Notification.TOKEN) {
            hear(told.token(), told.position());
            return;
        }
        Subscription subscription = subscriptions.get(told.topic());
        if (subscription == null) {
            return;
        }
        try {
            hear(subscription, told);
        } catch (UnreadableFormException e) {
            COMPLAINTS.error("a node tells of a topic what this one cannot read", e);
            loseTrack(subscription);
        }
    }

    private void hear(Subscription subscription, Notification told) {
        switch (told.kind()) {
            case Notification.EVENT -> hear(subscription, StoredForm.event(told.body()), told.position());
            case Notification.SIGNAL -> {
                var signal = StoredForm.signal(told.body());
                tell(each -> each.onSignal(subscription.topic, signal));
            }
            default -> throw new UnreadableFormException("something told, of kind " + told.kind(), null);
        }
    }

    private void hear(Notification.Token token, @Nullable Position position) {
        Awaited found = token.node().equals(node) ? awaited.get(token.number()) : null;
        if (found == null) {
            return; // another node's, or one that was told twice
        }
        String key = Keys.topic(found.topic());
        if (found.listening()) {
            Subscription known = subscriptions.computeIfAbsent(key, topic -> new Subscription(found.topic()));
            known.last = known.last == null ? position : known.last;
        } else {
            subscriptions.remove(key);
        }
        // the line lost those before, or they come once more: this one stands above them
        var settled = awaited.headMap(token.number(), true).values();
        List<CompletableFuture<Void>> heard = new ArrayList<>();
        settled.removeIf(each -> each.topic().equals(found.topic()) && heard.add(each.heard()));
        executor.execute(() -> heard.forEach(each -> each.complete(null)));
    }

    private void hear(Subscription subscription, RoomEvent event, @Nullable Position at) {
        if (at != null) {
            follow(subscription, event.roomId(), at);
        } else if (event instanceof RoomEvent.Joined joined) {
            follow(subscription, event.roomId(), joined.version());
        } else if (event instanceof RoomEvent.Left left) {
            follow(subscription, event.roomId(), left.version());
        }
        tell(each -> each.onEvent(event));
    }

    private void follow(Subscription subscription, RoomId roomId, long version) {
        if (version <= subscription.version) {
            tell(each -> each.onGap(roomId)); // nobody was in for so long that the room counts anew
        }
        subscription.version = version;
    }

    private void follow(Subscription subscription, RoomId roomId, Position at) {
        Position last = subscription.last;
        subscription.last = at;
        if (last == null || (last.offset() == 0 && at.offset() == 1)) {
            return; // said already; or a room's first event, which is no gap
        }
        if (!at.epoch().equals(last.epoch()) || at.offset() != last.offset() + 1) {
            tell(each -> each.onGap(roomId));
        }
    }

    private void tell(Consumer<BrokerListener> call) {
        try {
            call.accept(listener);
        } catch (Throwable e) {
            COMPLAINTS.error("a broker listener failed", e);
        }
    }
}
