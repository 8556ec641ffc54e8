package dev.parlance.websocket.net;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Turns among the wires of an event loop that have much to write. In a round of the selector all of them together write {@value #SHARE} bytes, which is made, encrypted and copied
 * in less than a millisecond; then everybody else is looked after. First come, first served. For the event loop alone.
 */
final class OutputTurns {
    /** How many bytes of a round. */
    static final int SHARE = 128 * 1024;

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Runnable wake;
    private int left = SHARE;
    private boolean taking;

    /** With what has a round come soon. */
    OutputTurns(Runnable wake) {
        this.wake = wake;
    }

    /** Whether whoever asks may write: something is left of this round's share, and it is its turn or nobody waits for one. It may go beyond the share once. */
    boolean hasShare() {
        return left > 0 && (taking || waiting.isEmpty());
    }

    void spend(int bytes) {
        left -= bytes;
    }

    /** Has a turn taken when it comes: it spends something, or does not ask for another. Throws nothing. */
    void await(Runnable turn) {
        waiting.add(turn);
        wake.run();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** A new round begins. */
    void begin() {
        left = SHARE;
    }

    /** Those who wait have what is left of the round's share. */
    void take() {
        taking = true;
        while (left > 0 && !waiting.isEmpty()) {
            waiting.remove().run();
        }
        taking = false;
        if (!waiting.isEmpty()) {
            wake.run();
        }
    }
}
