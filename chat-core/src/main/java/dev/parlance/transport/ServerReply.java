package dev.parlance.transport;

import dev.parlance.model.ChatException;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.util.List;

/** The answer to one request that wants one. */
public sealed interface ServerReply {
    /**
     * To {@code authenticate}.
     *
     * @param user who the client is, and until when
     */
    record Authenticated(User user) implements ServerReply {}

    /**
     * To {@code join_room}.
     *
     * @param roomId the room
     * @param position where the client stands now
     * @param messages what it missed if recovered, else the newest
     * @param members who is there
     * @param recovered whether {@code messages} is all that was missed
     * @param changesLost whether a change of a message that has left the history is missing
     */
    record Joined(
            RoomId roomId,
            Position position,
            List<Message> messages,
            List<User> members,
            boolean recovered,
            boolean changesLost)
            implements ServerReply {}

    /**
     * To {@code leave_room} and {@code typing}.
     *
     * @param roomId the room
     */
    record Done(RoomId roomId) implements ServerReply {}

    /**
     * To {@code send_message}.
     *
     * @param receipt where and when
     */
    record Sent(Receipt receipt) implements ServerReply {}

    /**
     * To {@code get_history}.
     *
     * @param roomId the room
     * @param page what was asked for
     */
    record History(RoomId roomId, HistoryPage page) implements ServerReply {}

    /** To {@code ping}. */
    record Pong() implements ServerReply {}

    /**
     * To any request that failed.
     *
     * @param error why
     */
    record Failed(ChatException error) implements ServerReply {}
}
