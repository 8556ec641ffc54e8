package dev.parlance.transport;

import dev.parlance.model.RoomRecord;
import java.util.function.UnaryOperator;

/** What a client wants a room's record to say: of what it does not name, what was. Immutable. */
public final class RoomPatch {
    private final UnaryOperator<RoomRecord.Builder> changes;
    private final long bytes;

    private RoomPatch(UnaryOperator<RoomRecord.Builder> changes, long bytes) {
        this.changes = changes;
        this.bytes = bytes;
    }

    /**
     * Names what shall be.
     *
     * @param changes says it, without a state of its own
     * @param bytes how much memory its texts may take
     * @return a patch
     */
    public static RoomPatch of(UnaryOperator<RoomRecord.Builder> changes, long bytes) {
        return new RoomPatch(changes, bytes);
    }

    /**
     * Puts it into a record.
     *
     * @param record the state before
     * @return the state as it is wanted
     * @throws dev.parlance.model.ChatException {@code INVALID_ROOM} if that breaks a rule
     */
    public RoomRecord on(RoomRecord.Builder record) {
        return changes.apply(record).build();
    }

    /** {@return how much memory its texts may take} */
    public long bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "RoomPatch[" + bytes + " bytes]";
    }
}
