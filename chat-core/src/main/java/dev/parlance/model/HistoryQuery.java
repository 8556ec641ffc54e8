package dev.parlance.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Which part of a room's history is wanted: the newest messages, or those next before or after an offset. */
public final class HistoryQuery {
    /** The most messages of one page. */
    public static final int MAX_LIMIT = 1000;

    private final int limit;
    private final long before;
    private final long after;
    private final @Nullable String epoch;

    private HistoryQuery(int limit, long before, long after, @Nullable String epoch) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ChatException(ErrorCode.BAD_REQUEST, "limit must be a whole number from 1 to " + MAX_LIMIT);
        }
        this.limit = limit;
        this.before = before;
        this.after = after;
        this.epoch = epoch;
    }

    /**
     * The newest messages.
     *
     * @param limit at most this many, 1 to {@value #MAX_LIMIT}
     * @return the query
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} for another limit
     */
    public static HistoryQuery newest(int limit) {
        return new HistoryQuery(limit, -1, -1, null);
    }

    /**
     * The messages posted last before an offset.
     *
     * @param offset the one not included, 0 or more
     * @param limit at most this many, 1 to {@value #MAX_LIMIT}
     * @return the query
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} for another limit or a negative offset
     */
    public static HistoryQuery before(long offset, int limit) {
        return new HistoryQuery(limit, checked("before", offset), -1, null);
    }

    /**
     * The messages posted first after an offset.
     *
     * @param offset the one not included, 0 or more
     * @param limit at most this many, 1 to {@value #MAX_LIMIT}
     * @return the query
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} for another limit or a negative offset
     */
    public static HistoryQuery after(long offset, int limit) {
        return new HistoryQuery(limit, -1, checked("after", offset), null);
    }

    /**
     * Says which epoch the offset is from, so that an offset of a lost log is told ({@link ErrorCode#POSITION_LOST}) instead of
     * being taken for one of the new log.
     *
     * @param value the epoch, or null if unknown
     * @return a query that says so
     */
    public HistoryQuery inEpoch(@Nullable String value) {
        return new HistoryQuery(limit, before, after, value);
    }

    /**
     * How many at the most.
     *
     * @return 1 to {@value #MAX_LIMIT}
     */
    public int limit() {
        return limit;
    }

    /**
     * Only what was posted before this offset, and of that the last.
     *
     * @return the offset, if asked for
     */
    public OptionalLong before() {
        return before < 0 ? OptionalLong.empty() : OptionalLong.of(before);
    }

    /**
     * Only what was posted after this offset, and of that the first.
     *
     * @return the offset, if asked for
     */
    public OptionalLong after() {
        return after < 0 ? OptionalLong.empty() : OptionalLong.of(after);
    }

    /**
     * The epoch of the offset.
     *
     * @return the epoch, if known
     */
    public Optional<String> epoch() {
        return Optional.ofNullable(epoch);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HistoryQuery that
                && limit == that.limit
                && before == that.before
                && after == that.after
                && Objects.equals(epoch, that.epoch);
    }

    @Override
    public int hashCode() {
        return Objects.hash(limit, before, after, epoch);
    }

    @Override
    public String toString() {
        StringBuilder words = new StringBuilder("HistoryQuery[").append(limit);
        if (before >= 0) {
            words.append(" before ").append(before);
        }
        if (after >= 0) {
            words.append(" after ").append(after);
        }
        if (epoch != null) {
            words.append(" in ").append(epoch);
        }
        return words.append(']').toString();
    }

    private static long checked(String what, long offset) {
        if (offset < 0) {
            throw new ChatException(ErrorCode.BAD_REQUEST, what + " must be an offset, 0 or more");
        }
        return offset;
    }
}
