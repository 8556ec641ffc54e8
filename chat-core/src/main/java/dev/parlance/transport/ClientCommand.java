package dev.parlance.transport;

import dev.parlance.model.Credentials;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client asks for, after the codec has checked its form. */
public sealed interface ClientCommand {
    /**
     * The event's name on the wire.
     *
     * @return in snake case
     */
    String event();

    /**
     * The room that it is about.
     *
     * @return the room's id, or null
     */
    default @Nullable RoomId roomId() {
        return null;
    }

    /**
     * Says who the client is.
     *
     * @param credentials what it says
     */
    record Authenticate(Credentials credentials) implements ClientCommand {
        @Override
        public String event() {
            return "authenticate";
        }
    }

    /**
     * Enters a room and asks for what it missed.
     *
     * @param roomId which
     * @param since the last position that the client has, or null
     * @param limit at most so many messages, 0 for what the room keeps
     */
    record Join(RoomId roomId, @Nullable Position since, int limit) implements ClientCommand {
        @Override
        public String event() {
            return "join_room";
        }
    }

    /**
     * Leaves a room.
     *
     * @param roomId which
     */
    record Leave(RoomId roomId) implements ClientCommand {
        @Override
        public String event() {
            return "leave_room";
        }
    }

    /**
     * Says something.
     *
     * @param roomId where
     * @param text what
     * @param clientMessageId an id that makes sending again safe, or null
     * @param metadata what goes with it
     */
    record Send(RoomId roomId, String text, @Nullable String clientMessageId, Map<String, String> metadata)
            implements ClientCommand {
        @Override
        public String event() {
            return "send_message";
        }
    }

    /**
     * Begins, renews or ends typing.
     *
     * @param roomId where
     * @param typing whether the user types
     */
    record Typing(RoomId roomId, boolean typing) implements ClientCommand {
        @Override
        public String event() {
            return "typing";
        }
    }

    /**
     * Reads a part of the history.
     *
     * @param roomId whose
     * @param query which part
     */
    record ReadHistory(RoomId roomId, HistoryQuery query) implements ClientCommand {
        @Override
        public String event() {
            return "get_history";
        }
    }

    /** Asks for a sign of life. */
    record Ping() implements ClientCommand {
        @Override
        public String event() {
            return "ping";
        }
    }
}
