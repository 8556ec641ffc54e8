package dev.parlance.model;

/**
 * That a message names somebody.
 *
 * @param roomId where
 * @param messageId which message
 * @param author who wrote it
 */
public record Mention(RoomId roomId, MessageId messageId, UserId author) {}
