package dev.parlance.broker.store;

import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;

/**
 * What is counted of a room's events, so that no message is read for a number.
 *
 * @param changes how many events were none that posted
 * @param deletions how many posts were deleted
 * @param roomMentions of how many posts it is known that they mention the room
 * @param pins how many are pinned
 * @param annotated to how many messages of the history others added something
 */
record LogCounts(long changes, long deletions, long roomMentions, long pins, long annotated) {
    static final LogCounts NONE = new LogCounts(0, 0, 0, 0, 0);

    static LogCounts read(FormReader form) {
        return form.isFrom(2)
                ? new LogCounts(form.number(), form.number(), form.number(), form.number(), form.number())
                : NONE;
    }

    FormWriter write(FormWriter form) {
        return form.number(changes)
                .number(deletions)
                .number(roomMentions)
                .number(pins)
                .number(annotated);
    }

    LogCounts changed() {
        return new LogCounts(changes + 1, deletions, roomMentions, pins, annotated);
    }

    LogCounts deleted() {
        return new LogCounts(changes, deletions + 1, roomMentions, pins, annotated);
    }

    LogCounts mentionsRoom(int more) {
        return new LogCounts(changes, deletions, roomMentions + more, pins, annotated);
    }

    LogCounts pinned(int more) {
        return new LogCounts(changes, deletions, roomMentions, pins + more, annotated);
    }

    LogCounts annotated(long now) {
        return new LogCounts(changes, deletions, roomMentions, pins, now);
    }
}
