package dev.parlance.protocol.words;

import dev.parlance.model.Attachment;
import dev.parlance.model.Message;
import dev.parlance.model.RoomId;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** Writes the files of messages. A message of files alone says in its text what they are called and where they are, for clients that know no files. */
final class AttachmentWriter {
    private AttachmentWriter() {}

    /** What a message with files says. */
    static String text(Message message) {
        return isFallback(message)
                ? message.attachments().stream()
                        .map(file -> file.name() + " " + file.path(message.roomId()))
                        .collect(Collectors.joining("\n"))
                : message.text();
    }

    private static boolean isFallback(Message message) {
        return message.text().isBlank();
    }

    /** Fields of an object that was begun. */
    static void write(Message message, JsonGenerator json) {
        if (isFallback(message)) {
            json.writeBooleanProperty("fallback", true);
        }
        json.writeName("attachments");
        json.writeStartArray();
        message.attachments().forEach(file -> write(file, message.roomId(), json));
        json.writeEndArray();
    }

    private static void write(Attachment file, RoomId roomId, JsonGenerator json) {
        String path = file.path(roomId);
        json.writeStartObject();
        json.writeStringProperty("fileId", file.fileId().value());
        json.writeStringProperty("name", file.name());
        json.writeStringProperty("type", file.type());
        json.writeNumberProperty("size", file.size());
        if (file.width().isPresent()) {
            json.writeNumberProperty("width", file.width().getAsInt());
            json.writeNumberProperty("height", file.height().orElseThrow());
        }
        json.writeStringProperty("url", path);
        if (file.hasThumbnail()) {
            json.writeStringProperty("thumbnail", path + "/thumbnail");
        }
        json.writeEndObject();
    }
}
