package dev.parlance.protocol.words;

import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.User;
import dev.parlance.transport.OwnReactions;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** Writes messages, users and positions. */
final class MessageWriter {
    /** Names of what every message has: their bytes are made once. */
    private static final SerializedString ROOM_ID = new SerializedString("roomId");

    private static final SerializedString USER_ID = new SerializedString("userId");
    private static final SerializedString USERNAME = new SerializedString("username");
    private static final SerializedString MESSAGE = new SerializedString("message");
    private static final SerializedString TIMESTAMP = new SerializedString("timestamp");
    private static final SerializedString ID = new SerializedString("id");
    private static final SerializedString EPOCH = new SerializedString("epoch");
    private static final SerializedString OFFSET = new SerializedString("offset");
    private static final SerializedString NUMBER = new SerializedString("number");
    private static final SerializedString CLIENT_MESSAGE_ID = new SerializedString("clientMessageId");

    private MessageWriter() {}

    static void messages(List<Message> messages, OwnReactions own, JsonGenerator json) {
        json.writeStartArray();
        for (Message message : messages) {
            present(message, own, json);
        }
        json.writeEndArray();
    }

    /** As it is now. */
    static void present(Message message, OwnReactions own, JsonGenerator json) {
        json.writeStartObject();
        if (message.changeOffset() > message.position().offset()) {
            latestFields(message, json);
            ConversationWriter.own(message, own, json);
        } else {
            fields(message, json);
        }
        json.writeEndObject();
    }

    static void posted(Message message, JsonGenerator json) {
        json.writeStartObject();
        fields(message, json);
        json.writeEndObject();
    }

    static void latestFields(Message message, JsonGenerator json) {
        fields(message, json);
        json.writeNumberProperty("changeOffset", message.changeOffset());
        message.editedAt().ifPresent(at -> json.writeNumberProperty("editedAt", at.toEpochMilli()));
        if (message.deleted()) {
            json.writeBooleanProperty("deleted", true);
        }
        ConversationWriter.added(message, json);
    }

    private static void fields(Message message, JsonGenerator json) {
        Position position = message.position();
        text(ROOM_ID, message.roomId().value(), json);
        user(message.author(), json);
        text(MESSAGE, message.attachments().isEmpty() ? message.text() : AttachmentWriter.text(message), json);
        number(TIMESTAMP, message.timestamp().toEpochMilli(), json);
        text(ID, MessageId.at(position).value(), json);
        text(EPOCH, position.epoch(), json);
        number(OFFSET, position.offset(), json);
        if (message.number() > 0) { // else nobody has counted
            number(NUMBER, message.number(), json);
        }
        message.clientMessageId().ifPresent(id -> text(CLIENT_MESSAGE_ID, id, json));
        if (!message.metadata().isEmpty()) {
            json.writeName("metadata");
            texts(message.metadata(), json);
        }
        ConversationWriter.said(message, json);
    }

    private static void text(SerializedString name, String value, JsonGenerator json) {
        json.writeName(name);
        json.writeString(value);
    }

    private static void number(SerializedString name, long value, JsonGenerator json) {
        json.writeName(name);
        json.writeNumber(value);
    }

    static void users(List<User> users, JsonGenerator json) {
        if (users.size() > UserList.LONG) {
            UserList.write(users, json);
            return;
        }
        json.writeStartArray();
        for (User user : users) {
            json.writeStartObject();
            user(user, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void user(User user, JsonGenerator json) {
        text(USER_ID, user.id().value(), json);
        text(USERNAME, user.name(), json);
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
