package dev.parlance.watch;

import dev.parlance.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far the devices of a user say that a room was read since that was last written: the furthest, and what is less far and may count where that does not, as of a device that knows a newer state of the mark.
 * Immutable.
 *
 * @param each in the order in which they came
 */
record Readings(List<Reading> each) {
    /** Of more states of the mark than these the first to come goes. */
    private static final int MOST = 4;

    /**
     * How far a user has read.
     *
     * @param number of the post there, if it is known without asking: of one that the user has just said
     * @param version which state of the mark the device knows, -1 if it does not say so
     */
    record Reading(
            Position upTo,
            long number,
            long version,
            @Nullable String sessionId) {
        static final long UNKNOWN = -1;

        boolean isSaid() {
            return number != UNKNOWN;
        }

        OptionalLong known() {
            return version < 0 ? OptionalLong.empty() : OptionalLong.of(version);
        }

        /** Whether the other one moves nothing that this one does not: whoever names no state is behind none. */
        boolean covers(Reading other) {
            boolean knowsAsMuch = version < 0 || (other.version >= 0 && version >= other.version);
            return knowsAsMuch && upTo.epoch().equals(other.upTo.epoch()) && upTo.offset() >= other.upTo.offset();
        }

        /** By somebody who follows the room from then on. */
        Reading following() {
            return isSaid() ? new Reading(upTo, UNKNOWN, version, sessionId) : this;
        }
    }

    static Readings of(Reading one) {
        return new Readings(List.of(one));
    }

    /** All of both that may count. Who has said something has read the room as well if it is read beside that, followed or not. */
    Readings and(Readings later) {
        List<Reading> both = new ArrayList<>(each);
        for (Reading next : later.each) {
            both.removeIf(next::covers);
            if (both.stream().noneMatch(known -> known.covers(next))) {
                both.add(next);
            }
        }
        boolean isAllSaid =
                each.stream().allMatch(Reading::isSaid) && later.each.stream().allMatch(Reading::isSaid);
        return new Readings(both.stream()
                .skip(Math.max(0, both.size() - MOST))
                .map(one -> isAllSaid ? one : one.following())
                .toList());
    }
}
