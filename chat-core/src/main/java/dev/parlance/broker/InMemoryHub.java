package dev.parlance.broker;

import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The store that several {@link InMemoryBroker}s of one process share, as the nodes of a cluster share a Redis: for tests of many nodes. Safe
 * for use by many threads. A room's log is kept for its time to live after the last event; each new room has two older ones looked at, so
 * what was left behind goes as new rooms come.
 */
public final class InMemoryHub {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final int MIN_VALUES = 64;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final ConcurrentMap<Topic, TopicState> topics = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> values = new HashMap<>();
    private final Map<InMemoryNode, Instant> dead = new LinkedHashMap<>();
    private @Nullable Iterator<Map.Entry<Topic, TopicState>> cleaner;
    private volatile String firstEpoch;
    /** At how many values those are swept whose time has passed: twice as many as were left, so that a put costs the same however many there are. */
    private int nextSweep = MIN_VALUES;

    private record Kept(String value, Instant until) {}

    /**
     * Makes an empty store.
     *
     * @param clock stamps messages, and tells when they expire
     * @param random names epochs
     */
    public InMemoryHub(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.firstEpoch = newEpoch();
    }

    Instant now() {
        return clock.instant();
    }

    /** Runs {@code action} under the topic's lock, on a new state if there was none. */
    <T> T with(Topic topic, Function<TopicState, T> action) {
        while (true) {
            TopicState state = topics.get(topic);
            if (state == null) {
                clean(2);
                state = topics.computeIfAbsent(topic, key -> new TopicState());
            }
            state.lock.lock();
            try {
                if (!state.removed) {
                    return action.apply(state);
                }
            } finally {
                state.lock.unlock();
            }
        }
    }

    /** The same for an action that ends something: the topic is then forgotten if nothing is left of it. */
    <T> T withThenClean(Topic topic, Function<TopicState, T> action) {
        T result = with(topic, action);
        TopicState state = topics.get(topic);
        if (state != null) {
            dropIfUseless(topic, state);
        }
        return result;
    }

    /** Runs {@code action} under the topic's lock, or on an empty state that is kept nowhere: reading makes no room. */
    <T> T peek(Topic topic, Function<TopicState, T> action) {
        return topics.containsKey(topic) ? with(topic, action) : action.apply(new TopicState());
    }

    TopicState subscribe(InMemoryNode node, Topic topic) {
        return with(topic, state -> {
            node.note(node.subscriptions, topic);
            state.subscribe(node);
            return state;
        });
    }

    TopicState unsubscribe(InMemoryNode node, Topic topic) {
        return withThenClean(topic, state -> {
            node.subscriptions.remove(topic);
            state.unsubscribe(node);
            return state;
        });
    }

    long enter(InMemoryNode node, RoomId roomId, User user) {
        return with(new Topic.Room(roomId), state -> {
            node.note(node.entered, new InMemoryNode.Entered(roomId, user.id()));
            return state.enter(roomId, node, user);
        });
    }

    long leave(InMemoryNode node, InMemoryNode.Entered gone) {
        return withThenClean(new Topic.Room(gone.roomId()), state -> {
            node.entered.remove(gone);
            return state.leave(gone.roomId(), node, gone.userId());
        });
    }

    void unsubscribeAll(InMemoryNode node) {
        Set.copyOf(node.subscriptions).forEach(topic -> unsubscribe(node, topic));
    }

    /** Has all members of a node leave. */
    void leaveAll(InMemoryNode node) {
        Set.copyOf(node.entered).forEach(each -> leave(node, each));
    }

    /** The log of a state under lock. */
    RoomLog log(TopicState state) {
        RoomLog log = state.log;
        if (log != null && log.isForgotten(now())) {
            firstEpoch = newEpoch(); // a forgotten room that begins again must not take up its old epoch
            log = null;
            state.anew = true;
        }
        if (log == null) {
            log = new RoomLog(firstEpoch, now());
            state.log = log;
        }
        return log;
    }

    /** Loses a room's log, as a store without persistence does. */
    void lose(RoomId roomId) {
        with(new Topic.Room(roomId), state -> {
            firstEpoch = newEpoch();
            state.log = null;
            state.tell(listener -> listener.onGap(roomId));
            return state;
        });
    }

    void died(InMemoryNode node) {
        lock.lock();
        try {
            dead.put(node, now());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends a node without a word, as a killed process does: its members stay until a {@link #sweep} after its lease. For tests.
     *
     * @param node one over this store; nothing happens if it does not run
     */
    public void kill(InMemoryBroker node) {
        node.die();
    }

    /** Has the members of killed nodes leave whose lease has run out by the clock of this store. For tests: nothing else does it. */
    public void sweep() {
        Instant overdue = now().minus(ChatBroker.LEASE);
        List<InMemoryNode> swept;
        lock.lock();
        try {
            swept = dead.entrySet().stream()
                    .filter(each -> !each.getValue().isAfter(overdue))
                    .map(Map.Entry::getKey)
                    .toList();
            swept.forEach(dead::remove);
        } finally {
            lock.unlock();
        }
        swept.forEach(this::leaveAll);
    }

    void put(String key, String value, Duration timeToLive) {
        lock.lock();
        try {
            Instant now = now();
            if (values.size() >= nextSweep) {
                values.values().removeIf(kept -> !kept.until().isAfter(now));
                nextSweep = Math.max(MIN_VALUES, 2 * values.size());
            }
            values.put(key, new Kept(value, now.plus(timeToLive)));
        } finally {
            lock.unlock();
        }
    }

    Optional<String> get(String key) {
        lock.lock();
        try {
            return Optional.ofNullable(values.get(key))
                    .filter(kept -> kept.until().isAfter(now()))
                    .map(Kept::value);
        } finally {
            lock.unlock();
        }
    }

    Optional<String> take(String key) {
        lock.lock();
        try {
            Optional<String> value = get(key);
            values.remove(key);
            return value;
        } finally {
            lock.unlock();
        }
    }

    /** How many topics are held; for tests. */
    int size() {
        return topics.size();
    }

    private void clean(int count) {
        lock.lock();
        try {
            Iterator<Map.Entry<Topic, TopicState>> each = cleaner;
            if (each == null || !each.hasNext()) {
                each = topics.entrySet().iterator();
                cleaner = each;
            }
            for (int i = 0; i < count && each.hasNext(); i++) {
                Map.Entry<Topic, TopicState> entry = each.next();
                dropIfUseless(entry.getKey(), entry.getValue());
            }
        } finally {
            lock.unlock();
        }
    }

    private void dropIfUseless(Topic topic, TopicState state) {
        if (!state.lock.tryLock()) {
            return; // in use
        }
        try {
            RoomLog log = state.log;
            if (log != null) {
                log.expire(now());
            }
            if (state.isDeserted() && (log == null || log.isUnused() || log.isForgotten(now()))) {
                if (log != null && !log.isUnused()) {
                    firstEpoch = newEpoch();
                }
                state.removed = true;
                topics.remove(topic, state);
            }
        } finally {
            state.lock.unlock();
        }
    }

    private String newEpoch() {
        StringBuilder epoch = new StringBuilder(8);
        for (int i = 0; i < 8; i++) {
            epoch.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return epoch.toString();
    }
}
