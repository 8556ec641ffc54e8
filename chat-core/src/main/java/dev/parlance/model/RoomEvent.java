package dev.parlance.model;

import org.jspecify.annotations.Nullable;

/** What happens in a room: stored events, which have a place in its log, and joins and leaves, which have a version. */
public sealed interface RoomEvent {
    /**
     * Where.
     *
     * @return the room
     */
    RoomId roomId();

    /**
     * A message was posted.
     *
     * @param message as posted
     */
    record Posted(Message message) implements RoomEvent {
        @Override
        public RoomId roomId() {
            return message.roomId();
        }
    }

    /**
     * A message was edited, deleted, pinned, or what others add to it was told: reactions, replies.
     *
     * @param message as it is now; {@link Message#changeOffset()} is the place of this event
     * @param reaction the one that changed, if exactly one did since the message was told last; null otherwise
     */
    record Changed(Message message, @Nullable Reaction reaction) implements RoomEvent {
        /**
         * A change that names no reaction.
         *
         * @param message as it is now
         */
        public Changed(Message message) {
            this(message, null);
        }

        @Override
        public RoomId roomId() {
            return message.roomId();
        }
    }

    /**
     * A user's first session, over all nodes, entered; or someone who is in already came under another name, which is the one that counts from here on.
     *
     * @param roomId the room
     * @param user who, under the newest name
     * @param version the room's presence version from here on
     */
    record Joined(RoomId roomId, User user, long version) implements RoomEvent {}

    /**
     * A user's last session, over all nodes, has gone.
     *
     * @param roomId the room
     * @param user who, under the newest name
     * @param version the room's presence version from here on
     */
    record Left(RoomId roomId, User user, long version) implements RoomEvent {}
}
