package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.policy.Action;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import org.jspecify.annotations.Nullable;

/** A request of one who is in a room, to whom it is a part of that, or who may read it without being there. It tells nobody else anything that had to be paid for. */
abstract class RoomCommand<C extends ClientCommand> extends Command<C> {
    private final RoomId roomId;
    private @Nullable Membership membership;

    RoomCommand(Gate gate, Session session, C command, RoomId roomId, long requestId) {
        super(gate, session, command, requestId);
        this.roomId = roomId;
    }

    @Override
    final void check() {
        Membership found = session.find(roomId);
        membership = found != null && found.isLive() ? found : null;
    }

    @Override
    final boolean isOpenWithoutRecord() {
        return true;
    }

    @Override
    final long bytesCaused() {
        return 0;
    }

    @Override
    @Nullable
    final Action action() {
        return membership == null ? new Action.Read(roomId) : null;
    }

    /** The stay by which the user is asked nothing; null for who is not in. */
    @Nullable
    final Membership membership() {
        return membership;
    }

    /** After a wait: whoever was in and was taken out is not answered. */
    final void requireStill() {
        if (membership != null) {
            requireStillIn(membership);
        }
    }
}
