package dev.parlance.broker;

import dev.parlance.model.Message;
import java.util.Map;

/** What a stored message takes in memory: two bytes a character, and what even the shortest costs. */
final class MessageWeight {
    private static final int MESSAGE = 384;
    private static final int ENTRY = 96;

    private MessageWeight() {}

    static long of(Message message) {
        long bytes = MESSAGE + 2L * message.text().length();
        for (Map.Entry<String, String> each : message.metadata().entrySet()) {
            bytes += ENTRY + 2L * (each.getKey().length() + each.getValue().length());
        }
        return bytes;
    }
}
