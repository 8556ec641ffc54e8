package dev.parlance.broker.store;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.LogEnd;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a room's log is, but for its messages.
 *
 * @param life its epoch, and where that came from
 * @param posts how many messages are kept
 * @param firstId the oldest number of a client message id that may be remembered
 * @param nextId the number of the next
 * @param counts what is counted of its events
 * @param mark what it knows of its archive
 */
record LogHead(
        RoomId roomId,
        LogLife life,
        long offset,
        long evictedPost,
        long evictedChange,
        long posts,
        Instant lastEvent,
        Retention retention,
        long firstId,
        long nextId,
        LogCounts counts,
        LogMark mark) {
    private static final int KIND = 20;

    static LogHead unused(RoomId roomId, LogLife life) {
        return new LogHead(
                roomId, life, 0, 0, 0, 0, Instant.EPOCH, Retention.DEFAULT, 0, 0, LogCounts.NONE, LogMark.NONE);
    }

    static LogHead read(byte[] bytes) {
        return FormReader.read(bytes, "the head of a log", form -> {
            form.expect("head of a log", KIND);
            LogHead head = new LogHead(
                    new RoomId(form.text()),
                    LogLife.read(form),
                    form.number(),
                    form.number(),
                    form.number(),
                    form.number(),
                    form.instant(),
                    new Retention(Math.toIntExact(form.number()), Duration.ofSeconds(form.number(), form.number())),
                    form.number(),
                    form.number(),
                    LogCounts.read(form),
                    LogMark.NONE);
            return form.isFrom(3) ? head.archived(form.flag(), LogMark.read(form)) : head;
        });
    }

    byte[] toBytes() {
        FormWriter form = life.write(FormWriter.of(KIND).text(roomId.value()))
                .number(offset)
                .number(evictedPost)
                .number(evictedChange)
                .number(posts)
                .instant(lastEvent)
                .number(retention.maxMessages())
                .number(retention.timeToLive().toSeconds())
                .number(retention.timeToLive().toNanosPart())
                .number(firstId)
                .number(nextId);
        return mark.write(counts.write(form).flag(retention.archived())).toBytes();
    }

    private LogHead archived(boolean archived, LogMark now) {
        return (archived ? kept(retention.inFrontOfAnArchive()) : this).marked(now);
    }

    /** One that begins now behind what is archived, or where nothing is. */
    static LogHead begun(RoomId roomId, LogLife life, @Nullable LogEnd end, Instant now) {
        long start = end == null ? 0 : end.position().offset();
        LogCounts counts = end == null
                ? LogCounts.NONE
                : new LogCounts(
                        start - end.posts(), end.deletions(), end.roomMentions().size(), 0, 0);
        return new LogHead(
                roomId,
                life,
                start,
                start,
                start,
                0,
                now.truncatedTo(ChronoUnit.MILLIS),
                Retention.DEFAULT.inFrontOfAnArchive(),
                0,
                0,
                counts,
                LogMark.NONE.movedTo(start));
    }

    /** Whether something is to be archived. */
    boolean isBehind() {
        return retention.archived() && offset > mark.offset();
    }

    LogHead marked(LogMark now) {
        return new LogHead(
                roomId,
                life,
                offset,
                evictedPost,
                evictedChange,
                posts,
                lastEvent,
                retention,
                firstId,
                nextId,
                counts,
                now);
    }

    /** A change that stood behind the history was forgotten. */
    LogHead changeEvicted(long change) {
        return new LogHead(
                roomId,
                life,
                offset,
                evictedPost,
                Math.max(evictedChange, change),
                posts,
                lastEvent,
                retention,
                firstId,
                nextId,
                counts,
                mark);
    }

    private LogHead kept(Retention kept) {
        return new LogHead(
                roomId,
                life,
                offset,
                evictedPost,
                evictedChange,
                posts,
                lastEvent,
                kept,
                firstId,
                nextId,
                counts,
                mark);
    }

    Position position() {
        return new Position(life.epoch(), offset);
    }

    /** What goes on where this one stands, in another life. */
    LogHead in(LogLife next) {
        return new LogHead(
                roomId,
                next,
                offset,
                evictedPost,
                evictedChange,
                posts,
                lastEvent,
                retention,
                firstId,
                nextId,
                counts,
                mark);
    }

    boolean isForgotten(Instant now) {
        return offset > 0 && !isBehind() && !now.isBefore(lastEvent.plus(ChatBroker.POSITION_TIME_TO_LIVE));
    }

    boolean isExpired(Instant now) {
        return (posts > 0 || mark.restored() > 0) && isOver(now);
    }

    /** Whether the time to live of what there is has passed. */
    boolean isOver(Instant now) {
        return !now.isBefore(lastEvent.plus(retention.timeToLive()));
    }

    /** Whether what was brought back, to be changed first, has had its time too. */
    boolean isOverForRestored(Instant now) {
        return isOver(now) && !now.isBefore(mark.lastRestored().plus(retention.timeToLive()));
    }

    /** The next event: a clock that is set back must not reorder what people see. */
    LogHead next(Instant now) {
        Instant millis = now.truncatedTo(ChronoUnit.MILLIS);
        return new LogHead(
                roomId,
                life,
                offset + 1,
                evictedPost,
                evictedChange,
                posts,
                millis.isAfter(lastEvent) ? millis : lastEvent,
                retention,
                firstId,
                nextId,
                counts,
                mark);
    }

    LogHead posted(Retention kept) {
        return new LogHead(
                roomId,
                life,
                offset,
                evictedPost,
                evictedChange,
                posts + 1,
                lastEvent,
                kept,
                firstId,
                nextId,
                counts,
                mark);
    }

    LogHead evicted(long post, long change) {
        return new LogHead(
                roomId,
                life,
                offset,
                post,
                Math.max(evictedChange, change),
                posts - 1,
                lastEvent,
                retention,
                firstId,
                nextId,
                counts,
                mark);
    }

    /** How many posts there were in this epoch. */
    long number() {
        return offset - counts.changes();
    }

    LogHead counting(LogCounts now) {
        return new LogHead(
                roomId,
                life,
                offset,
                evictedPost,
                evictedChange,
                posts,
                lastEvent,
                retention,
                firstId,
                nextId,
                now,
                mark);
    }

    LogHead remembering(long first, long next) {
        return new LogHead(
                roomId,
                life,
                offset,
                evictedPost,
                evictedChange,
                posts,
                lastEvent,
                retention,
                first,
                next,
                counts,
                mark);
    }
}
