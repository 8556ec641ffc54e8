package dev.parlance.policy;

import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to do and the host has to allow, see {@link Authorizer#permits}. The family grows with what clients can ask for: who decides by cases refuses what it does not know.
 */
public sealed interface Action {
    /** {@return the room that it is about} */
    RoomId roomId();

    /**
     * Enters a room, is seen there, and hears what is said. Asked at the join, again when the login was renewed, and by {@code ChatEngine.recheck}, which takes who may not any more out of the
     * room.
     *
     * @param roomId where
     */
    record Join(RoomId roomId) implements Action {}

    /**
     * Reads a room's history without being there, over REST, or one of its files, or its record and members ({@code get_room}, {@code get_members}). Who is in the room reads its history as a part of {@link Join}.
     *
     * @param roomId where
     */
    record Read(RoomId roomId) implements Action {}

    /**
     * Says something in a room that the user is in. Asked for every message.
     *
     * @param roomId where
     */
    record Send(RoomId roomId) implements Action {}

    /**
     * Uploads a file into a room, to attach it to a message there. Asked for every upload, before its content is taken. To fetch a file is asked as {@link Read}, each time; to attach one is a part of
     * {@link Send} or {@link Edit}.
     *
     * @param roomId where
     */
    record Upload(RoomId roomId) implements Action {}

    /**
     * Shows others in a room that the user writes. Asked for the first {@code typing} in a room; a yes holds for that stay there, but while the room is read-only,
     * until the login was renewed or {@code ChatEngine.recheck} asks anew.
     *
     * @param roomId where
     */
    record Type(RoomId roomId) implements Action {}

    /**
     * Gives a room a record, and becomes its owner. Asked once.
     *
     * @param roomId which; no direct one
     * @param kind for whom it shall be
     */
    record CreateRoom(RoomId roomId, RoomKind kind) implements Action {}

    /**
     * Changes a room's record. Asked for every change.
     *
     * @param roomId which
     */
    record UpdateRoom(RoomId roomId) implements Action {}

    /**
     * Makes someone a member of a room, gives a member another role, or takes one away. Asked for every change. That a room keeps an owner is no question.
     *
     * @param roomId where; no direct one
     * @param userId whom; possibly who asks
     * @param role as what, or null for none
     */
    record ManageMember(
            RoomId roomId, UserId userId, @Nullable RoomRole role) implements Action {}

    /**
     * Opens the room of two. Asked at each opening, also when the room is there.
     *
     * @param roomId the one of the two
     * @param userId with whom
     */
    record OpenDirect(RoomId roomId, UserId userId) implements Action {}

    /**
     * Changes what a message says. Asked for every edit, once the message is known.
     *
     * @param roomId where
     * @param messageId which message
     * @param author who wrote it; possibly who asks
     */
    record Edit(RoomId roomId, MessageId messageId, UserId author) implements Action {}

    /**
     * Deletes a message. Asked for every deletion, once the message is known.
     *
     * @param roomId where
     * @param messageId which message
     * @param author who wrote it; possibly who asks
     */
    record Delete(RoomId roomId, MessageId messageId, UserId author) implements Action {}

    /**
     * Reacts to a message, or takes a reaction back. Asked every time.
     *
     * @param roomId where
     * @param messageId which message
     */
    record React(RoomId roomId, MessageId messageId) implements Action {}

    /**
     * Pins a message, or unpins it. Asked every time.
     *
     * @param roomId where
     * @param messageId which message
     */
    record Pin(RoomId roomId, MessageId messageId) implements Action {}

    /**
     * Mentions all who follow a room at once. Asked beside {@link Send} or {@link Edit} for a message that does so; a no takes the mention out of the message, and the message goes on.
     *
     * @param roomId where
     */
    record MentionRoom(RoomId roomId) implements Action {}
}
