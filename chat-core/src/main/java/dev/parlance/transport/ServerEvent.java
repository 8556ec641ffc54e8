package dev.parlance.transport;

import dev.parlance.model.Activity;
import dev.parlance.model.ChatException;
import dev.parlance.model.Mention;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.Reaction;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the engine tells clients unasked. */
public sealed interface ServerEvent {
    /**
     * Its name on the wire.
     *
     * @return in snake case
     */
    String name();

    /**
     * Where it happened.
     *
     * @return the room, or null for what has none, or does not name it
     */
    default @Nullable RoomId roomId() {
        return null;
    }

    /**
     * Where it is stored: which position a client stands at that has got this and all before it.
     *
     * @return the position in the room's log, or null for what takes no place there
     */
    default @Nullable Position position() {
        return null;
    }

    /**
     * What may become of it when a connection reads too slowly.
     *
     * @return how precious it is
     */
    default FramePriority priority() {
        return FramePriority.ESSENTIAL;
    }

    /**
     * Whether it is told to a client that joined the room without wanting an answer, as those of the Socket.IO service of old do.
     *
     * @return false for what that service never told
     */
    default boolean isKnownOfOld() {
        return true;
    }

    /**
     * {@code message}.
     *
     * @param message as posted
     */
    record MessagePosted(Message message) implements ServerEvent {
        @Override
        public String name() {
            return "message";
        }

        @Override
        public RoomId roomId() {
            return message.roomId();
        }

        @Override
        public Position position() {
            return message.position();
        }
    }

    /**
     * {@code message_updated}.
     *
     * @param message as it is now
     * @param reaction the one that changed, if it was one alone, or null
     */
    record MessageUpdated(Message message, @Nullable Reaction reaction) implements ServerEvent {
        /**
         * Without a reaction.
         *
         * @param message as it is now
         */
        public MessageUpdated(Message message) {
            this(message, null);
        }

        @Override
        public String name() {
            return "message_updated";
        }

        @Override
        public RoomId roomId() {
            return message.roomId();
        }

        @Override
        public Position position() {
            return new Position(message.position().epoch(), message.changeOffset());
        }
    }

    /**
     * {@code user_joined}.
     *
     * @param roomId where
     * @param user who
     */
    record UserJoined(RoomId roomId, User user) implements ServerEvent {
        @Override
        public String name() {
            return "user_joined";
        }

        @Override
        public FramePriority priority() {
            return FramePriority.PRESENCE;
        }
    }

    /**
     * {@code user_left}.
     *
     * @param roomId where
     * @param user who
     */
    record UserLeft(RoomId roomId, User user) implements ServerEvent {
        @Override
        public String name() {
            return "user_left";
        }

        @Override
        public FramePriority priority() {
            return FramePriority.PRESENCE;
        }
    }

    /**
     * {@code users_changed}: several came and went, in a room of many. To members that wanted an answer to their join; others are told one by one.
     *
     * @param roomId where
     * @param count how many users are there now
     * @param joined who is there now and was not before, or under another name; the one who hears it may be among them
     * @param left who is there no more
     */
    record UsersChanged(RoomId roomId, int count, List<User> joined, List<User> left) implements ServerEvent {
        /**
         * One such event.
         *
         * @param roomId where
         * @param count how many
         * @param joined copied
         * @param left copied
         */
        public UsersChanged {
            joined = List.copyOf(joined);
            left = List.copyOf(left);
        }

        @Override
        public String name() {
            return "users_changed";
        }

        @Override
        public FramePriority priority() {
            return FramePriority.PRESENCE;
        }

        @Override
        public boolean isKnownOfOld() {
            return false;
        }
    }

    /**
     * {@code user_typing}.
     *
     * @param roomId where
     * @param user who
     * @param typing whether
     */
    record UserTyping(RoomId roomId, User user, boolean typing) implements ServerEvent {
        @Override
        public String name() {
            return "user_typing";
        }

        @Override
        public FramePriority priority() {
            return FramePriority.TYPING;
        }
    }

    /**
     * {@code signal}: the host says something in passing.
     *
     * @param roomId where
     * @param signal what
     */
    record Signalled(RoomId roomId, Signal signal) implements ServerEvent {
        @Override
        public String name() {
            return "signal";
        }
    }

    /**
     * {@code history_gap}: events of the room were lost on their way.
     *
     * @param roomId where
     */
    record HistoryGap(RoomId roomId) implements ServerEvent {
        @Override
        public String name() {
            return "history_gap";
        }
    }

    /**
     * {@code removed_from_room}: the host has taken this user out of a room, which has nothing more to say to it. What waits of the room's events is not sent any more.
     *
     * @param roomId which
     * @param removal why
     * @param isKnown whether the client knows this event; one that joined without wanting an answer is told by an {@code error}
     */
    record RemovedFromRoom(RoomId roomId, Removal removal, boolean isKnown) implements ServerEvent {
        @Override
        public String name() {
            return isKnown ? "removed_from_room" : "error";
        }
    }

    /**
     * {@code room_updated}: the room's record was created, changed or deleted.
     *
     * @param roomId where
     * @param record as it is now, or null if there is none any more
     */
    record RoomUpdated(RoomId roomId, @Nullable RoomRecord record) implements ServerEvent {
        @Override
        public String name() {
            return "room_updated";
        }

        @Override
        public boolean isKnownOfOld() {
            return false;
        }
    }

    /**
     * {@code member_updated}: someone became a member, got another role, or is none any more.
     *
     * @param roomId where
     * @param userId who
     * @param role as what, or null if none
     */
    record MemberUpdated(
            RoomId roomId, UserId userId, @Nullable RoomRole role) implements ServerEvent {
        @Override
        public String name() {
            return "member_updated";
        }

        @Override
        public boolean isKnownOfOld() {
            return false;
        }
    }

    /**
     * {@code mention}: a message mentions the client's own user, or does so no more. It is the user's, not the room's: to watching sessions alone, wherever they are.
     *
     * @param mention which message does, where and by whom
     * @param removed whether it does so no more
     */
    record UserMentioned(Mention mention, boolean removed) implements ServerEvent {
        @Override
        public String name() {
            return "mention";
        }

        @Override
        public boolean isKnownOfOld() {
            return false;
        }
    }

    /**
     * {@code profile_updated}: a user has another name or picture now. It is no room's: to who sees the user in a room, once for each of these, and to the user's own watching sessions.
     *
     * @param profile whose, name and picture alone
     */
    record ProfileUpdated(Profile profile) implements ServerEvent {
        @Override
        public String name() {
            return "profile_updated";
        }

        @Override
        public FramePriority priority() {
            return FramePriority.PRESENCE;
        }

        @Override
        public boolean isKnownOfOld() {
            return false;
        }
    }

    /**
     * {@code read}: users have read up to a place.
     *
     * @param roomId where
     * @param epoch of which log
     * @param offsets of each of them the offset up to which everything is read; not changed any more
     */
    record Read(RoomId roomId, String epoch, Map<UserId, Long> offsets) implements ServerEvent {
        @Override
        public String name() {
            return "read";
        }

        @Override
        public FramePriority priority() {
            return FramePriority.PRESENCE;
        }

        @Override
        public boolean isKnownOfOld() {
            return false;
        }
    }

    /**
     * {@code mark_updated}: the mark of the client's own user in a room was moved, by whichever device. It is the user's, not the room's: to watching sessions alone, wherever they are.
     *
     * @param marked in which room
     * @param count the mark, and what is behind it; null if the user does not follow the room any more
     * @param posts the number of the newest post when that was counted, 0 without a mark
     */
    record MarkUpdated(RoomId marked, @Nullable UnreadCount count, long posts) implements ServerEvent {
        @Override
        public String name() {
            return "mark_updated";
        }

        @Override
        public boolean isKnownOfOld() {
            return false;
        }
    }

    /** {@code watch_gap}: something that concerns the client's own user may have been lost on its way. It is the user's, not a room's: to watching sessions alone, which read again what they watch. */
    record WatchGap() implements ServerEvent {
        @Override
        public String name() {
            return "watch_gap";
        }

        @Override
        public boolean isKnownOfOld() {
            return false;
        }
    }

    /**
     * {@code own_reaction}: the client's own user has added a reaction to a message, or taken it back, on whichever device. It is the user's, not the room's: to watching sessions alone, wherever they are.
     *
     * @param reacted in which room
     * @param messageId to which message
     * @param reaction with what
     */
    record OwnReaction(RoomId reacted, MessageId messageId, Reaction reaction) implements ServerEvent {
        @Override
        public String name() {
            return "own_reaction";
        }

        @Override
        public boolean isKnownOfOld() {
            return false;
        }
    }

    /**
     * {@code room_activity}: something happened in rooms that the client's user follows. To watching sessions alone, of rooms that they are not in.
     *
     * @param rooms each once
     */
    record RoomActivity(List<Activity> rooms) implements ServerEvent {
        @Override
        public String name() {
            return "room_activity";
        }

        @Override
        public boolean isKnownOfOld() {
            return false;
        }
    }

    /**
     * {@code message_history}, for a join that wants no answer.
     *
     * @param messages oldest first
     */
    record MessageHistory(List<Message> messages) implements ServerEvent {
        @Override
        public String name() {
            return "message_history";
        }
    }

    /**
     * {@code room_users}, for a join that wants no answer.
     *
     * @param members in the order of joining
     */
    record RoomUsers(List<User> members) implements ServerEvent {
        @Override
        public String name() {
            return "room_users";
        }
    }

    /**
     * {@code error}, for a request that wants no answer.
     *
     * @param error what went wrong
     * @param event the request's name, or null if it had none
     * @param roomId the request's room, or null
     */
    record Failure(
            ChatException error,
            @Nullable String event,
            @Nullable RoomId roomId) implements ServerEvent {
        @Override
        public String name() {
            return "error";
        }
    }
}
