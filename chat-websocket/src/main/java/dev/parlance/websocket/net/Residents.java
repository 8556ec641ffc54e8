package dev.parlance.websocket.net;

import dev.parlance.websocket.address.AddressAccount;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that live on one event loop, in a list that allocates nothing. For that event loop alone; others may ask how many. */
final class Residents {
    private final AtomicInteger count = new AtomicInteger();
    private @Nullable Resident first;

    void add(Resident one) {
        count.incrementAndGet();
        one.next = first;
        if (first != null) {
            first.previous = one;
        }
        first = one;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the very first in the list
    void remove(Resident one) {
        count.decrementAndGet();
        Resident before = one.previous;
        Resident after = one.next;
        if (before != null) {
            before.next = after;
        } else if (first == one) {
            first = after;
        }
        if (after != null) {
            after.previous = before;
        }
        one.previous = null;
        one.next = null;
    }

    /** Who ends for one that comes; of an address if there is one. */
    @Nullable
    Resident oldestThatGivesWay(@Nullable AddressAccount account) {
        Resident oldest = null;
        for (Resident one = first; one != null; one = one.next) { // the newest first
            if (one.givesWay(account)) {
                oldest = one;
            }
        }
        return oldest;
    }

    boolean isEmpty() {
        return count.get() == 0;
    }

    /** The action may take its own one out of the list, no other. */
    void forEach(Consumer<Resident> action) {
        Resident after;
        for (Resident one = first; one != null; one = after) {
            after = one.next;
            action.accept(one);
        }
    }
}
