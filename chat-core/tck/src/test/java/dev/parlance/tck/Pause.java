package dev.parlance.tck;

import java.util.concurrent.locks.LockSupport;

/** A pause that is as long as it says: one call of park may end at once, by a permit that is left of another wait. */
final class Pause {
    private Pause() {}

    static void of(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long rest = nanos; rest > 0; rest = end - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }
}
