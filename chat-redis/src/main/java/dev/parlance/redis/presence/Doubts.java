package dev.parlance.redis.presence;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Of whom it is not known whether the store has them in or out, because nothing was answered. In a long outage strangers come and go without an end, so there is a bound: beyond it nobody is
 * remembered one by one, and another incarnation settles all of them. Guarded by its owner's lock.
 */
final class Doubts {
    private static final int MOST = 10_000;

    private final Set<UserInRoom> members = new LinkedHashSet<>();
    private boolean tooMany;

    void add(UserInRoom member) {
        if (members.size() < MOST) {
            members.add(member);
        } else if (!members.contains(member)) {
            tooMany = true;
        }
    }

    boolean areTooMany() {
        return tooMany;
    }

    /** Forgets them, and returns them. */
    List<UserInRoom> take() {
        List<UserInRoom> taken = List.copyOf(members);
        members.clear();
        tooMany = false;
        return taken;
    }
}
