package dev.parlance.protocol.words;

import dev.parlance.model.Activity;
import dev.parlance.model.FollowedPage;
import dev.parlance.model.FollowedRoom;
import dev.parlance.model.Message;
import dev.parlance.transport.ServerEvent;
import tools.jackson.core.JsonGenerator;

/** Writes the rooms that a user follows, each with what was said last, of which a list shows the beginning. */
final class FollowedWriter {
    /** Of a text longer than this the rest is cut off. */
    static final int MOST_CHARACTERS = 200;

    private FollowedWriter() {}

    /** Fields of an object that was begun. */
    static void page(FollowedPage page, JsonGenerator json) {
        json.writeName("rooms");
        json.writeStartArray();
        page.rooms().forEach(room -> room(room, json));
        json.writeEndArray();
        json.writeBooleanProperty("hasMore", page.hasMore());
    }

    /** The whole event. */
    static void activity(ServerEvent.RoomActivity activity, JsonGenerator json) {
        json.writeStartObject();
        json.writeName("rooms");
        json.writeStartArray();
        for (Activity each : activity.rooms()) {
            json.writeStartObject();
            json.writeStringProperty("roomId", each.roomId().value());
            json.writeStringProperty("epoch", each.position().epoch());
            json.writeNumberProperty("offset", each.position().offset());
            json.writeNumberProperty("posts", each.posts());
            if (each.deleted()) {
                json.writeBooleanProperty("deleted", true);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void room(FollowedRoom room, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("roomId", room.roomId().value());
        json.writeStringProperty("kind", RoomWriter.word(room.kind()));
        room.name().ifPresent(name -> json.writeStringProperty("name", name));
        room.topic().ifPresent(topic -> json.writeStringProperty("topic", topic));
        room.picture().ifPresent(picture -> json.writeStringProperty("picture", picture.toString()));
        MessageWriter.position(room.position(), json);
        json.writeNumberProperty("posts", room.posts());
        MarkWriter.mark(room.unread(), json);
        room.last().ifPresent(last -> last(last, json));
        room.peer().ifPresent(peer -> {
            json.writeName("peer");
            ProfileWriter.profile(peer, json);
        });
        json.writeEndObject();
    }

    private static void last(Message message, JsonGenerator json) {
        String text = message.text();
        json.writeName("last");
        json.writeStartObject();
        MessageWriter.user(message.author(), json);
        json.writeStringProperty("message", WellFormed.of(beginning(text)));
        if (text.length() > MOST_CHARACTERS) {
            json.writeBooleanProperty("cut", true);
        }
        json.writeNumberProperty("timestamp", message.timestamp().toEpochMilli());
        json.writeStringProperty("id", message.id().value());
        if (message.number() > 0) {
            json.writeNumberProperty("number", message.number());
        }
        json.writeEndObject();
    }

    /** No character is cut in two. */
    private static String beginning(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        boolean isBetweenHalves = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1));
        return text.substring(0, MOST_CHARACTERS - (isBetweenHalves ? 1 : 0));
    }
}
