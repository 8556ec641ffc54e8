package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Which messages of a room are pinned, and since when. Not safe for use by several threads. */
final class RoomPins {
    private static final Comparator<Map.Entry<Long, Instant>> LAST_FIRST = Map.Entry.<Long, Instant>comparingByValue()
            .thenComparing(Map.Entry.comparingByKey())
            .reversed();

    private final Map<Long, Instant> pins = new HashMap<>(2);

    /**
     * Before a message takes its next state.
     *
     * @throws ChatException {@link ErrorCode#TOO_MANY_PINS} if it would be one pin more than there may be
     */
    void requireRoom(Message current, Message next) {
        boolean isNew = next.pinnedAt().isPresent() && current.pinnedAt().isEmpty();
        if (isNew && pins.size() >= MessageLog.MAX_PINS) {
            throw new ChatException(
                    ErrorCode.TOO_MANY_PINS, "at most " + MessageLog.MAX_PINS + " messages of a room are pinned");
        }
    }

    void note(Message next) {
        long offset = next.position().offset();
        next.pinnedAt().ifPresentOrElse(at -> pins.put(offset, at), () -> pins.remove(offset));
    }

    /** A message is back that may have been pinned, and is again if there is room: a log whose pins were lost may have others by now. */
    void restore(Message message) {
        if (message.pinnedAt().isPresent() && pins.size() < MessageLog.MAX_PINS) {
            note(message);
        }
    }

    /** The history has forgotten the message. */
    void forget(Message message) {
        if (message.pinnedAt().isPresent()) {
            pins.remove(message.position().offset());
        }
    }

    List<Message> lastFirst(LongFunction<Message> byOffset) {
        return pins.entrySet().stream()
                .sorted(LAST_FIRST)
                .map(each -> byOffset.apply(each.getKey()))
                .toList();
    }
}
