package dev.parlance.broker.store;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.form.FormReader;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who of the nodes lives. A node says so every third of a lease; one that did not for a whole lease is fenced by whoever sees it first, which nothing undoes, and its members leave.
 * Whoever finds itself fenced goes on under another name. Locks are taken in the order room, lease.
 */
final class Leases {
    /** The most nodes of one service that are looked after. */
    static final int MOST = 500;

    private static final int CHUNK = 500;

    private final Transactions store;
    private volatile @Nullable Instant lastBeat;
    private volatile @Nullable Instant healthySince;
    private volatile String generation = "";

    /** What came of it that a node said that it lives. */
    enum Renewal {
        LIVING,
        /** It was taken for dead. */
        FENCED,
        /** It lives, in a store that may have forgotten what the node told it, or know again what it took back. */
        FELL_BACK
    }

    /** What a transaction saw of the store. */
    private record Seen(boolean living, Instant at, String generation) {
        static Seen in(StoreTransaction transaction, boolean living) {
            return new Seen(living, transaction.now(), transaction.generation());
        }
    }

    Leases(Transactions store) {
        this.store = store;
    }

    /** Begins the life of a node of a name that was never used, if it may begin beside those that are there. */
    void begin(String node) {
        Seen seen = store.harmless(transaction -> {
            FormatCheck.require(transaction);
            return say(transaction, node);
        });
        healthySince = seen.at();
        lastBeat = seen.at();
        generation = seen.generation();
    }

    private static Seen say(StoreTransaction transaction, String node) {
        Seen seen = Seen.in(transaction, true);
        transaction.put(Keys.lease(node), new Lease(false, seen.at()).toBytes(), null);
        return seen;
    }

    /** Whether a node lives, within a transaction that may then add to what it holds: the lock keeps whoever would fence it waiting. */
    static boolean isLiving(StoreTransaction transaction, String node) {
        transaction.lock(Keys.lease(node));
        byte[] kept = transaction.get(Keys.lease(node));
        return kept != null && !Lease.read(kept).fenced();
    }

    /** Says that a node lives. Throws where the store is away; nobody is then swept by this node for one full lease, nor when the store fell back, and what others said with it. */
    Renewal renew(String node) {
        Instant before = lastBeat;
        lastBeat = null;
        Seen seen = store.harmless(
                transaction -> isLiving(transaction, node) ? say(transaction, node) : Seen.in(transaction, false));
        if (!seen.living()) {
            return Renewal.FENCED;
        }
        boolean fellBack = !seen.generation().equals(generation);
        boolean steady = before != null && seen.at().isBefore(before.plus(ChatBroker.LEASE)) && !fellBack;
        Instant since = healthySince;
        healthySince = steady && since != null ? since : seen.at();
        lastBeat = seen.at();
        generation = seen.generation();
        return fellBack ? Renewal.FELL_BACK : Renewal.LIVING;
    }

    /** Has the members of dead nodes leave. */
    void sweep(String self) {
        Instant since = healthySince;
        Instant now = lastBeat;
        if (since == null || now == null || now.isBefore(since.plus(ChatBroker.LEASE))) {
            return; // the store may have been away: the others have not had the time to say that they live
        }
        List<StoreTransaction.Entry> all =
                store.harmless(transaction -> transaction.scan(Keys.LEASES, Keys.end(Keys.LEASES), MOST, false));
        for (StoreTransaction.Entry each : all) {
            String node = each.key().substring(Keys.LEASES.length());
            if (!node.equals(self) && Lease.read(each.value()).isOver(now)) {
                release(node, false);
            }
        }
    }

    /** Fences a node, whether or not its lease is over if {@code willing}, and has its members leave. */
    void release(String node, boolean willing) {
        boolean fenced = store.harmless(transaction -> {
            transaction.lock(Keys.lease(node));
            byte[] kept = transaction.get(Keys.lease(node));
            if (kept == null || !(willing || Lease.read(kept).isOver(transaction.now()))) {
                return false;
            }
            transaction.put(Keys.lease(node), new Lease(true, transaction.now()).toBytes(), null);
            return true;
        });
        while (fenced && leaveSome(node)) {
            // until nobody is left
        }
        if (fenced) {
            store.harmless(transaction -> {
                transaction.delete(Keys.lease(node));
                return node;
            });
        }
    }

    private boolean leaveSome(String node) {
        List<StoreTransaction.Entry> some = someEntered(Keys.entered(node), node);
        byRoom(some)
                .forEach((room, users) -> store.harmless(transaction -> {
                    StoredPresence presence = StoredPresence.open(transaction, room);
                    users.forEach(user -> presence.leave(user, node));
                    return room;
                }));
        return some.size() == CHUNK;
    }

    /** Whom a node has entered, as the store knows it. */
    Map<RoomId, List<UserId>> entered(String node) {
        List<StoreTransaction.Entry> all = new ArrayList<>();
        String from = Keys.entered(node);
        List<StoreTransaction.Entry> some;
        do {
            some = someEntered(from, node);
            all.addAll(some);
            from = some.isEmpty() ? from : some.get(some.size() - 1).key() + "!"; // the least key after this one
        } while (some.size() == CHUNK);
        return byRoom(all);
    }

    private List<StoreTransaction.Entry> someEntered(String from, String node) {
        return store.harmless(transaction -> transaction.scan(from, Keys.end(Keys.entered(node)), CHUNK, false));
    }

    private static Map<RoomId, List<UserId>> byRoom(List<StoreTransaction.Entry> entered) {
        Map<RoomId, List<UserId>> users = new LinkedHashMap<>();
        entered.forEach(each -> FormReader.read(each.value(), "where a node has a member", form -> {
            form.expect("place", StoredPresence.KIND);
            return users.computeIfAbsent(new RoomId(form.text()), room -> new ArrayList<>())
                    .add(new UserId(form.text()));
        }));
        return users;
    }
}
