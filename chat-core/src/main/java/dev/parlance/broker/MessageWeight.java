package dev.parlance.broker;

import dev.parlance.model.Attachment;
import dev.parlance.model.Message;
import dev.parlance.model.UserId;
import java.util.List;
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
        for (UserId user : message.mentions()) {
            bytes += ENTRY + 2L * user.value().length();
        }
        for (Attachment each : message.attachments()) {
            bytes += 3L * ENTRY + 2L * (each.name().length() + each.type().length());
        }
        for (Map.Entry<String, List<UserId>> each : message.reactions().entrySet()) {
            bytes += 3L * ENTRY + 2L * each.getKey().length();
            bytes += 8L * each.getValue().size(); // the users are those of the reactions beside the log
        }
        return bytes;
    }
}
