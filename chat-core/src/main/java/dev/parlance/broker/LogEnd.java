package dev.parlance.broker;

import dev.parlance.model.Position;
import dev.parlance.model.RoomHead;
import java.util.List;

/**
 * Where the archive of a room ends, and what a log has to know of it to go on there.
 *
 * @param position the newest event that is archived
 * @param posts the number of the newest post up to there
 * @param deletions how many of the posts were deleted
 * @param deleted offsets of the posts that were deleted last, in order, at most 4,096 ({@link RoomHead.Since#deleted})
 * @param roomMentions offsets of the last posts that mention the whole room, in order, at most 1,000 ({@link RoomHead.Since#roomMentions})
 */
public record LogEnd(Position position, long posts, long deletions, List<Long> deleted, List<Long> roomMentions) {
    /**
     * Copies the lists.
     *
     * @param position as above
     * @param posts as above
     * @param deletions as above
     * @param deleted as above
     * @param roomMentions as above
     */
    public LogEnd {
        deleted = List.copyOf(deleted);
        roomMentions = List.copyOf(roomMentions);
    }
}
