package dev.parlance.protocol.words;

import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.transport.ServerEvent;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Writes the records of rooms and their members, as fields of an object that was begun. */
final class RoomWriter {
    private RoomWriter() {}

    static void record(RoomRecord room, JsonGenerator json) {
        json.writeStringProperty("roomId", room.id().value());
        json.writeStringProperty("kind", word(room.kind()));
        room.name().ifPresent(name -> json.writeStringProperty("name", name));
        room.topic().ifPresent(topic -> json.writeStringProperty("topic", topic));
        room.picture().ifPresent(picture -> json.writeStringProperty("picture", picture.toString()));
        room.retention().ifPresent(kept -> {
            json.writeObjectPropertyStart("retention");
            json.writeNumberProperty("maxMessages", kept.maxMessages());
            json.writeNumberProperty("timeToLiveMillis", kept.timeToLive().toMillis());
            json.writeEndObject();
        });
        json.writeBooleanProperty("readOnly", room.readOnly());
        room.slowMode().ifPresent(wait -> json.writeNumberProperty("slowModeMillis", wait.toMillis()));
        json.writeNumberProperty("version", room.version());
        json.writeNumberProperty("createdAt", room.createdAt().toEpochMilli());
    }

    static void updated(ServerEvent.RoomUpdated updated, JsonGenerator json) {
        RoomRecord room = updated.record();
        if (room == null) {
            json.writeStringProperty("roomId", updated.roomId().value());
            json.writeBooleanProperty("deleted", true);
        } else {
            record(room, json);
        }
    }

    static void updated(ServerEvent.MemberUpdated updated, JsonGenerator json) {
        json.writeStringProperty("userId", updated.userId().value());
        RoomRole role = updated.role();
        if (role == null) {
            json.writeBooleanProperty("removed", true);
        } else {
            json.writeStringProperty("role", word(role));
        }
    }

    static void member(RoomId roomId, RoomMember member, JsonGenerator json) {
        json.writeStringProperty("roomId", roomId.value());
        member(member, json);
    }

    static void page(RoomId roomId, RoomMemberPage page, JsonGenerator json) {
        json.writeStringProperty("roomId", roomId.value());
        json.writeArrayPropertyStart("members");
        for (RoomMember each : page.members()) {
            json.writeStartObject();
            member(each, json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanProperty("hasMore", page.hasMore());
    }

    private static void member(RoomMember member, JsonGenerator json) {
        json.writeStringProperty("userId", member.userId().value());
        json.writeStringProperty("role", word(member.role()));
        json.writeNumberProperty("since", member.since().toEpochMilli());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
