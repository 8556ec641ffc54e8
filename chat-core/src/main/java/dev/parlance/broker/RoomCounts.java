package dev.parlance.broker;

import dev.parlance.model.Message;
import dev.parlance.model.RoomHead;

/**
 * What is counted of a room's posts, so that nobody has to read them for a number: how many there were, which were deleted, which mention the whole room. It outlives what the history forgets, since who
 * has not read that has not read it. Not safe for use by several threads.
 */
final class RoomCounts {
    /** Of how many deletions it is known which posts they were: those of older posts count as posts that are there. */
    static final int MAX_DELETED = 4_096;
    /** How many posts that mention the room are known. */
    static final int MAX_ROOM_MENTIONS = 1_000;

    private final OffsetSet deleted = new OffsetSet(MAX_DELETED);
    private final OffsetSet roomMentions = new OffsetSet(MAX_ROOM_MENTIONS);
    private long posts;
    private long deletions;

    RoomCounts() {}

    /** Goes on behind what is archived. */
    RoomCounts(LogEnd end) {
        posts = end.posts();
        deletions = end.deletions();
        end.deleted().forEach(deleted::add);
        end.roomMentions().forEach(roomMentions::add);
    }

    /** The number of the next post. */
    long next() {
        return posts + 1;
    }

    long posts() {
        return posts;
    }

    long deletions() {
        return deletions;
    }

    void posted(Message message) {
        posts++;
        if (message.mentionsRoom()) {
            roomMentions.add(message.position().offset());
        }
    }

    void changed(Message before, Message after) {
        long offset = after.position().offset();
        if (after.deleted() && !before.deleted()) {
            deletions++;
            deleted.add(offset);
        }
        if (after.mentionsRoom() && !before.mentionsRoom()) {
            roomMentions.add(offset);
        } else if (before.mentionsRoom() && !after.mentionsRoom()) {
            roomMentions.remove(offset);
        }
    }

    /** What is behind an offset, up to which there are posts of that number. */
    RoomHead.Since behind(long offset, long number) {
        return new RoomHead.Since(true, number, deleted.countAfter(offset), roomMentions.countAfter(offset));
    }

    /** What there is in all, for a position that this log does not know. */
    RoomHead.Since inAll() {
        return new RoomHead.Since(false, 0, deleted.countAfter(0), roomMentions.countAfter(0));
    }

    long bytes() {
        return deleted.bytes() + roomMentions.bytes();
    }

    /** Forgets which posts it were, if they take more than this. */
    void shorten(long most) {
        if (bytes() > most) {
            deleted.clear();
            roomMentions.clear();
        }
    }
}
