package dev.parlance.broker;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import java.util.List;

/**
 * What of a log is not archived yet.
 *
 * @param mark how far it is archived; where the life began if nothing of it is. Of a former epoch if the log fell back and goes on in another
 * @param messages what was posted or changed behind the mark, each once in its latest state, in order of change
 * @param upTo how far it is archived when these are: where the log stands, or the last of these if there are more
 * @param hasMore whether there are more behind them
 */
public record LogTail(Position mark, List<Message> messages, Position upTo, boolean hasMore) {
    /**
     * Copies the list.
     *
     * @param mark as above
     * @param messages as above
     * @param upTo as above
     * @param hasMore as above
     */
    public LogTail {
        messages = List.copyOf(messages);
    }
}
