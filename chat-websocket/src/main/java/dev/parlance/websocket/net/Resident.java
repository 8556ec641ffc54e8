package dev.parlance.websocket.net;

import dev.parlance.websocket.address.AddressAccount;
import org.jspecify.annotations.Nullable;

/** What lives on an event loop, is told of its clock, and ends with it. For that event loop alone. */
abstract class Resident {
    @Nullable
    Resident previous;

    @Nullable
    Resident next;

    /** Time passes; {@link System#nanoTime()}. Throws nothing. */
    abstract void sweep(long now);

    /** Whether it ends for one that comes where there is no room; if there is an address, whether it is counted for that one, too. */
    boolean givesWay(@Nullable AddressAccount to) {
        return false;
    }

    /** The server stops: to say goodbye. Throws nothing. */
    abstract void stop();

    /** To end at once. Throws nothing. */
    abstract void abort();

    /** Its thread has ended, or an abort stopped half-way: nobody else closes what is left of it. */
    abstract void lost();
}
