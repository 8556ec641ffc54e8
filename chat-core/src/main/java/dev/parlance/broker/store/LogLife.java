package dev.parlance.broker.store;

import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Position;
import org.jspecify.annotations.Nullable;

/**
 * One life of a log: an epoch within a generation of the store.
 *
 * @param former where the log stood in the epoch before, if that was carried over when the store fell back: up to there its positions stay good
 */
record LogLife(String epoch, String generation, @Nullable Position former) {
    static LogLife read(FormReader form) {
        return new LogLife(form.text(), form.text(), form.flag() ? form.position() : null);
    }

    FormWriter write(FormWriter form) {
        form.text(epoch).text(generation).flag(former != null);
        return former == null ? form : form.position(former);
    }

    boolean isOf(StoreTransaction transaction) {
        return generation.equals(transaction.generation());
    }

    /** This one, for a log that stood there before. */
    LogLife after(Position before) {
        return new LogLife(epoch, generation, before);
    }

    /** The position at an offset of this life, or of what was carried over. */
    Position at(long offset) {
        return new Position(former == null || offset > former.offset() ? epoch : former.epoch(), offset);
    }

    /** Whether the former epoch is that one, and was carried over up to an offset. */
    boolean carries(String earlier, long offset) {
        return former != null && former.epoch().equals(earlier) && offset <= former.offset();
    }
}
