package dev.parlance.protocol.words;

import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.transport.ServerEvent;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes who comes, goes and types. */
final class PresenceWriter {
    private PresenceWriter() {}

    static void user(RoomId roomId, User user, JsonGenerator json) {
        begin(roomId, json);
        MessageWriter.user(user, json);
        json.writeEndObject();
    }

    static void typing(ServerEvent.UserTyping typing, JsonGenerator json) {
        begin(typing.roomId(), json);
        MessageWriter.user(typing.user(), json);
        json.writeBooleanProperty("isTyping", typing.typing());
        json.writeEndObject();
    }

    static void changed(ServerEvent.UsersChanged changed, JsonGenerator json) {
        begin(changed.roomId(), json);
        json.writeNumberProperty("count", changed.count());
        users("joined", changed.joined(), json);
        users("left", changed.left(), json);
        json.writeEndObject();
    }

    // not as a list of members is, which keeps the last long one for the next
    private static void users(String name, List<User> users, JsonGenerator json) {
        json.writeArrayPropertyStart(name);
        for (User user : users) {
            json.writeStartObject();
            MessageWriter.user(user, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void begin(RoomId roomId, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("roomId", roomId.value());
    }
}
