package dev.parlance.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who must be in one room: each user under the newest name, with the nodes that entered it. */
final class PresenceModel {
    private static final class Seat {
        User user;
        final Set<BrokerNode> nodes = new HashSet<>();

        Seat(User user) {
            this.user = user;
        }
    }

    private final Map<UserId, Seat> seats = new LinkedHashMap<>();
    private long version;
    private long versionWhenDeserted;

    /** Whether that is a join, or a new name. */
    boolean enter(BrokerNode node, User user) {
        boolean first = !seats.containsKey(user.id());
        Seat seat = seats.computeIfAbsent(user.id(), id -> new Seat(user));
        seat.nodes.add(node);
        boolean news = first || !seat.user.equals(user);
        seat.user = user;
        if (news) {
            version++;
        }
        return news;
    }

    /** Who leaves with that, if anyone. */
    Optional<User> leave(BrokerNode node, UserId userId) {
        Seat seat = seats.get(userId);
        if (seat == null || !seat.nodes.remove(node) || !seat.nodes.isEmpty()) {
            return Optional.empty();
        }
        seats.remove(userId);
        version++;
        return Optional.of(seat.user);
    }

    /** Has all go that a node has here, and returns those who leave with that. */
    List<User> leaveAll(BrokerNode node) {
        return List.copyOf(seats.keySet()).stream()
                .flatMap(user -> leave(node, user).stream())
                .toList();
    }

    List<User> members() {
        return seats.values().stream().map(seat -> seat.user).toList();
    }

    long version() {
        return version;
    }

    /** Where nobody is in, and nobody listens or that was so for long, a store may begin to count anew. */
    void deserted() {
        if (seats.isEmpty()) {
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
