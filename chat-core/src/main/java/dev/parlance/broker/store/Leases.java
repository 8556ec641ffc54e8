package dev.parlance.broker.store;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who of the nodes lives. A node says so every third of a lease; one that did not for a whole lease is fenced by whoever sees it first, which nothing undoes, and its members leave.
 * Whoever finds itself fenced goes on under another name. Locks are taken in the order room, lease.
 */
final class Leases {
    private static final int KIND = 25;
    private static final int CHUNK = 500;

    private final Transactions store;
    private volatile @Nullable Instant lastBeat;
    private volatile @Nullable Instant healthySince;

    private record Lease(boolean fenced, Instant heardOf) {
        static Lease read(byte[] bytes) {
            return FormReader.read(bytes, "a node's lease", form -> {
                form.expect("lease", KIND);
                return new Lease(form.flag(), form.instant());
            });
        }

        byte[] toBytes() {
            return FormWriter.of(KIND).flag(fenced).instant(heardOf).toBytes();
        }

        boolean isOver(Instant now) {
            return fenced || !now.isBefore(heardOf.plus(ChatBroker.LEASE));
        }
    }

    Leases(Transactions store) {
        this.store = store;
    }

    /** Begins the life of a node of a name that was never used. */
    void begin(String node) {
        Instant now = store.harmless(transaction -> {
            Instant at = transaction.now();
            transaction.put(Keys.lease(node), new Lease(false, at).toBytes(), null);
            return at;
        });
        healthySince = now;
        lastBeat = now;
    }

    /** Whether a node lives, within a transaction that may then add to what it holds: the lock keeps whoever would fence it waiting. */
    static boolean isLiving(StoreTransaction transaction, String node) {
        transaction.lock(Keys.lease(node));
        byte[] kept = transaction.get(Keys.lease(node));
        return kept != null && !Lease.read(kept).fenced();
    }

    /** Says that a node lives; false if it was fenced meanwhile. Throws where the store is away; nobody is then swept by this node for one full lease. */
    boolean renew(String node) {
        Instant before = lastBeat;
        lastBeat = null;
        Instant now = store.harmless(transaction -> {
            if (!isLiving(transaction, node)) {
                return Instant.MIN;
            }
            Instant at = transaction.now();
            transaction.put(Keys.lease(node), new Lease(false, at).toBytes(), null);
            return at;
        });
        if (now.equals(Instant.MIN)) {
            return false;
        }
        boolean steady = before != null && now.isBefore(before.plus(ChatBroker.LEASE));
        Instant since = healthySince;
        healthySince = steady && since != null ? since : now;
        lastBeat = now;
        return true;
    }

    /** Has the members of dead nodes leave. */
    void sweep(String self) {
        Instant since = healthySince;
        Instant now = lastBeat;
        if (since == null || now == null || now.isBefore(since.plus(ChatBroker.LEASE))) {
            return; // the store may have been away: the others have not had the time to say that they live
        }
        List<StoreTransaction.Entry> all =
                store.harmless(transaction -> transaction.scan(Keys.LEASES, Keys.end(Keys.LEASES), CHUNK, false));
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
        String entered = Keys.entered(node);
        Map<String, List<UserId>> left = new TreeMap<>();
        List<StoreTransaction.Entry> some =
                store.harmless(transaction -> transaction.scan(entered, Keys.end(entered), CHUNK, false));
        some.forEach(each -> FormReader.read(each.value(), "where a node has a member", form -> {
            form.expect("place", StoredPresence.KIND);
            return left.computeIfAbsent(form.text(), room -> new ArrayList<>()).add(new UserId(form.text()));
        }));
        left.forEach((room, users) -> store.harmless(transaction -> {
            StoredPresence presence = StoredPresence.open(transaction, new RoomId(room));
            users.forEach(user -> presence.leave(user, node));
            return room;
        }));
        return some.size() == CHUNK;
    }
}
