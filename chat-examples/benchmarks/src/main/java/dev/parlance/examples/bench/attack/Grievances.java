package dev.parlance.examples.bench.attack;

import java.util.ArrayList;
import java.util.List;

/** What honest people have to complain of: refusals, closed connections, lost messages. For any thread. */
final class Grievances {
    private static final int TOLD = 20;

    private final List<String> first = new ArrayList<>();
    private int count;

    synchronized void add(String words) {
        count++;
        if (first.size() < TOLD) {
            first.add(words);
        }
    }

    /** What was before does not count: nothing is judged yet. */
    synchronized void forget() {
        first.clear();
        count = 0;
    }

    synchronized int count() {
        return count;
    }

    /** The first {@value #TOLD} of them. */
    synchronized List<String> first() {
        return List.copyOf(first);
    }
}
