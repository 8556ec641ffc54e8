package dev.parlance.protocol.words;

import dev.parlance.model.MessageId;
import dev.parlance.model.ReadMark;
import dev.parlance.model.UnreadCount;
import dev.parlance.transport.ServerEvent;
import tools.jackson.core.JsonGenerator;

/** Writes how far users have read, and what is behind that. */
final class MarkWriter {
    private MarkWriter() {}

    /** The whole event. */
    static void updated(ServerEvent.MarkUpdated updated, JsonGenerator json) {
        json.writeStartObject();
        if (updated.count() == null) {
            json.writeStringProperty("roomId", updated.marked().value());
            json.writeBooleanProperty("removed", true);
        } else {
            mark(updated.count(), json);
            json.writeNumberProperty("posts", updated.posts());
        }
        json.writeEndObject();
    }

    /** A field of an object that was begun. */
    static void mark(UnreadCount count, JsonGenerator json) {
        ReadMark mark = count.mark();
        json.writeName("mark");
        json.writeStartObject();
        json.writeStringProperty("roomId", mark.roomId().value());
        json.writeStringProperty("epoch", mark.position().epoch());
        json.writeNumberProperty("offset", mark.position().offset());
        json.writeNumberProperty("number", mark.number());
        json.writeNumberProperty("version", mark.version());
        json.writeNumberProperty("unread", count.unread());
        json.writeNumberProperty("mentions", count.mentions());
        if (mark.markedUnread()) {
            json.writeBooleanProperty("markedUnread", true);
        }
        json.writeEndObject();
    }

    /** Fields of an object that was begun. */
    static void mentioned(ServerEvent.UserMentioned mentioned, JsonGenerator json) {
        MessageId id = mentioned.mention().messageId();
        json.writeStringProperty("id", id.value());
        json.writeNumberProperty("offset", id.position().offset());
        json.writeStringProperty("userId", mentioned.mention().author().value());
        if (mentioned.removed()) {
            json.writeBooleanProperty("removed", true);
        }
    }

    /** Fields of an object that was begun. */
    static void readers(ServerEvent.Read read, JsonGenerator json) {
        json.writeStringProperty("epoch", read.epoch());
        json.writeArrayPropertyStart("readers");
        read.offsets().forEach((userId, offset) -> {
            json.writeStartObject();
            json.writeStringProperty("userId", userId.value());
            json.writeNumberProperty("offset", offset);
            json.writeEndObject();
        });
        json.writeEndArray();
    }
}
