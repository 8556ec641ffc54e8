package dev.parlance.broker.store;

import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.Signal;
import java.util.Map;

/** How much memory a call may hold while it waits for its lane: two bytes a character, and what even the shortest costs. */
final class Weight {
    static final long LEAST = 256;

    private Weight() {}

    static long of(MessageDraft draft) {
        return of(draft.text(), draft.metadata());
    }

    static long of(Message message) {
        return of(message.text(), message.metadata());
    }

    static long of(Signal signal) {
        return of(signal.name(), signal.data());
    }

    static long of(String text) {
        return LEAST + 2L * text.length();
    }

    static long of(RoomRecord record) {
        return of(record.name().orElse("") + record.topic().orElse(""));
    }

    private static long of(String text, Map<String, String> more) {
        long characters = 0;
        for (Map.Entry<String, String> each : more.entrySet()) {
            characters += each.getKey().length() + each.getValue().length();
        }
        return of(text) + 2 * characters;
    }
}
