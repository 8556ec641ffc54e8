package dev.parlance.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.User;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who must be in one room: each user with the nodes that entered it. */
final class PresenceModel {
    private final Map<User, Set<Node>> members = new LinkedHashMap<>();
    private long version;
    private long versionWhenDeserted;

    /** Whether that is a join. */
    boolean enter(Node node, User user) {
        boolean first = !members.containsKey(user);
        members.computeIfAbsent(user, key -> new HashSet<>()).add(node);
        if (first) {
            version++;
        }
        return first;
    }

    /** Whether that is a leave. */
    boolean leave(Node node, User user) {
        Set<Node> nodes = members.getOrDefault(user, Set.of());
        if (!nodes.contains(node)) {
            return false;
        }
        nodes.remove(node);
        if (!nodes.isEmpty()) {
            return false;
        }
        members.remove(user);
        version++;
        return true;
    }

    /** Has all go that a node has here, and returns those who leave with that. */
    List<User> leaveAll(Node node) {
        List<User> left = new ArrayList<>();
        for (User user : List.copyOf(members.keySet())) {
            if (leave(node, user)) {
                left.add(user);
            }
        }
        return left;
    }

    List<User> members() {
        return List.copyOf(members.keySet());
    }

    long version() {
        return version;
    }

    /** Where nobody is in and nobody listens, a store may begin to count anew: nobody is left who could compare. */
    void deserted() {
        if (members.isEmpty()) {
            versionWhenDeserted = version;
        }
    }

    void check(long actual) {
        if (actual == version - versionWhenDeserted) {
            version = actual;
        }
        versionWhenDeserted = 0;
        assertThat(actual).as("the presence version").isEqualTo(version);
    }
}
