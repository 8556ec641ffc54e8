package dev.parlance.protocol.words;

import dev.parlance.model.Message;
import dev.parlance.model.Reaction;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.UserId;
import dev.parlance.transport.OwnReactions;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Writes what makes a conversation of messages: whom they answer and mention, what others add to them, and what became of them. */
final class ConversationWriter {
    private ConversationWriter() {}

    /** What its author says beside the text; fields of an object that was begun. Most messages have none of it. */
    static void said(Message message, JsonGenerator json) {
        message.replyTo().ifPresent(id -> json.writeStringProperty("replyTo", id.value()));
        if (!message.mentions().isEmpty()) {
            json.writeName("mentions");
            users(message.mentions(), json);
        }
        if (message.mentionsRoom()) {
            json.writeBooleanProperty("mentionsRoom", true);
        }
        if (!message.attachments().isEmpty()) {
            AttachmentWriter.write(message, json);
        }
    }

    /** What was added to it since; fields of an object that was begun. */
    static void added(Message message, JsonGenerator json) {
        message.pinnedAt().ifPresent(at -> json.writeNumberProperty("pinnedAt", at.toEpochMilli()));
        message.thread().ifPresent(thread -> thread(thread, json));
        if (!message.reactionCounts().isEmpty()) {
            reactions(message, json);
        }
    }

    static void updated(ServerEvent.MessageUpdated updated, JsonGenerator json) {
        json.writeStartObject();
        MessageWriter.latestFields(updated.message(), json);
        Reaction reaction = updated.reaction();
        if (reaction != null) {
            json.writeName("reaction");
            json.writeStartObject();
            json.writeStringProperty("userId", reaction.userId().value());
            json.writeStringProperty("emoji", WellFormed.of(reaction.emoji()));
            json.writeBooleanProperty("on", reaction.on());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Fields of an object that was begun. */
    static void own(ServerEvent.OwnReaction own, JsonGenerator json) {
        json.writeStringProperty("id", own.messageId().value());
        json.writeStringProperty("emoji", WellFormed.of(own.reaction().emoji()));
        json.writeBooleanProperty("on", own.reaction().on());
    }

    /** What the user who is answered reacted with, where the message does not say it; a field of an object that was begun. */
    static void own(Message message, OwnReactions own, JsonGenerator json) {
        Set<String> reactions = own.of().get(message.position());
        if (reactions != null) {
            json.writeName("ownReactions");
            json.writeStartArray();
            reactions.forEach(emoji -> json.writeString(WellFormed.of(emoji)));
            json.writeEndArray();
        }
    }

    /** Fields of an object that was begun. */
    static void one(ServerReply.OneMessage one, JsonGenerator json) {
        MessageWriter.latestFields(one.message(), json);
        own(one.message(), one.own(), json);
    }

    /** Fields of an object that was begun. */
    static void users(ServerReply.Users some, JsonGenerator json) {
        json.writeStringProperty("roomId", some.roomId().value());
        json.writeStringProperty("id", some.messageId().value());
        json.writeName("users");
        users(some.page().users(), json);
        json.writeBooleanProperty("hasMore", some.page().hasMore());
    }

    private static void thread(ThreadSummary thread, JsonGenerator json) {
        json.writeName("thread");
        json.writeStartObject();
        json.writeNumberProperty("replies", thread.replies());
        json.writeStringProperty("lastId", thread.last().value());
        json.writeNumberProperty("lastAt", thread.lastAt().toEpochMilli());
        json.writeEndObject();
    }

    private static void reactions(Message message, JsonGenerator json) {
        json.writeName("reactionCounts");
        json.writeStartObject();
        message.reactionCounts().forEach((emoji, count) -> json.writeNumberProperty(WellFormed.of(emoji), count));
        json.writeEndObject();
        json.writeName("reactions");
        json.writeStartObject();
        message.reactions().forEach((emoji, users) -> {
            json.writeName(WellFormed.of(emoji));
            users(users, json);
        });
        json.writeEndObject();
    }

    private static void users(List<UserId> users, JsonGenerator json) {
        json.writeStartArray();
        users.forEach(user -> json.writeString(user.value()));
        json.writeEndArray();
    }

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
