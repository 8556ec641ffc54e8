package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The store that several {@link InMemoryBroker}s of one process share, as the nodes of a cluster share a Redis: for tests of many nodes. Safe
 * for use by many threads. A room's log is kept for its time to live after the last event; each new room has two older ones looked at, so
 * what was left behind goes as new rooms come.
 *
 * <p>What the rooms take together is bounded. Beyond that rooms make way that nobody is in, those first that were left longest ago: their logs are lost, and they begin new epochs. When none
 * is left, rooms in use that take more than an equal share keep a shorter history, and a room that is not there yet fails with {@link ErrorCode#OVERLOADED}. Records of rooms and their members stay, as
 * users' marks do, and count: when they take it all, no more are taken.
 */
public final class InMemoryHub {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** The most rooms, unless it is said: bytes are what binds as a rule. */
    static final int MAX_ROOMS = 1_000_000;
    /** How many rooms one that finds too much memory taken looks at. */
    private static final int LOOKS = 8;
    /** Which part of all what users are called may take. */
    private static final int SHARE_OF_PROFILES = 16;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final RoomMemory memory;
    private final ConcurrentMap<Topic, TopicState> topics = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableSet<RoomId> behind = new ConcurrentSkipListSet<>(Comparator.comparing(RoomId::value));
    private final InMemoryValues values;
    private final InMemoryUsers users;
    private final InMemoryProfiles profiles;
    private final Map<InMemoryNode, Instant> dead = new LinkedHashMap<>();
    private @Nullable Iterator<Map.Entry<Topic, TopicState>> cleaner;
    private volatile String firstEpoch;

    /**
     * Makes an empty store whose rooms may take a quarter of the heap.
     *
     * @param clock stamps messages, and tells when they expire
     * @param random names epochs
     */
    public InMemoryHub(InstantSource clock, RandomGenerator random) {
        this(clock, random, quarterOfTheHeap(), MAX_ROOMS);
    }

    /**
     * Makes an empty store.
     *
     * @param clock stamps messages, and tells when they expire
     * @param random names epochs
     * @param maxBytes what the rooms may take together, as {@link InMemoryBroker.Builder#maxBytes} says
     * @param maxRooms how many rooms there may be at once, as {@link InMemoryBroker.Builder#maxRooms} says
     * @throws IllegalArgumentException naming every bound that is not positive
     */
    public InMemoryHub(InstantSource clock, RandomGenerator random, long maxBytes, int maxRooms) {
        List<String> faults = faults(maxBytes, maxRooms);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        this.memory = new RoomMemory(maxBytes, maxRooms);
        this.clock = clock;
        this.values = new InMemoryValues(clock);
        this.users = new InMemoryUsers(clock, memory);
        this.profiles = new InMemoryProfiles(clock, memory, maxBytes / SHARE_OF_PROFILES);
        this.random = random;
        this.firstEpoch = newEpoch();
    }

    static long quarterOfTheHeap() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    static List<String> faults(long maxBytes, int maxRooms) {
        List<String> faults = new ArrayList<>();
        if (maxBytes < 1) {
            faults.add("maxBytes must be positive, not " + maxBytes);
        }
        if (maxRooms < 1) {
            faults.add("maxRooms must be positive, not " + maxRooms);
        }
        return faults;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Runs {@code action} under the topic's lock, on a new state if there was none.
     *
     * @throws ChatException {@link ErrorCode#OVERLOADED} if there is no place for one more room
     */
    <T> T with(Topic topic, Function<TopicState, T> action) {
        return with(topic, action, true);
    }

    private <T> T with(Topic topic, Function<TopicState, T> action, boolean needsPlace) {
        while (true) {
            TopicState state = topics.get(topic);
            if (state == null) {
                clean(2);
                if (needsPlace) {
                    requirePlace(topic);
                }
                state = topics.computeIfAbsent(topic, key -> new TopicState());
            }
            state.lock.lock();
            try {
                if (!state.removed) {
                    return action.apply(state);
                }
            } finally {
                memory.count(topic, state);
                state.lock.unlock();
                if (memory.isOver()) {
                    relieve(state);
                }
            }
        }
    }

    /** The same for an action that ends something: there is a place for it always, and the topic is then forgotten if nothing is left of it. */
    <T> T withThenClean(Topic topic, Function<TopicState, T> action) {
        T result = with(topic, action, false);
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

    /** Has a log begin a life behind what is archived, unless it has one. Under lock. */
    void begin(TopicState state, @Nullable LogEnd end) {
        RoomLog log = log(state);
        if (log.isAlive()) {
            return;
        }
        if (end == null) {
            log.begin();
        } else {
            String epoch = log.position().epoch();
            state.log = new RoomLog(epoch.equals(end.position().epoch()) ? newEpoch() : epoch, end, now());
        }
    }

    /** Something was stored in a log, or archived. Under lock. */
    void note(RoomId roomId, RoomLog log) {
        boolean isBehind = log.isBehind();
        if (isBehind != log.listed) {
            log.listed = isBehind;
            if (isBehind) {
                behind.add(roomId);
            } else {
                behind.remove(roomId);
            }
        }
    }

    List<RoomId> behind(int limit, @Nullable RoomId after) {
        NavigableSet<RoomId> rest = after == null ? behind : behind.tailSet(after, false);
        return rest.stream().limit(limit).toList();
    }

    /** Loses a room's log, as a store without persistence does. */
    void lose(RoomId roomId) {
        with(new Topic.Room(roomId), state -> {
            firstEpoch = newEpoch();
            state.log = null;
            behind.remove(roomId);
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

    /** Has the members of killed nodes leave whose lease has run out by the clock of this store, and tells what they may not have told. For tests: nothing else does it. */
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
        if (!swept.isEmpty()) {
            topics.keySet().forEach(this::tellAll);
        }
    }

    private void tellAll(Topic topic) {
        peek(topic, held -> {
            RoomLog log = held.log;
            if (log != null) {
                for (Position untold : log.untold()) {
                    log.tell(untold, now()).ifPresent(changed -> {
                        note(changed.message().roomId(), log);
                        held.tell(each -> each.onEvent(changed));
                    });
                }
            }
            return held;
        });
    }

    InMemoryValues values() {
        return values;
    }

    InMemoryUsers users() {
        return users;
    }

    InMemoryProfiles profiles() {
        return profiles;
    }

    /** What all rooms and users take; for tests. */
    long usedBytes() {
        return memory.usedBytes();
    }

    /** How many topics are held; for tests. */
    int size() {
        return topics.size();
    }

    private void clean(int count) {
        lock.lock();
        try {
            memory.forgetRemoved();
            for (int i = 0; i < count; i++) {
                Map.Entry<Topic, TopicState> entry = nextToLookAt();
                if (entry != null) {
                    dropIfUseless(entry.getKey(), entry.getValue());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** All in turn, over and over; null at the end of a round. Under the lock. */
    private Map.@Nullable Entry<Topic, TopicState> nextToLookAt() {
        Iterator<Map.Entry<Topic, TopicState>> each = cleaner;
        if (each == null || !each.hasNext()) {
            each = topics.entrySet().iterator();
            cleaner = each;
        }
        return each.hasNext() ? each.next() : null;
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
            if (state.isDeserted()
                    && state.shelf.isEmpty()
                    && (log == null || log.isUnused() || log.isForgotten(now()))) {
                remove(topic, state);
            }
        } finally {
            memory.count(topic, state);
            state.lock.unlock();
        }
    }

    /** Under the state's lock; whatever was said there is lost. */
    private void remove(Topic topic, TopicState state) {
        if (state.log != null && !state.log.isUnused()) {
            firstEpoch = newEpoch();
        }
        state.log = null;
        if (state.shelf.isEmpty()) {
            state.removed = true;
            topics.remove(topic, state);
        }
        memory.count(topic, state);
    }

    /**
     * Something is about to be kept that does not make way by itself.
     *
     * @throws ChatException {@link ErrorCode#OVERLOADED} if too much is taken, and none of it makes way
     */
    void requireMemory() {
        if (!memory.isOver()) {
            return;
        }
        lock.lock();
        try {
            evictIdle(() -> !memory.isOver());
        } finally {
            lock.unlock();
        }
        if (memory.isOver()) {
            throw new ChatException(
                    ErrorCode.OVERLOADED, "there is no memory for more that is kept of rooms and users");
        }
    }

    /** A topic of the nodes' own has its place always. */
    private void requirePlace(Topic topic) {
        if (!(topic instanceof Topic.Room) || memory.hasPlace(topics.size())) {
            return;
        }
        lock.lock();
        try {
            evictIdle(() -> memory.hasPlace(topics.size()));
        } finally {
            lock.unlock();
        }
        if (!memory.hasPlace(topics.size())) {
            throw new ChatException(ErrorCode.OVERLOADED, "there is no memory for one more room");
        }
    }

    /** Too much is taken: whoever did the last of it sees to that, unless someone does already. */
    private void relieve(TopicState touched) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            evictIdle(() -> !memory.isOver());
            if (memory.isOver()) {
                long share = memory.share(topics.size());
                shorten(touched, share);
                for (int i = 0; i < LOOKS && memory.isOver(); i++) {
                    Map.Entry<Topic, TopicState> next = nextToLookAt();
                    if (next != null) {
                        shorten(next.getValue(), share);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void evictIdle(BooleanSupplier enough) {
        int busy = 0;
        while (!enough.getAsBoolean() && busy < LOOKS) {
            RoomMemory.Idle next = memory.next();
            if (next == null) {
                return;
            }
            if (!next.state().lock.tryLock()) {
                memory.later(next);
                busy++;
                continue;
            }
            try {
                if (memory.checked(next)) {
                    remove(next.topic(), next.state());
                }
            } finally {
                next.state().lock.unlock();
            }
        }
    }

    private void shorten(TopicState state, long most) {
        if (!state.lock.tryLock()) {
            return; // in use
        }
        try {
            if (state.log != null) {
                state.log.shorten(most);
                memory.recount(state);
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
