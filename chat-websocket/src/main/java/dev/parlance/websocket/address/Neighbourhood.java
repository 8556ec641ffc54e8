package dev.parlance.websocket.address;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many accounts the addresses of one provider have (an IPv4 /16, an IPv6 /32), and the few that they share when those are too many. Safe for use by many threads; nobody waits for another.
 */
final class Neighbourhood {
    /** How many share accounts at most. */
    static final int SHARED = 8;

    private final AtomicInteger own = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable AddressAccount> shared = new AtomicReferenceArray<>(SHARED);

    /** How many have an account of their own. */
    int own() {
        return own.get();
    }

    void entered() {
        own.incrementAndGet();
    }

    void left() {
        own.decrementAndGet();
    }

    /** The account of all those whose hash is the same modulo their number. */
    AddressAccount shared(int hash, Supplier<AddressAccount> maker) {
        int slot = Math.floorMod(hash, SHARED);
        AddressAccount known = shared.get(slot);
        if (known != null) {
            return known;
        }
        AddressAccount made = maker.get();
        AddressAccount before = shared.compareAndExchange(slot, null, made);
        return before == null ? made : before;
    }
}
