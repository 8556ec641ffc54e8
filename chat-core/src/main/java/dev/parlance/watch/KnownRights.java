package dev.parlance.watch;

import dev.parlance.model.RoomId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which rooms a watching user may read, as the host said a short time ago. Any thread, one lock. */
final class KnownRights {
    private record Right(boolean may, long until) {}

    private final Map<RoomId, Right> rights = new HashMap<>();
    private long doubts;

    /** What was said, if that still holds. */
    synchronized @Nullable Boolean of(RoomId roomId, long now) {
        Right right = rights.get(roomId);
        return (right == null || now - right.until() >= 0) ? null : (Boolean) right.may();
    }

    /** The host has said so, when it was asked at this doubt. */
    synchronized void learned(RoomId roomId, boolean may, long until, long asked) {
        if (doubts == asked) {
            rights.put(roomId, new Right(may, until));
        }
    }

    synchronized void forget(RoomId roomId) {
        rights.remove(roomId);
    }

    /** All of it may be otherwise by now. */
    synchronized void doubt() {
        doubts++;
        rights.clear();
    }

    /** How often that was so. */
    synchronized long doubts() {
        return doubts;
    }
}
