package dev.parlance.broker;

import dev.parlance.model.Position;
import org.jspecify.annotations.Nullable;

/**
 * Which positions one life of a log has: those of its epoch, and those of the one before that were carried over, up to where it began.
 *
 * @param epoch its own
 * @param before where the log stood in the epoch before, or was archived up to; null if nothing was before
 */
record LogSpan(String epoch, @Nullable Position before) {
    /** Behind which offset its own begin. */
    long start() {
        return before == null ? 0 : before.offset();
    }

    /** Whether a position is one of a log that stands at an offset. */
    boolean knows(Position position, long standing) {
        // an offset from the future means that this log has fallen behind what the reader saw
        return position.offset() <= standing && isOf(position.epoch(), position.offset());
    }

    /** Whether an offset is one of that epoch, as far as this life knows of it. */
    boolean isOf(String asked, long offset) {
        return asked.equals(epoch) || (before != null && before.epoch().equals(asked) && offset <= before.offset());
    }

    /** The position at an offset. */
    Position at(long offset) {
        return new Position(before == null || offset > before.offset() ? epoch : before.epoch(), offset);
    }
}
