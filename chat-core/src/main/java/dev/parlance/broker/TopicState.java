package dev.parlance.broker;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a hub holds of one topic: who listens and, for a room, log, members and record. Everything happens under its lock, telling the listeners too:
 * that makes one order for all nodes, and a publisher that comes too fast waits here instead of filling a queue.
 */
final class TopicState {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(TopicState.class.getName()));

    final ReentrantLock lock = new ReentrantLock();
    /** Read without the lock, too, by who then takes it. */
    volatile boolean removed;
    /** What {@link RoomMemory} has counted for it. */
    long counted;
    /** Whether {@link RoomMemory} has noted that nobody is in. */
    boolean idle;

    @Nullable
    RoomLog log;

    final RoomShelf shelf = new RoomShelf();

    /** The log before was forgotten, and whoever listens has not been told. */
    boolean anew;

    private InMemoryNode[] subscribers = {};
    private boolean telling;
    private long presenceVersion;
    private final Map<UserId, Entry> members = new LinkedHashMap<>(2);

    private static final class Entry {
        User user;
        final List<InMemoryNode> nodes = new ArrayList<>(1);

        Entry(User user) {
            this.user = user;
        }
    }

    void subscribe(InMemoryNode node) {
        for (InMemoryNode known : subscribers) {
            if (known == node) {
                return;
            }
        }
        InMemoryNode[] more = Arrays.copyOf(subscribers, subscribers.length + 1);
        more[subscribers.length] = node;
        subscribers = more;
    }

    void unsubscribe(InMemoryNode node) {
        List<InMemoryNode> left = new ArrayList<>(List.of(subscribers));
        left.remove(node);
        subscribers = left.toArray(new InMemoryNode[0]);
    }

    void tell(Consumer<BrokerListener> call) {
        if (telling) {
            throw new IllegalStateException("a broker listener must not call the broker");
        }
        telling = true;
        try {
            for (InMemoryNode node : subscribers) {
                BrokerListener listener = node.listener();
                if (listener != null) {
                    tell(listener, call);
                }
            }
        } finally {
            telling = false;
        }
    }

    private static void tell(BrokerListener listener, Consumer<BrokerListener> call) {
        try {
            call.accept(listener);
        } catch (Throwable e) {
            COMPLAINTS.error("a broker listener failed", e);
        }
    }

    long enter(RoomId roomId, InMemoryNode node, User user) {
        Entry entry = members.get(user.id());
        if (entry == null) {
            entry = new Entry(user);
            members.put(user.id(), entry);
            tellJoined(roomId, user);
        } else if (!entry.user.equals(user)) {
            entry.user = user;
            tellJoined(roomId, user);
        }
        if (!entry.nodes.contains(node)) {
            entry.nodes.add(node);
        }
        return presenceVersion;
    }

    private void tellJoined(RoomId roomId, User user) {
        long version = ++presenceVersion;
        tell(listener -> listener.onEvent(new RoomEvent.Joined(roomId, user, version)));
    }

    long leave(RoomId roomId, InMemoryNode node, UserId userId) {
        Entry entry = members.get(userId);
        if (entry != null && entry.nodes.remove(node) && entry.nodes.isEmpty()) {
            members.remove(userId);
            long version = ++presenceVersion;
            User user = entry.user;
            tell(listener -> listener.onEvent(new RoomEvent.Left(roomId, user, version)));
        }
        return presenceVersion;
    }

    long presenceVersion() {
        return presenceVersion;
    }

    List<User> members() {
        List<User> all = new ArrayList<>(members.size());
        members.values().forEach(entry -> all.add(entry.user));
        return all;
    }

    /** Whether nobody is here who would miss the log, if there is one. */
    boolean isDeserted() {
        return subscribers.length == 0 && members.isEmpty();
    }
}
