package dev.parlance.archive;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search has found.
 *
 * @param messages in their present state, newest first
 * @param next from where to look on ({@link SearchQuery#before}); null if all was looked at
 */
public record FoundMessages(
        List<Message> messages, @Nullable Position next) {
    /**
     * Copies the list.
     *
     * @param messages as above
     * @param next as above
     */
    public FoundMessages {
        messages = List.copyOf(messages);
    }
}
