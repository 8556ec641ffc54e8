package dev.parlance.tck.transport;

import dev.parlance.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What a client of the transport under test was told, as much of it as the kit looks at. */
public sealed interface Told {
    /**
     * Something that was not asked for, or not with an id.
     *
     * @param name as in docs/PROTOCOL.md: {@code message}, {@code user_joined}, {@code history_gap}, {@code error}, ...
     * @param detail of a message its text, of joins, leaves and typing the user's name, of an error its code; of others whatever there is
     */
    record Event(String name, String detail) implements Told {}

    /**
     * The answer to a request that had an id.
     *
     * @param requestId that id
     * @param error why it failed, or null
     * @param messages how many messages are in it; 0 for answers that have none
     */
    record Answer(long requestId, @Nullable ErrorCode error, int messages) implements Told {}

    /**
     * The connection has ended, and nothing follows.
     *
     * @param mayComeBack whether a client of this transport would come back by itself: false only if it was told not to
     * @param code the close code, or 0 if there was none or the transport has none
     */
    record Ended(boolean mayComeBack, int code) implements Told {}
}
