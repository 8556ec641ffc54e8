package dev.parlance.model;

import java.time.Instant;

/**
 * What a publisher gets once its message is placed. A repeat with the same client message id gets the receipt of the first.
 *
 * @param roomId the room
 * @param position where the message was posted
 * @param timestamp when, by the store's clock
 * @param number its place among the posts of its epoch, see {@link Message#number}
 */
public record Receipt(RoomId roomId, Position position, Instant timestamp, long number) {
    /**
     * The receipt of a store that does not number its messages.
     *
     * @param roomId the room
     * @param position where the message was posted
     * @param timestamp when, by the store's clock
     */
    public Receipt(RoomId roomId, Position position, Instant timestamp) {
        this(roomId, position, timestamp, 0);
    }

    /**
     * The message's name.
     *
     * @return its id
     */
    public MessageId messageId() {
        return MessageId.at(position);
    }
}
