package dev.parlance.protocol.words;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand;
import org.jspecify.annotations.Nullable;

/** Makes commands of event names and their {@code data}. */
public final class CommandReader {
    private static final int DEFAULT_HISTORY = 50;

    private CommandReader() {}

    /**
     * Reads a command.
     *
     * @param event its name
     * @param data its fields
     * @return the command
     * @throws ChatException what is wrong with it
     */
    public static ClientCommand read(String event, Fields data) {
        return switch (event) {
            case "send_message" -> ConversationReader.send(room(data), data);
            case "edit_message" -> ConversationReader.edit(room(data), data);
            case "delete_message" -> new ClientCommand.DeleteMessage(room(data), ConversationReader.messageId(data));
            case "react" -> ConversationReader.react(room(data), data);
            case "pin_message" -> ConversationReader.pin(room(data), data);
            case "get_message" -> new ClientCommand.ReadMessage(room(data), ConversationReader.messageId(data));
            case "get_reactions" -> ConversationReader.reactions(room(data), data);
            case "get_replies" -> ConversationReader.replies(room(data), data);
            case "get_pins" -> new ClientCommand.ReadPins(room(data));
            case "mark_read" -> MarkReader.read(room(data), data);
            case "mark_unread" -> MarkReader.unread(room(data), data);
            case "follow_room" -> new ClientCommand.FollowRoom(room(data));
            case "unfollow_room" -> new ClientCommand.UnfollowRoom(room(data));
            case "get_rooms" -> MarkReader.rooms(data);
            case "get_profiles" ->
                new ClientCommand.ReadProfiles(
                        data.textList("userIds").stream().map(UserId::new).toList());
            case "watch_rooms" -> new ClientCommand.WatchRooms(data.truth("on"));
            case "get_readers" -> ConversationReader.readers(room(data), data);
            case "typing" -> new ClientCommand.Typing(room(data), data.truth("isTyping"));
            case "join_room" -> join(data);
            case "leave_room" -> new ClientCommand.Leave(room(data));
            case "get_history" -> new ClientCommand.ReadHistory(room(data), query(data));
            case "create_room" -> RoomReader.create(room(data), data);
            case "update_room" -> RoomReader.update(room(data), data);
            case "get_room" -> new ClientCommand.ReadRoom(room(data));
            case "add_member" -> RoomReader.addMember(room(data), data);
            case "remove_member" -> new ClientCommand.RemoveMember(room(data), new UserId(data.text("userId")));
            case "get_members" -> RoomReader.readMembers(room(data), data);
            case "open_direct" -> new ClientCommand.OpenDirect(new UserId(data.text("userId")));
            case "authenticate" -> authenticate(data);
            case "ping" -> new ClientCommand.Ping();
            default ->
                throw new ChatException(
                        ErrorCode.UNKNOWN_EVENT, "there is no event named \"" + Fields.clip(event) + "\"");
        };
    }

    /**
     * Reads who a client says it is.
     *
     * @param data the fields of {@code authenticate}
     * @return the command
     * @throws ChatException what is wrong with it
     */
    public static ClientCommand.Authenticate authenticate(Fields data) {
        return new ClientCommand.Authenticate(
                Credentials.of(data.optionalText("userId"), data.optionalText("username"), data.optionalText("token")));
    }

    /**
     * Reads what of a message shall be another.
     *
     * @param data the fields of {@code edit_message}, of which a field that is not there stays as it was, and one that is null goes
     * @return the edit
     * @throws ChatException what is wrong with it
     */
    public static MessageEdit edit(Fields data) {
        MessageEdit edit = ConversationReader.edit(data);
        if (!data.textList("attachments").isEmpty()) {
            throw new ChatException(ErrorCode.BAD_REQUEST, "files can be taken away here, and none attached");
        }
        return edit;
    }

    /**
     * The room that a request is about, for the answer to one that is malformed otherwise.
     *
     * @param data its fields
     * @return the room, or null if it names none that could exist
     */
    public static @Nullable RoomId roomOf(Fields data) {
        try {
            String id = data.optionalText("roomId");
            return id == null ? null : new RoomId(id);
        } catch (ChatException e) {
            return null;
        }
    }

    private static RoomId room(Fields data) {
        return new RoomId(data.text("roomId"));
    }

    private static ClientCommand join(Fields data) {
        Fields since = data.object("since");
        Position position = null;
        if (since != null) {
            long offset = since.wholeNumber("offset", 0, Fields.MAX_WHOLE_NUMBER);
            if (offset < 0) {
                throw new ChatException(ErrorCode.BAD_REQUEST, "since.offset must be a whole number");
            }
            position = new Position(since.text("epoch"), offset);
        }
        long limit = data.wholeNumber("limit", 1, HistoryQuery.MAX_LIMIT);
        return new ClientCommand.Join(room(data), position, (int) Math.max(0, limit));
    }

    private static HistoryQuery query(Fields data) {
        long limit = data.wholeNumber("limit", 1, HistoryQuery.MAX_LIMIT);
        return query(
                limit < 0 ? DEFAULT_HISTORY : (int) limit,
                data.wholeNumber("before", 0, Fields.MAX_WHOLE_NUMBER),
                data.wholeNumber("after", 0, Fields.MAX_WHOLE_NUMBER),
                data.optionalText("epoch"));
    }

    /**
     * Makes a query for a part of the history.
     *
     * @param limit at most so many
     * @param before an offset, or -1
     * @param after an offset, or -1
     * @param epoch which epoch the offset is from, or null
     * @return the query
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} for both offsets, or numbers out of bounds
     */
    public static HistoryQuery query(int limit, long before, long after, @Nullable String epoch) {
        if (before >= 0 && after >= 0) {
            throw new ChatException(ErrorCode.BAD_REQUEST, "give before or after, not both");
        }
        HistoryQuery query = before >= 0
                ? HistoryQuery.before(before, limit)
                : after >= 0 ? HistoryQuery.after(after, limit) : HistoryQuery.newest(limit);
        return epoch == null ? query : query.inEpoch(epoch);
    }
}
