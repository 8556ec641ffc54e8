package dev.parlance.archive;

import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for in a room's messages: those that have all the words, or parts of words, somewhere in their present text, whatever their case or accents.
 *
 * @param roomId where
 * @param text the words, with blanks between them, 2 to 200 characters
 * @param limit at most this many messages, 1 to 100
 * @param before only what was posted before this one; null for all
 */
public record SearchQuery(
        RoomId roomId, String text, int limit, @Nullable Position before) {}
