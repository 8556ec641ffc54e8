package dev.parlance.broker.store;

import dev.parlance.broker.ChatBroker;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * One node as the others see it: its name, its lease and whom it has entered. Fenced, it takes another name and enters its members anew, under the names of then. Calls for one room
 * come one after the other, from its lane.
 */
final class NodeLife {
    static final Duration BEAT = ChatBroker.LEASE.dividedBy(3);

    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(NodeLife.class.getName()));

    private record Place(RoomId roomId, UserId userId) {}

    /** Someone this node has entered, and the version at which the name came to be. */
    private record Entered(User user, long named) {}

    private final Transactions store;
    private final Leases leases;
    private final Tidying tidying;
    private final OverdueTellings untold;
    private final RandomGenerator random;
    private final BiConsumer<RoomId, Runnable> inLane;
    private final Map<Place, Entered> entered = new ConcurrentHashMap<>();
    private final ReentrantLock naming = new ReentrantLock();
    private volatile String node;
    private volatile boolean ended;

    NodeLife(
            Transactions store,
            Tidying tidying,
            OverdueTellings untold,
            RandomGenerator random,
            BiConsumer<RoomId, Runnable> inLane) {
        this.store = store;
        this.leases = new Leases(store);
        this.tidying = tidying;
        this.untold = untold;
        this.random = random;
        this.inLane = inLane;
        this.node = newName();
    }

    String node() {
        return node;
    }

    void begin() {
        leases.begin(node);
    }

    /** From here on nothing gives this node another life. */
    void end() {
        ended = true;
    }

    /** Has all members of this node leave. */
    void release() {
        naming.lock();
        try {
            leases.release(node, true);
        } finally {
            naming.unlock();
        }
    }

    long enter(RoomId roomId, User user) {
        return enter(new Place(roomId, user.id()), user, 0);
    }

    private long enter(Place place, User user, long named) {
        while (true) {
            String current = node;
            StoredPresence.Entry entry = store.harmless(transaction -> {
                StoredPresence presence = StoredPresence.open(transaction, place.roomId());
                return Leases.isLiving(transaction, current)
                        ? presence.enter(user, current, named)
                        : StoredPresence.FENCED;
            });
            if (!entry.equals(StoredPresence.FENCED)) {
                entered.put(place, new Entered(user, Math.max(named, entry.named())));
                return entry.version();
            }
            beginAnew(current);
        }
    }

    long leave(RoomId roomId, UserId userId) {
        entered.remove(new Place(roomId, userId));
        String current = node;
        return store.harmless(transaction -> {
            StoredPresence presence = StoredPresence.open(transaction, roomId);
            presence.leave(userId, current);
            return presence.version();
        });
    }

    /** Says that this node lives, and looks after what nobody else does. */
    void beat() {
        if (ended) {
            return;
        }
        try {
            String current = node;
            switch (leases.renew(current)) {
                case LIVING -> {
                    leases.sweep(current);
                    untold.all();
                    tidying.some();
                }
                case FELL_BACK -> putRight(current);
                case FENCED -> beginAnew(current);
            }
        } catch (ChatException e) {
            COMPLAINTS.warn("a node cannot say that it lives", e.getMessage());
        } catch (RuntimeException e) {
            COMPLAINTS.error("the upkeep of a store failed", e);
        }
    }

    private void beginAnew(String fenced) {
        naming.lock();
        try {
            if (ended) {
                throw new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the broker has stopped", false);
            }
            if (!node.equals(fenced)) {
                return;
            }
            String next = newName();
            leases.begin(next);
            node = next;
        } finally {
            naming.unlock();
        }
        enterAllAnew();
    }

    private void enterAllAnew() {
        entered.keySet().forEach(place -> inLane.accept(place.roomId(), () -> enterAnew(place)));
    }

    /** Enters whom the store has forgotten, and has those leave whom it knows again though they had left. */
    private void putRight(String current) {
        enterAllAnew();
        leases.entered(current)
                .forEach((roomId, users) -> inLane.accept(
                        roomId,
                        () -> users.stream()
                                .filter(user -> !entered.containsKey(new Place(roomId, user)))
                                .forEach(user -> leave(roomId, user))));
    }

    private void enterAnew(Place place) {
        Entered known = entered.get(place);
        if (known != null) {
            enter(place, known.user(), known.named());
        }
    }

    private String newName() {
        return String.format("%016x", random.nextLong());
    }
}
