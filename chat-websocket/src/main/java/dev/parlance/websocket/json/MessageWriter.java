package dev.parlance.websocket.json;

import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Writes messages, users and positions. */
final class MessageWriter {
    private MessageWriter() {}

    static void messages(List<Message> messages, JsonGenerator json) {
        json.writeStartArray();
        for (Message message : messages) {
            if (message.changeOffset() > message.position().offset()) {
                latest(message, json);
            } else {
                posted(message, json);
            }
        }
        json.writeEndArray();
    }

    static void posted(Message message, JsonGenerator json) {
        json.writeStartObject();
        fields(message, json);
        json.writeEndObject();
    }

    static void latest(Message message, JsonGenerator json) {
        json.writeStartObject();
        fields(message, json);
        json.writeNumberProperty("changeOffset", message.changeOffset());
        message.editedAt().ifPresent(at -> json.writeNumberProperty("editedAt", at.toEpochMilli()));
        if (message.deleted()) {
            json.writeBooleanProperty("deleted", true);
        }
        if (!message.reactions().isEmpty()) {
            reactions(message.reactions(), json);
        }
        json.writeEndObject();
    }

    private static void fields(Message message, JsonGenerator json) {
        Position position = message.position();
        json.writeStringProperty("roomId", message.roomId().value());
        user(message.author(), json);
        json.writeStringProperty("message", message.text());
        json.writeNumberProperty("timestamp", message.timestamp().toEpochMilli());
        json.writeStringProperty("id", MessageId.at(position).value());
        json.writeStringProperty("epoch", position.epoch());
        json.writeNumberProperty("offset", position.offset());
        message.clientMessageId().ifPresent(id -> json.writeStringProperty("clientMessageId", id));
        if (!message.metadata().isEmpty()) {
            json.writeName("metadata");
            texts(message.metadata(), json);
        }
    }

    private static void reactions(Map<String, List<UserId>> reactions, JsonGenerator json) {
        json.writeName("reactions");
        json.writeStartObject();
        reactions.forEach((reaction, users) -> {
            json.writeName(WellFormed.of(reaction));
            json.writeStartArray();
            users.forEach(user -> json.writeString(user.value()));
            json.writeEndArray();
        });
        json.writeEndObject();
    }

    static void users(List<User> users, JsonGenerator json) {
        json.writeStartArray();
        for (User user : users) {
            json.writeStartObject();
            user(user, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void user(User user, JsonGenerator json) {
        json.writeStringProperty("userId", user.id().value());
        json.writeStringProperty("username", user.name());
    }

    static void position(Position position, JsonGenerator json) {
        json.writeName("position");
        json.writeStartObject();
        json.writeStringProperty("epoch", position.epoch());
        json.writeNumberProperty("offset", position.offset());
        json.writeEndObject();
    }

    static void texts(Map<String, String> texts, JsonGenerator json) {
        json.writeStartObject();
        texts.forEach((name, text) -> {
            json.writeName(name);
            json.writeString(text);
        });
        json.writeEndObject();
    }
}
