package dev.parlance.examples.bench.attack;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What honest people have to complain of. For any thread. */
final class Grievances {
    private static final int TOLD = 20;

    private final List<String> first = new ArrayList<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    /** What happened to them. */
    enum Kind {
        /** An error code, or a connection that was closed. */
        REFUSED,
        /** What was waited for did not come in time; the machine may be to blame. */
        LATE,
        /** A message that should have come before the one that came. */
        LOST
    }

    synchronized void add(Kind kind, String words) {
        counts.merge(kind, 1, Integer::sum);
        if (first.size() < TOLD) {
            first.add(words);
        }
    }

    /** What was before does not count: nothing is judged yet. */
    synchronized void forget() {
        first.clear();
        counts.clear();
    }

    synchronized int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    synchronized boolean isEmpty() {
        return first.isEmpty();
    }

    /** The first {@value #TOLD} of them. */
    synchronized List<String> first() {
        return List.copyOf(first);
    }
}
