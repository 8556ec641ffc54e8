package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.policy.Action;
import dev.parlance.room.Membership;
import org.jspecify.annotations.Nullable;

/** Reading in a room: who is in it does so as a part of that, others may have the right to read without being there. For the session's lane. */
final class RoomReading {
    private final Command<?> command;
    private final RoomId roomId;
    private @Nullable Membership membership;

    RoomReading(Command<?> command, RoomId roomId) {
        this.command = command;
        this.roomId = roomId;
    }

    /** Looks whether the session is in the room. */
    void check() {
        Membership found = command.session.find(roomId);
        membership = found != null && found.isLive() ? found : null;
    }

    /** What the host is asked; null for who is in. */
    @Nullable
    Action action() {
        return membership == null ? new Action.Read(roomId) : null;
    }

    /** After a wait: whoever was in and was taken out is not answered. */
    void requireStill() {
        if (membership != null) {
            command.requireStillIn(membership);
        }
    }
}
