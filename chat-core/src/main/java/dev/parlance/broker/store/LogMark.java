package dev.parlance.broker.store;

import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import java.time.Instant;

/**
 * What a log knows of the archive behind it.
 *
 * @param offset up to which it is archived
 * @param restored how many messages stand behind the history, as they were brought back or are pinned
 * @param nextRestored the number of the next of them
 * @param lastRestored when the last was brought back
 */
record LogMark(long offset, long restored, long nextRestored, Instant lastRestored) {
    static final LogMark NONE = new LogMark(0, 0, 0, Instant.EPOCH);

    static LogMark read(FormReader form) {
        return new LogMark(form.number(), form.number(), form.number(), form.instant());
    }

    FormWriter write(FormWriter form) {
        return form.number(offset).number(restored).number(nextRestored).instant(lastRestored);
    }

    LogMark movedTo(long upTo) {
        return new LogMark(Math.max(offset, upTo), restored, nextRestored, lastRestored);
    }

    /** One more stands behind the history. */
    LogMark more(Instant at) {
        return new LogMark(offset, restored + 1, nextRestored + 1, at.isAfter(lastRestored) ? at : lastRestored);
    }

    LogMark fewer() {
        return new LogMark(offset, restored - 1, nextRestored, lastRestored);
    }
}
