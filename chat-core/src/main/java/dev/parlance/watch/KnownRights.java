package dev.parlance.watch;

import dev.parlance.model.RoomId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rooms the logins of a watching user may read, as the host said a short time ago. Any thread, one lock. */
final class KnownRights {
    /** What was answered, and until when that holds; null while the host is being asked. */
    static final class Right {
        private final @Nullable Boolean may;
        private final long until;

        private Right(@Nullable Boolean may, long until) {
            this.may = may;
            this.until = until;
        }
    }

    private final Map<Bearer, Map<RoomId, Right>> rights = new HashMap<>();

    /** What was said, if that still holds. */
    synchronized @Nullable Boolean of(Bearer login, RoomId roomId, long now) {
        Map<RoomId, Right> known = rights.get(login);
        Right right = known == null ? null : known.get(roomId);
        return (right == null || right.may == null || now - right.until >= 0) ? null : right.may;
    }

    /** The host is asked from now on. */
    synchronized Right asked(Bearer login, RoomId roomId) {
        Right asked = new Right(null, 0);
        rights.computeIfAbsent(login, each -> new HashMap<>()).put(roomId, asked);
        return asked;
    }

    /** The host has said so, to a question that nobody has doubted since. */
    synchronized void answered(Bearer login, RoomId roomId, Right asked, boolean may, long until) {
        Map<RoomId, Right> known = rights.get(login);
        if (known != null) {
            known.replace(roomId, asked, new Right(may, until));
        }
    }

    /** What was said of a room may be otherwise by now. */
    synchronized void doubt(RoomId roomId) {
        rights.values().forEach(known -> known.remove(roomId));
    }

    /** All of it may be otherwise by now. */
    synchronized void doubt() {
        rights.clear();
    }

    /** Others than these have gone. */
    synchronized void keep(Collection<Bearer> logins) {
        rights.keySet().retainAll(logins);
    }
}
