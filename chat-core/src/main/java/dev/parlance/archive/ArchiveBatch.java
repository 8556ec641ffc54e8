package dev.parlance.archive;

import dev.parlance.broker.WholeMessage;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.util.List;

/**
 * What one room's archive gets at once.
 *
 * @param roomId whose
 * @param mark how far the log says that the room is archived
 * @param messages in their latest state, in order of change. What a message lists of its reactions is all that is known of them here: see {@code whole}
 * @param whole messages with every one of their reactions, which replace those that are kept
 * @param upTo how far the room is archived with these
 */
public record ArchiveBatch(
        RoomId roomId, Position mark, List<Message> messages, List<WholeMessage> whole, Position upTo) {
    /**
     * Copies the lists.
     *
     * @param roomId as above
     * @param mark as above
     * @param messages as above
     * @param whole as above
     * @param upTo as above
     */
    public ArchiveBatch {
        messages = List.copyOf(messages);
        whole = List.copyOf(whole);
    }
}
