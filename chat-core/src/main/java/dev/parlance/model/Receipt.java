package dev.parlance.model;

import java.time.Instant;

/**
 * What a publisher gets once its message is placed. A repeat with the same client message id gets the receipt of the first.
 *
 * @param roomId the room
 * @param position where the message was posted
 * @param timestamp when, by the store's clock
 */
public record Receipt(RoomId roomId, Position position, Instant timestamp) {
    /**
     * The message's name.
     *
     * @return its id
     */
    public MessageId messageId() {
        return MessageId.at(position);
    }
}
