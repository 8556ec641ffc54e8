package dev.parlance.broker.store;

import dev.parlance.broker.LogEnd;
import dev.parlance.broker.MessageLog;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Message;
import dev.parlance.model.RoomId;
import java.util.List;

/**
 * Which posts of a room were deleted, which mention the room and which are pinned, within one transaction that holds the room's lock: a row each, so that those behind a place are counted without
 * looking at them. The first two outlive what the history forgets, since who has not read that has not read it.
 */
final class StoredCounts {
    /** Of how many deletions it is known which posts they were: those of older posts count as posts that are there. */
    static final int MAX_DELETED = 4_096;
    /** How many posts that mention the room are known. */
    static final int MAX_ROOM_MENTIONS = 1_000;

    private static final int KIND = 32;

    private final StoreTransaction transaction;
    private final String deleted;
    private final String roomMentions;
    private final String pins;

    StoredCounts(StoreTransaction transaction, RoomId roomId) {
        this.transaction = transaction;
        this.deleted = Keys.deleted(roomId);
        this.roomMentions = Keys.roomMentions(roomId);
        this.pins = Keys.pins(roomId);
    }

    LogCounts posted(Message message, LogCounts counts) {
        return message.mentionsRoom() ? mentionsRoom(message.position().offset(), counts) : counts;
    }

    LogCounts changed(Message before, Message after, LogCounts counts) {
        long post = after.position().offset();
        LogCounts now = counts;
        if (after.deleted() && !before.deleted()) {
            now = now.deleted();
            put(deleted, post);
            if (now.deletions() > MAX_DELETED) {
                dropOldest(deleted);
            }
        }
        if (after.mentionsRoom() && !before.mentionsRoom()) {
            now = mentionsRoom(post, now);
        } else if (before.mentionsRoom() && !after.mentionsRoom() && drop(roomMentions, post)) {
            now = now.mentionsRoom(-1);
        }
        if (after.pinnedAt().isPresent() && before.pinnedAt().isEmpty()) {
            put(pins, post);
            now = now.pinned(1);
        } else if (before.pinnedAt().isPresent() && after.pinnedAt().isEmpty()) {
            now = unpinned(post, now);
        }
        return now;
    }

    private LogCounts mentionsRoom(long post, LogCounts counts) {
        put(roomMentions, post);
        if (counts.roomMentions() < MAX_ROOM_MENTIONS) {
            return counts.mentionsRoom(1);
        }
        dropOldest(roomMentions);
        return counts;
    }

    LogCounts evicted(Message message, LogCounts counts) {
        return message.pinnedAt().isPresent() ? unpinned(message.position().offset(), counts) : counts;
    }

    /** Remembers what an archive knows of posts before this log. */
    void begin(LogEnd end) {
        end.deleted().forEach(post -> put(deleted, post));
        end.roomMentions().forEach(post -> put(roomMentions, post));
    }

    /** A message is back that may have been pinned, and is again if there is room: a log whose pins were lost may have others by now. */
    LogCounts restored(Message message, LogCounts counts) {
        if (message.pinnedAt().isEmpty() || counts.pins() >= MessageLog.MAX_PINS) {
            return counts;
        }
        put(pins, message.position().offset());
        return counts.pinned(1);
    }

    private LogCounts unpinned(long post, LogCounts counts) {
        return drop(pins, post)
                ? counts.pinned(-1)
                : counts; // a node of an earlier format may have written the message in between
    }

    long deletedAfter(long offset) {
        return after(deleted, offset, MAX_DELETED).size();
    }

    long roomMentionsAfter(long offset) {
        return after(roomMentions, offset, MAX_ROOM_MENTIONS).size();
    }

    List<Long> pinned() {
        return after(pins, 0, MessageLog.MAX_PINS).stream()
                .map(each -> Keys.offset(each.key()))
                .toList();
    }

    private List<StoreTransaction.Entry> after(String prefix, long offset, int most) {
        return transaction.scan(Rows.after(prefix, offset), Keys.end(prefix), most, false);
    }

    private void put(String prefix, long post) {
        transaction.put(Keys.at(prefix, post), FormWriter.of(KIND).toBytes(), null);
    }

    private boolean drop(String prefix, long post) {
        String key = Keys.at(prefix, post);
        boolean isThere = transaction.get(key) != null;
        transaction.delete(key);
        return isThere;
    }

    private void dropOldest(String prefix) {
        transaction.scan(prefix, Keys.end(prefix), 1, false).forEach(each -> transaction.delete(each.key()));
    }
}
