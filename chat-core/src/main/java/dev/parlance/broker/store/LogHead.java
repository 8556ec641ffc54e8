package dev.parlance.broker.store;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a room's log is, but for its messages.
 *
 * @param life its epoch, and where that came from
 * @param posts how many messages are kept
 * @param firstId the oldest number of a client message id that may be remembered
 * @param nextId the number of the next
 * @param counts what is counted of its events
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
        LogCounts counts) {
    private static final int KIND = 20;

    static LogHead unused(RoomId roomId, LogLife life) {
        return new LogHead(roomId, life, 0, 0, 0, 0, Instant.EPOCH, Retention.DEFAULT, 0, 0, LogCounts.NONE);
    }

    static LogHead read(byte[] bytes) {
        return FormReader.read(bytes, "the head of a log", form -> {
            form.expect("head of a log", KIND);
            return new LogHead(
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
                    LogCounts.read(form));
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
        return counts.write(form).toBytes();
    }

    Position position() {
        return new Position(life.epoch(), offset);
    }

    /** What goes on where this one stands, in another life. */
    LogHead in(LogLife next) {
        return new LogHead(
                roomId, next, offset, evictedPost, evictedChange, posts, lastEvent, retention, firstId, nextId, counts);
    }

    boolean isForgotten(Instant now) {
        return offset > 0 && !now.isBefore(lastEvent.plus(ChatBroker.POSITION_TIME_TO_LIVE));
    }

    boolean isExpired(Instant now) {
        return posts > 0 && !now.isBefore(lastEvent.plus(retention.timeToLive()));
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
                counts);
    }

    LogHead posted(Retention kept) {
        return new LogHead(
                roomId, life, offset, evictedPost, evictedChange, posts + 1, lastEvent, kept, firstId, nextId, counts);
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
                counts);
    }

    /** How many posts there were in this epoch. */
    long number() {
        return offset - counts.changes();
    }

    LogHead counting(LogCounts now) {
        return new LogHead(
                roomId, life, offset, evictedPost, evictedChange, posts, lastEvent, retention, firstId, nextId, now);
    }

    LogHead remembering(long first, long next) {
        return new LogHead(
                roomId, life, offset, evictedPost, evictedChange, posts, lastEvent, retention, first, next, counts);
    }
}
