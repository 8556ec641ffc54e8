package dev.parlance.tck.transport;

import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the host was told of its clients. Any thread. */
final class HostsView implements ChatListener {
    private final List<UserId> connected = new CopyOnWriteArrayList<>();
    private final List<UserId> disconnected = new CopyOnWriteArrayList<>();

    @Override
    public void connected(User user) {
        connected.add(user.id());
    }

    @Override
    public void disconnected(User user) {
        disconnected.add(user.id());
    }

    /** How often a user's sessions have ended. */
    long ends(String userId) {
        return disconnected.stream().filter(new UserId(userId)::equals).count();
    }

    /** How many have come and not gone. */
    int here() {
        return connected.size() - disconnected.size();
    }
}
