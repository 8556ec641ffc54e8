package dev.parlance.broker.store;

import dev.parlance.broker.form.FormReader;
import dev.parlance.broker.form.FormWriter;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.time.Instant;

/**
 * A message of which something was not told.
 *
 * @param since when the first of it came
 */
record UntoldMessage(RoomId roomId, Position position, Instant since) {
    private static final int KIND = 31;

    static UntoldMessage read(byte[] bytes) {
        return FormReader.read(bytes, "a message that is to be told", form -> {
            form.expect("message to be told", KIND);
            return new UntoldMessage(new RoomId(form.text()), form.position(), form.instant());
        });
    }

    byte[] toBytes() {
        return FormWriter.of(KIND)
                .text(roomId.value())
                .position(position)
                .instant(since)
                .toBytes();
    }
}
