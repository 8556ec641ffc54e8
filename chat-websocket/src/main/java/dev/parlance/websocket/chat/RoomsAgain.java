package dev.parlance.websocket.chat;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings a client into its rooms again, one after the other, each where it stood, and tells what it missed there. Nothing comes of it once the connection's session has
 * ended, or another one was opened. For the connection's lane.
 */
final class RoomsAgain {
    private final RecoverableConnection connection;
    private final Map<RoomId, Position> positions;
    private final Iterator<RoomId> rooms;
    private final Runnable onAll;
    private final Runnable onLost;

    /**
     * Knows the way.
     *
     * @param log of the client
     * @param positions where it stood; one that is missing had no answer to its join yet
     * @param onAll what to do when it is in all of them
     * @param onLost what to do when one does not let it in, or does not know all that it missed
     */
    RoomsAgain(
            RecoverableConnection connection,
            RecoveryLog log,
            Map<RoomId, Position> positions,
            Runnable onAll,
            Runnable onLost) {
        this.connection = connection;
        this.positions = positions;
        this.rooms = List.copyOf(log.rooms()).iterator();
        this.onAll = onAll;
        this.onLost = onLost;
    }

    void enterNext() {
        if (!rooms.hasNext()) {
            onAll.run();
            return;
        }
        RoomId room = rooms.next();
        Position since = positions.get(room);
        connection.ask(new ClientCommand.Join(room, since, 0), 0, reply -> {
            if (reply instanceof ServerReply.Joined joined && (since == null || joined.recovered())) {
                entered(room, since, joined);
                enterNext();
            } else {
                onLost.run();
            }
        });
    }

    private void entered(RoomId room, @Nullable Position since, ServerReply.Joined joined) {
        if (since == null) {
            connection.tellJoined(room, joined);
            return;
        }
        boolean changed = joined.messages().stream().anyMatch(RoomsAgain::isChanged);
        if (changed) { // they come in the order of their changes, so before the last the client stands nowhere
            connection.events().unsure(room);
        }
        for (Message message : joined.messages()) {
            boolean isNew = message.position().offset() > since.offset();
            if (isNew) {
                connection.tell(new ServerEvent.MessagePosted(message));
            }
            if (!isNew || isChanged(message)) {
                connection.tell(new ServerEvent.MessageUpdated(message));
            }
        }
        if (changed) {
            connection.stands(room, joined.position());
        }
    }

    private static boolean isChanged(Message message) {
        return message.changeOffset() > message.position().offset();
    }
}
