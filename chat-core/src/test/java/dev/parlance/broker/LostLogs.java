package dev.parlance.broker;

import dev.parlance.model.RoomId;

/** Loses logs for tests of other packages, as a store without persistence does. */
public final class LostLogs {
    private LostLogs() {}

    public static void lose(InMemoryHub hub, RoomId roomId) {
        hub.lose(roomId);
    }

    /** How many topics are held. */
    public static int topics(InMemoryHub hub) {
        return hub.size();
    }
}
