package dev.parlance.protocol.words;

import dev.parlance.transport.ServerReply;
import tools.jackson.core.JsonGenerator;

/** Writes what became of messages that are there. */
final class ConversationWriter {
    private ConversationWriter() {}

    /** Fields of an object that was begun. */
    static void changed(ServerReply.Changed changed, JsonGenerator json) {
        json.writeStringProperty("roomId", changed.roomId().value());
        json.writeStringProperty("id", changed.messageId().value());
        json.writeNumberProperty("changeOffset", changed.changeOffset());
        if (changed.editedAt() != null) {
            json.writeNumberProperty("editedAt", changed.editedAt().toEpochMilli());
        }
    }
}
