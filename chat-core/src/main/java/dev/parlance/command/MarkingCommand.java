package dev.parlance.command;

import dev.parlance.model.RoomId;
import dev.parlance.model.UnreadCount;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerReply;

/** A request that moves the user's mark in a room: whoever has one there follows the room. */
abstract class MarkingCommand<C extends ClientCommand> extends RoomCommand<C> {
    MarkingCommand(Gate gate, Session session, C command, RoomId roomId, long requestId) {
        super(gate, session, command, roomId, requestId);
    }

    /** On the lane. */
    final void answer(UnreadCount count) {
        Membership stay = membership();
        if (stay != null) {
            stay.follows();
        }
        reply(new ServerReply.Marked(count));
    }
}
