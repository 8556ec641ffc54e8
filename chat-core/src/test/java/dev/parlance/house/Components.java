package dev.parlance.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The strongly connected components of a graph, found as R. Tarjan does (SIAM Journal on Computing 1, 1972), in one walk. */
final class Components {
    private final Map<String, Set<String>> graph;
    private final Map<String, Integer> reached = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<Set<String>> all = new ArrayList<>();

    Components(Map<String, Set<String>> graph) {
        this.graph = graph;
        for (String each : graph.keySet()) {
            if (!reached.containsKey(each)) walk(each);
        }
    }

    /** Those of more than one node. */
    List<Set<String>> all() {
        return all;
    }

    private void walk(String from) {
        int number = reached.size();
        reached.put(from, number);
        lowest.put(from, number);
        open.push(from);
        for (String to : graph.get(from)) {
            if (!reached.containsKey(to)) {
                walk(to);
                lowest.merge(from, lowest.get(to), Math::min);
            } else if (open.contains(to)) {
                lowest.merge(from, reached.get(to), Math::min);
            }
        }
        if (lowest.get(from) == number) close(from);
    }

    private void close(String first) {
        var component = new TreeSet<String>();
        do component.add(open.peek());
        while (!open.pop().equals(first));
        if (component.size() > 1) all.add(component);
    }
}
