package dev.parlance.archive;

import dev.parlance.model.Position;
import org.jspecify.annotations.Nullable;

/**
 * From where, and in which direction, a room's archive is read. Posts have one order over all lives of the room's log: that of their epochs, and in each that of their offsets, so that equal times
 * lose nothing (XEP-0313 says why a time is no cursor).
 *
 * @param from the post that is not included, or where one would be; null for the end of the archive that is read from
 * @param newer whether those behind it are wanted, oldest first taken; else those before it, newest first taken
 */
public record ArchiveCursor(@Nullable Position from, boolean newer) {
    /** The newest. */
    public static final ArchiveCursor NEWEST = new ArchiveCursor(null, false);

    /** The oldest. */
    public static final ArchiveCursor OLDEST = new ArchiveCursor(null, true);

    /**
     * What was posted before.
     *
     * @param position the one not included
     * @return a cursor
     */
    public static ArchiveCursor before(Position position) {
        return new ArchiveCursor(position, false);
    }

    /**
     * What was posted after.
     *
     * @param position the one not included
     * @return a cursor
     */
    public static ArchiveCursor after(Position position) {
        return new ArchiveCursor(position, true);
    }
}
