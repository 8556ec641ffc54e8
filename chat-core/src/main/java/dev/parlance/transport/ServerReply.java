package dev.parlance.transport;

import dev.parlance.model.ChatException;
import dev.parlance.model.FollowedPage;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.User;
import dev.parlance.model.UserPage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @param own what the user reacted with, see {@link OwnReactions}
     */
    record Joined(
            RoomId roomId,
            Position position,
            List<Message> messages,
            List<User> members,
            boolean recovered,
            boolean changesLost,
            OwnReactions own)
            implements ServerReply {}

    /**
     * To {@code leave_room}, {@code typing}, {@code remove_member}, {@code open_direct} and {@code unfollow_room}.
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
     * To {@code edit_message}, {@code delete_message}, {@code pin_message} and {@code react}.
     *
     * @param roomId the room
     * @param messageId which message
     * @param changeOffset where the change was placed; that of an earlier one if there was nothing to change
     * @param editedAt when it was edited, or null if it was not about that
     */
    record Changed(
            RoomId roomId,
            MessageId messageId,
            long changeOffset,
            @Nullable Instant editedAt) implements ServerReply {}

    /**
     * To {@code get_message}.
     *
     * @param message in its latest state
     * @param own what the user reacted with
     */
    record OneMessage(Message message, OwnReactions own) implements ServerReply {}

    /**
     * To {@code get_replies} and {@code get_pins}.
     *
     * @param roomId the room
     * @param messageId what they answer, or null if they are pinned
     * @param page what was asked for
     * @param own what the user reacted with
     */
    record Messages(RoomId roomId, @Nullable MessageId messageId, MessagePage page, OwnReactions own)
            implements ServerReply {}

    /**
     * To {@code get_reactions} and {@code get_readers}.
     *
     * @param roomId the room
     * @param messageId which message
     * @param page some of the users
     */
    record Users(RoomId roomId, MessageId messageId, UserPage page) implements ServerReply {}

    /**
     * To {@code mark_read}, {@code mark_unread} and {@code follow_room}.
     *
     * @param count the mark as it is now, and what is behind it
     */
    record Marked(UnreadCount count) implements ServerReply {}

    /**
     * To {@code get_rooms}.
     *
     * @param page some of the rooms that the user follows
     */
    record Followed(FollowedPage page) implements ServerReply {}

    /**
     * To {@code get_history}.
     *
     * @param roomId the room
     * @param page what was asked for
     * @param own what the user reacted with
     */
    record History(RoomId roomId, HistoryPage page, OwnReactions own) implements ServerReply {}

    /**
     * To {@code create_room}, {@code update_room} and {@code get_room}.
     *
     * @param record as it is now
     */
    record Room(RoomRecord record) implements ServerReply {}

    /**
     * To {@code add_member}.
     *
     * @param roomId the room
     * @param member as the room has it now
     */
    record Membership(RoomId roomId, RoomMember member) implements ServerReply {}

    /**
     * To {@code get_members}.
     *
     * @param roomId the room
     * @param page some of them
     */
    record RoomMembers(RoomId roomId, RoomMemberPage page) implements ServerReply {}

    /**
     * To {@code get_profiles}.
     *
     * @param profiles what the users are called of whom that is kept, in the order in which they were asked for
     */
    record Profiles(List<Profile> profiles) implements ServerReply {}

    /**
     * To {@code watch_rooms}.
     *
     * @param on whether user-level events come from now on
     */
    record Watching(boolean on) implements ServerReply {}

    /** To {@code ping}. */
    record Pong() implements ServerReply {}

    /**
     * To any request that failed.
     *
     * @param error why
     */
    record Failed(ChatException error) implements ServerReply {}
}
