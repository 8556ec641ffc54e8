package dev.parlance.protocol.words;

import dev.parlance.model.ChatException;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.transport.OwnReactions;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import tools.jackson.core.JsonGenerator;

/** Writes the {@code data} of events and answers. */
public final class EventWriter {
    private EventWriter() {}

    /**
     * Writes the data of an event.
     *
     * @param event which
     * @param json where to
     */
    public static void write(ServerEvent event, JsonGenerator json) {
        if (event instanceof ServerEvent.MessagePosted posted) {
            MessageWriter.posted(posted.message(), json);
        } else if (event instanceof ServerEvent.UserTyping typing) {
            PresenceWriter.typing(typing, json);
        } else if (event instanceof ServerEvent.UserJoined joined) {
            PresenceWriter.user(joined.roomId(), joined.user(), json);
        } else if (event instanceof ServerEvent.UserLeft left) {
            PresenceWriter.user(left.roomId(), left.user(), json);
        } else if (event instanceof ServerEvent.UsersChanged changed) {
            PresenceWriter.changed(changed, json);
        } else if (event instanceof ServerEvent.MessageUpdated updated) {
            ConversationWriter.updated(updated, json);
        } else if (event instanceof ServerEvent.Signalled signalled) {
            signal(signalled, json);
        } else if (event instanceof ServerEvent.RoomUpdated updated) {
            json.writeStartObject();
            RoomWriter.updated(updated, json);
            json.writeEndObject();
        } else if (event instanceof ServerEvent.MemberUpdated updated) {
            begin(updated.roomId(), json);
            RoomWriter.updated(updated, json);
            json.writeEndObject();
        } else if (event instanceof ServerEvent.MarkUpdated updated) {
            MarkWriter.updated(updated, json);
        } else if (event instanceof ServerEvent.UserMentioned mentioned) {
            begin(mentioned.mention().roomId(), json);
            MarkWriter.mentioned(mentioned, json);
            json.writeEndObject();
        } else if (event instanceof ServerEvent.OwnReaction own) {
            begin(own.reacted(), json);
            ConversationWriter.own(own, json);
            json.writeEndObject();
        } else if (event instanceof ServerEvent.WatchGap) {
            json.writeStartObject();
            json.writeEndObject();
        } else if (event instanceof ServerEvent.ProfileUpdated updated) {
            ProfileWriter.profile(updated.profile(), json);
        } else if (event instanceof ServerEvent.Read read) {
            begin(read.roomId(), json);
            MarkWriter.readers(read, json);
            json.writeEndObject();
        } else if (event instanceof ServerEvent.RoomActivity activity) {
            FollowedWriter.activity(activity, json);
        } else if (event instanceof ServerEvent.HistoryGap gap) {
            begin(gap.roomId(), json);
            json.writeEndObject();
        } else if (event instanceof ServerEvent.RemovedFromRoom removed) {
            removed(removed, json);
        } else if (event instanceof ServerEvent.MessageHistory history) {
            MessageWriter.messages(history.messages(), OwnReactions.SAID, json);
        } else if (event instanceof ServerEvent.RoomUsers users) {
            MessageWriter.users(users.members(), json);
        } else if (event instanceof ServerEvent.Failure failure) {
            failure(failure, json);
        } else {
            throw wordless(event);
        }
    }

    /**
     * Writes the data of an answer.
     *
     * @param reply which; for a failure this writes the error itself
     * @param json where to
     */
    public static void write(ServerReply reply, JsonGenerator json) {
        write(reply, MessageList.WHOLE, json);
    }

    /**
     * Writes the data of an answer.
     *
     * @param reply which; for a failure this writes the error itself
     * @param messages how the messages of a history are written
     * @param json where to
     */
    public static void write(ServerReply reply, MessageList messages, JsonGenerator json) {
        if (reply instanceof ServerReply.Failed failed) {
            error(failed.error(), json);
            return;
        }
        json.writeStartObject();
        if (reply instanceof ServerReply.Sent sent) {
            receipt(sent.receipt(), json);
        } else if (reply instanceof ServerReply.Changed changed) {
            ConversationWriter.changed(changed, json);
        } else if (reply instanceof ServerReply.OneMessage one) {
            ConversationWriter.one(one, json);
        } else if (reply instanceof ServerReply.Messages some) {
            messages(some, messages, json);
        } else if (reply instanceof ServerReply.Users users) {
            ConversationWriter.users(users, json);
        } else if (reply instanceof ServerReply.Marked marked) {
            MarkWriter.mark(marked.count(), json);
        } else if (reply instanceof ServerReply.Followed followed) {
            FollowedWriter.page(followed.page(), json);
        } else if (reply instanceof ServerReply.Profiles some) {
            ProfileWriter.profiles(some.profiles(), json);
        } else if (reply instanceof ServerReply.Watching watching) {
            json.writeBooleanProperty("on", watching.on());
        } else if (reply instanceof ServerReply.Done done) {
            json.writeStringProperty("roomId", done.roomId().value());
        } else if (reply instanceof ServerReply.Authenticated authenticated) {
            authenticated(authenticated.user(), json);
        } else if (reply instanceof ServerReply.Joined joined) {
            joined(joined, messages, json);
        } else if (reply instanceof ServerReply.History history) {
            json.writeStringProperty("roomId", history.roomId().value());
            page(history.page(), history.own(), messages, json);
        } else if (reply instanceof ServerReply.Room room) {
            RoomWriter.record(room.record(), json);
        } else if (reply instanceof ServerReply.Membership membership) {
            RoomWriter.member(membership.roomId(), membership.member(), json);
        } else if (reply instanceof ServerReply.RoomMembers members) {
            RoomWriter.page(members.roomId(), members.page(), json);
        } else if (!(reply instanceof ServerReply.Pong)) {
            throw wordless(reply);
        }
        json.writeEndObject();
    }

    /** A member of a sealed family that was added without its words: a test over each family sees it first. */
    private static IllegalArgumentException wordless(Object value) {
        return new IllegalArgumentException("no words for " + value.getClass().getName());
    }

    /**
     * Writes a page of the history as fields of an object that was begun.
     *
     * @param page the page
     * @param json where to
     */
    public static void page(HistoryPage page, JsonGenerator json) {
        page(page, OwnReactions.SAID, MessageList.WHOLE, json);
    }

    private static void page(HistoryPage page, OwnReactions own, MessageList messages, JsonGenerator json) {
        json.writeName("messages");
        messages.write(page.messages(), own, json);
        json.writeBooleanProperty("hasMore", page.hasMore());
        MessageWriter.position(page.position(), json);
    }

    private static void messages(ServerReply.Messages some, MessageList messages, JsonGenerator json) {
        json.writeStringProperty("roomId", some.roomId().value());
        if (some.messageId() != null) {
            json.writeStringProperty("id", some.messageId().value());
        }
        json.writeName("messages");
        messages.write(some.page().messages(), some.own(), json);
        json.writeBooleanProperty("hasMore", some.page().hasMore());
    }

    private static void authenticated(User user, JsonGenerator json) {
        MessageWriter.user(user, json);
        if (user.expiresAt().isPresent()) {
            json.writeNumberProperty("expiresAt", user.expiresAt().get().toEpochMilli());
        }
    }

    private static void joined(ServerReply.Joined joined, MessageList messages, JsonGenerator json) {
        json.writeStringProperty("roomId", joined.roomId().value());
        MessageWriter.position(joined.position(), json);
        json.writeName("messages");
        messages.write(joined.messages(), joined.own(), json);
        json.writeName("members");
        MessageWriter.users(joined.members(), json);
        json.writeBooleanProperty("recovered", joined.recovered());
        if (joined.changesLost()) {
            json.writeBooleanProperty("changesLost", true);
        }
    }

    /**
     * Writes a receipt as fields of an object that was begun.
     *
     * @param receipt of a message that was placed
     * @param json where to
     */
    public static void receipt(Receipt receipt, JsonGenerator json) {
        json.writeStringProperty("roomId", receipt.roomId().value());
        json.writeStringProperty("id", receipt.messageId().value());
        json.writeStringProperty("epoch", receipt.position().epoch());
        json.writeNumberProperty("offset", receipt.position().offset());
        json.writeNumberProperty("timestamp", receipt.timestamp().toEpochMilli());
        if (receipt.number() > 0) {
            json.writeNumberProperty("number", receipt.number());
        }
    }

    private static void begin(RoomId roomId, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("roomId", roomId.value());
    }

    private static void removed(ServerEvent.RemovedFromRoom removed, JsonGenerator json) {
        if (!removed.isKnown()) {
            failure(new ServerEvent.Failure(removed.removal().refusal(), null, removed.roomId()), json);
            return;
        }
        begin(removed.roomId(), json);
        json.writeStringProperty("action", removed.removal().kind().action());
        if (removed.removal().reason().isPresent()) {
            json.writeStringProperty("reason", removed.removal().reason().get());
        }
        json.writeEndObject();
    }

    private static void signal(ServerEvent.Signalled signalled, JsonGenerator json) {
        begin(signalled.roomId(), json);
        json.writeStringProperty("name", signalled.signal().name());
        json.writeName("data");
        MessageWriter.texts(signalled.signal().data(), json);
        signalled
                .signal()
                .sender()
                .ifPresent(
                        sender -> json.writeStringProperty("userId", sender.id().value()));
        json.writeEndObject();
    }

    private static void failure(ServerEvent.Failure failure, JsonGenerator json) {
        json.writeStartObject();
        errorFields(failure.error(), json);
        if (failure.event() != null) {
            json.writeStringProperty("event", WellFormed.of(failure.event()));
        }
        if (failure.roomId() != null) {
            json.writeStringProperty("roomId", failure.roomId().value());
        }
        json.writeEndObject();
    }

    /**
     * Writes an error as an object.
     *
     * @param error what went wrong
     * @param json where to
     */
    public static void error(ChatException error, JsonGenerator json) {
        json.writeStartObject();
        errorFields(error, json);
        json.writeEndObject();
    }

    /**
     * Writes the answer to a plain request that is refused, {@code {"success":false,"error":{...}}}.
     *
     * @param error what was wrong
     * @param json where to
     */
    public static void refused(ChatException error, JsonGenerator json) {
        json.writeStartObject();
        json.writeBooleanProperty("success", false);
        json.writeName("error");
        error(error, json);
        json.writeEndObject();
    }

    private static void errorFields(ChatException error, JsonGenerator json) {
        json.writeStringProperty("code", error.code().name());
        json.writeStringProperty("message", WellFormed.of(error.getMessage()));
        json.writeBooleanProperty("retryable", error.retryable());
        if (error.retryAfter().isPresent()) {
            json.writeNumberProperty(
                    "retryAfterMillis", error.retryAfter().get().toMillis());
        }
        if (error.hostCode().isPresent()) {
            json.writeStringProperty("hostCode", error.hostCode().get());
        }
    }
}
