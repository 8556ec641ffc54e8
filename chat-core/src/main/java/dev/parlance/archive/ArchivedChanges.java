package dev.parlance.archive;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import java.util.List;

/**
 * What was posted or changed behind a position of an archive.
 *
 * @param messages each once in its latest state, in order of change
 * @param upTo how far these go: where the archive ends, or the change of the last of them if there are more
 * @param hasMore whether there are more
 */
public record ArchivedChanges(List<Message> messages, Position upTo, boolean hasMore) {
    /**
     * Copies the list.
     *
     * @param messages as above
     * @param upTo as above
     * @param hasMore as above
     */
    public ArchivedChanges {
        messages = List.copyOf(messages);
    }
}
