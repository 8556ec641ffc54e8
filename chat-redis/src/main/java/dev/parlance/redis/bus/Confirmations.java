package dev.parlance.redis.bus;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Which channels of one connection have been asked for, and which of them are confirmed. A channel that is given up and asked for again is confirmed more than once, and only the last time counts. No
 * lock and no socket here: guarded by its owner's lock.
 */
final class Confirmations {
    private static final int BATCH = 256;

    private final Map<String, Integer> unconfirmed = new HashMap<>();
    private final Queue<String> unsent = new ArrayDeque<>();
    private final Set<String> batch = new HashSet<>();

    /** A new connection, over which all of these shall be asked for. */
    void begin(Collection<String> channels) {
        unconfirmed.clear();
        batch.clear();
        unsent.clear();
        unsent.addAll(channels);
    }

    /** A channel is asked for by itself. */
    void asked(String channel) {
        unconfirmed.merge(channel, 1, Integer::sum);
    }

    /** Gives a channel up; returns whether it has been asked for. */
    boolean givenUp(String channel) {
        return !unsent.remove(channel);
    }

    /** A channel is confirmed; returns whether that was the last it waits for. */
    boolean isConfirmed(String channel) {
        batch.remove(channel);
        Integer left = unconfirmed.merge(channel, -1, Integer::sum);
        if (left > 0) {
            return false; // there is a later subscription behind an unsubscription
        }
        unconfirmed.remove(channel);
        return true;
    }

    /** Returns what to ask for next: nothing while a batch is under way, whatever else is: topics that come and go do not hold up the others. */
    List<String> nextBatch() {
        if (batch.isEmpty()) {
            while (batch.size() < BATCH && !unsent.isEmpty()) {
                String channel = unsent.remove();
                batch.add(channel);
                asked(channel);
            }
            return List.copyOf(batch);
        }
        return List.of();
    }
}
