package dev.parlance.transport;

import dev.parlance.model.Credentials;
import dev.parlance.model.FileId;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
     * How much memory its texts may take, but for those that are short by nature as a room's id is: the bound of what waits goes by it.
     *
     * @return two bytes a character
     */
    long bytes();

    /** About what is told of each. */
    private static long files(List<FileId> ids) {
        return 512L * ids.size();
    }

    private static long size(@Nullable String text) {
        return text == null ? 0 : 2L * text.length();
    }

    private static long size(Map<String, String> texts) {
        long sum = 0;
        for (Map.Entry<String, String> each : texts.entrySet()) {
            sum += size(each.getKey()) + size(each.getValue());
        }
        return sum;
    }

    private static long size(List<UserId> users) {
        long sum = 0;
        for (UserId each : users) {
            sum += size(each.value());
        }
        return sum;
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

        @Override
        public long bytes() {
            return size(credentials.userId()) + size(credentials.username()) + size(credentials.token());
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

        @Override
        public long bytes() {
            return 0;
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

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Says something.
     *
     * @param roomId where
     * @param text what
     * @param clientMessageId an id that makes sending again safe, or null
     * @param metadata what goes with it
     * @param replyTo which message it answers, or null
     * @param mentions whom it mentions
     * @param mentionsRoom whether it mentions the whole room
     * @param attachments which files it has
     */
    record Send(
            RoomId roomId,
            String text,
            @Nullable String clientMessageId,
            Map<String, String> metadata,
            @Nullable MessageId replyTo,
            List<UserId> mentions,
            boolean mentionsRoom,
            List<FileId> attachments)
            implements ClientCommand {
        /**
         * Says something that answers nothing and mentions nobody.
         *
         * @param roomId where
         * @param text what
         * @param clientMessageId an id that makes sending again safe, or null
         * @param metadata what goes with it
         */
        public Send(RoomId roomId, String text, @Nullable String clientMessageId, Map<String, String> metadata) {
            this(roomId, text, clientMessageId, metadata, null, List.of(), false, List.of());
        }

        /**
         * Says something without files.
         *
         * @param roomId where
         * @param text what
         * @param clientMessageId an id that makes sending again safe, or null
         * @param metadata what goes with it
         * @param replyTo which message it answers, or null
         * @param mentions whom it mentions
         * @param mentionsRoom whether it mentions the whole room
         */
        public Send(
                RoomId roomId,
                String text,
                @Nullable String clientMessageId,
                Map<String, String> metadata,
                @Nullable MessageId replyTo,
                List<UserId> mentions,
                boolean mentionsRoom) {
            this(roomId, text, clientMessageId, metadata, replyTo, mentions, mentionsRoom, List.of());
        }

        @Override
        public String event() {
            return "send_message";
        }

        @Override
        public long bytes() {
            return size(text) + size(clientMessageId) + size(metadata) + size(mentions) + files(attachments);
        }
    }

    /**
     * Says something else in the place of what was said.
     *
     * @param roomId where
     * @param messageId which message
     * @param edit what of it shall be another
     * @param attachments which files it shall have; null if it keeps those that it has, whatever the edit says of them otherwise
     */
    record EditMessage(
            RoomId roomId,
            MessageId messageId,
            MessageEdit edit,
            @Nullable List<FileId> attachments) implements ClientCommand {
        /**
         * Leaves the files as they are.
         *
         * @param roomId where
         * @param messageId which message
         * @param edit what of it shall be another
         */
        public EditMessage(RoomId roomId, MessageId messageId, MessageEdit edit) {
            this(roomId, messageId, edit, null);
        }

        @Override
        public String event() {
            return "edit_message";
        }

        @Override
        public long bytes() {
            return size(edit.text().orElse(null))
                    + size(edit.metadata().orElse(Map.of()))
                    + size(edit.mentions().orElse(List.of()))
                    + (attachments == null ? 0 : files(attachments));
        }
    }

    /**
     * Takes back what was said.
     *
     * @param roomId where
     * @param messageId which message
     */
    record DeleteMessage(RoomId roomId, MessageId messageId) implements ClientCommand {
        @Override
        public String event() {
            return "delete_message";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Pins a message, or does so no more.
     *
     * @param roomId where
     * @param messageId which message
     * @param on whether it is pinned from now on
     */
    record PinMessage(RoomId roomId, MessageId messageId, boolean on) implements ClientCommand {
        @Override
        public String event() {
            return "pin_message";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Adds a reaction to a message, or takes it back.
     *
     * @param roomId where
     * @param messageId to which message
     * @param emoji with what
     * @param on whether it is there from now on
     */
    record React(RoomId roomId, MessageId messageId, String emoji, boolean on) implements ClientCommand {
        @Override
        public String event() {
            return "react";
        }

        @Override
        public long bytes() {
            return size(emoji);
        }
    }

    /**
     * Reads one message.
     *
     * @param roomId where
     * @param messageId which message
     */
    record ReadMessage(RoomId roomId, MessageId messageId) implements ClientCommand {
        @Override
        public String event() {
            return "get_message";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Reads who reacted to a message.
     *
     * @param roomId where
     * @param messageId to which message
     * @param emoji with what
     * @param limit at most so many
     * @param after behind whom to begin, or null
     */
    record ReadReactions(
            RoomId roomId,
            MessageId messageId,
            String emoji,
            int limit,
            @Nullable UserId after) implements ClientCommand {
        @Override
        public String event() {
            return "get_reactions";
        }

        @Override
        public long bytes() {
            return size(emoji);
        }
    }

    /**
     * Reads what answers a message.
     *
     * @param roomId where
     * @param messageId which message
     * @param limit at most so many
     * @param after the offset of the answer behind which to begin, 0 for the first
     */
    record ReadReplies(RoomId roomId, MessageId messageId, int limit, long after) implements ClientCommand {
        @Override
        public String event() {
            return "get_replies";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Reads the pinned messages of a room.
     *
     * @param roomId where
     */
    record ReadPins(RoomId roomId) implements ClientCommand {
        @Override
        public String event() {
            return "get_pins";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Says that a room was read up to a position.
     *
     * @param roomId where
     * @param upTo up to where
     * @param version which state of the mark the client knows, if it says so
     */
    record MarkRead(RoomId roomId, Position upTo, OptionalLong version) implements ClientCommand {
        @Override
        public String event() {
            return "mark_read";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Says that what is behind a position shall be unread again.
     *
     * @param roomId where
     * @param behind behind what
     * @param version which state of the mark the client knows, if it says so
     */
    record MarkUnread(RoomId roomId, Position behind, OptionalLong version) implements ClientCommand {
        @Override
        public String event() {
            return "mark_unread";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Follows a room.
     *
     * @param roomId which
     */
    record FollowRoom(RoomId roomId) implements ClientCommand {
        @Override
        public String event() {
            return "follow_room";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Does not follow a room any more.
     *
     * @param roomId which
     */
    record UnfollowRoom(RoomId roomId) implements ClientCommand {
        @Override
        public String event() {
            return "unfollow_room";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Reads some of the rooms that the client's user follows.
     *
     * @param limit at most so many
     * @param after behind which to begin, or null
     */
    record ReadRooms(int limit, @Nullable RoomId after) implements ClientCommand {
        @Override
        public String event() {
            return "get_rooms";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Reads what users are called now.
     *
     * @param userIds whose, at most 100
     */
    record ReadProfiles(List<UserId> userIds) implements ClientCommand {
        @Override
        public String event() {
            return "get_profiles";
        }

        @Override
        public long bytes() {
            return size(userIds);
        }
    }

    /**
     * Wants to hear what concerns the client's user in whichever room, or does so no more.
     *
     * @param on whether from now on
     */
    record WatchRooms(boolean on) implements ClientCommand {
        @Override
        public String event() {
            return "watch_rooms";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Reads who has read a message.
     *
     * @param roomId where
     * @param messageId which message
     * @param limit at most so many
     * @param after behind whom to begin, or null
     */
    record ReadReaders(
            RoomId roomId,
            MessageId messageId,
            int limit,
            @Nullable UserId after) implements ClientCommand {
        @Override
        public String event() {
            return "get_readers";
        }

        @Override
        public long bytes() {
            return 0;
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

        @Override
        public long bytes() {
            return 0;
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

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Gives a room a record, whose owner the client then is.
     *
     * @param roomId a room without one
     * @param kind for whom it shall be
     * @param says what else it shall say
     */
    record CreateRoom(RoomId roomId, RoomKind kind, RoomPatch says) implements ClientCommand {
        @Override
        public String event() {
            return "create_room";
        }

        @Override
        public long bytes() {
            return says.bytes();
        }
    }

    /**
     * Changes a room's record.
     *
     * @param roomId which
     * @param version the state that the client has seen
     * @param says what it shall say
     */
    record UpdateRoom(RoomId roomId, long version, RoomPatch says) implements ClientCommand {
        @Override
        public String event() {
            return "update_room";
        }

        @Override
        public long bytes() {
            return says.bytes();
        }
    }

    /**
     * Reads a room's record.
     *
     * @param roomId which
     */
    record ReadRoom(RoomId roomId) implements ClientCommand {
        @Override
        public String event() {
            return "get_room";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Makes someone a member of a room, or gives a member another role.
     *
     * @param roomId where
     * @param userId whom
     * @param role as what
     */
    record AddMember(RoomId roomId, UserId userId, RoomRole role) implements ClientCommand {
        @Override
        public String event() {
            return "add_member";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Takes a member out of a room.
     *
     * @param roomId where
     * @param userId whom
     */
    record RemoveMember(RoomId roomId, UserId userId) implements ClientCommand {
        @Override
        public String event() {
            return "remove_member";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Reads some of a room's members.
     *
     * @param roomId where
     * @param limit at most so many
     * @param after behind whom to begin, or null
     */
    record ReadMembers(RoomId roomId, int limit, @Nullable UserId after) implements ClientCommand {
        @Override
        public String event() {
            return "get_members";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /**
     * Opens the room of the client and one other.
     *
     * @param userId the other
     */
    record OpenDirect(UserId userId) implements ClientCommand {
        @Override
        public String event() {
            return "open_direct";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /** Asks for a sign of life. */
    record Ping() implements ClientCommand {
        @Override
        public String event() {
            return "ping";
        }

        @Override
        public long bytes() {
            return 0;
        }
    }
}
