package dev.parlance.redis.log;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.MessageLog;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.redis.form.DraftBody;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.ScriptCall;
import dev.parlance.redis.link.WordReader;
import dev.parlance.redis.link.WriteTickets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is done to the logs of rooms. For any thread. */
public final class LogWriter {
    private static final int OVERHEAD = 500;

    private final RedisCalls calls;
    private final Names names;
    private final Forms forms;
    private final WriteTickets tickets;

    /** Writes. */
    public LogWriter(RedisCalls calls, Names names, Forms forms, WriteTickets tickets) {
        this.calls = calls;
        this.names = names;
        this.forms = forms;
        this.tickets = tickets;
    }

    /** Stores a message. */
    public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
        if (retention.archived()) {
            return publishArchived(draft, retention);
        }
        RoomId room = draft.roomId();
        boolean plain = draft.replyTo().isEmpty() && !draft.mentionsRoom();
        Key[] keys = plain ? keysOfPost(room) : keysOfMore(room);
        String channel = names.channel(room);
        DraftBody body = forms.of(draft);
        String id = draft.clientMessageId().map(value -> idKey(draft, value)).orElse(null);
        String fingerprint = id == null ? "" : draft.fingerprint();
        String replyTo = draft.replyTo().map(MessageId::value).orElse("");
        String ticket = tickets.next() + "/" + body.ending() + "/" + replyTo;
        long timeToLive = retention.timeToLive().toMillis();
        Call.Request request = (link, firstSent) -> {
            ScriptCall call = (plain ? LogScripts.POST : LogScripts.POST_MORE)
                    .on(keys)
                    .with("shift", link.shiftMillis())
                    .with("generation", link.generation())
                    .with("kept", link.generation() + " " + timeToLive)
                    .with("ttl", timeToLive)
                    .with("birth", link.facts().birth())
                    .with("fresh", link.facts().freshEpoch())
                    .with("cap", retention.maxMessages())
                    .with("channel", channel)
                    .with("ticket", ticket)
                    // so far back the script looks for the ticket, should this have been stored already
                    .with("since", WriteTickets.since(firstSent))
                    .with("body", body.bytes());
            if (!plain) {
                more(call, draft);
            }
            return (id == null ? call : call.with("id", id).with("fingerprint", fingerprint)).arguments();
        };
        return calls.ask(
                request,
                reply -> receipt(room, reply),
                id == null ? Call.Repeat.OURS : Call.Repeat.HARMLESS,
                body.bytes().length + OVERHEAD);
    }

    private CompletionStage<Receipt> publishArchived(MessageDraft draft, Retention retention) {
        RoomId room = draft.roomId();
        Key[] keys = {
            names.meta(room),
            names.history(room),
            names.changes(room),
            names.ids(room),
            names.olderIds(room),
            names.annotations(room),
            names.replies(room),
            names.roomMentions(room),
            names.untold(),
            names.restored(room),
            names.behindRooms()
        };
        String channel = names.channel(room);
        DraftBody body = forms.of(draft);
        String id = draft.clientMessageId().map(value -> idKey(draft, value)).orElse(null);
        String fingerprint = id == null ? "" : draft.fingerprint();
        String ticket = tickets.next() + "/" + body.ending() + "/"
                + draft.replyTo().map(MessageId::value).orElse("");
        Call.Request request = (link, firstSent) -> {
            ScriptCall call = LogScripts.POST_ARCHIVED
                    .on(keys)
                    .with("shift", link.shiftMillis())
                    .with("generation", link.generation())
                    .with("kept", EndedLives.kept(link, retention))
                    .with("mostUnarchived", LogArchiving.MAX_UNARCHIVED)
                    .with("channel", channel)
                    .with("ticket", ticket)
                    .with("since", WriteTickets.since(firstSent))
                    .with("body", body.bytes());
            more(call, draft);
            return (id == null ? call : call.with("id", id).with("fingerprint", fingerprint)).arguments();
        };
        return calls.ask(
                request,
                reply -> receipt(room, reply),
                id == null ? Call.Repeat.OURS : Call.Repeat.HARMLESS,
                body.bytes().length + OVERHEAD);
    }

    private Key[] keysOfPost(RoomId room) {
        return new Key[] {
            names.meta(room), names.history(room), names.changes(room), names.ids(room), names.olderIds(room)
        };
    }

    private Key[] keysOfMore(RoomId room) {
        return new Key[] {
            names.meta(room),
            names.history(room),
            names.changes(room),
            names.ids(room),
            names.olderIds(room),
            names.annotations(room),
            names.reactors(room),
            names.replies(room),
            names.roomMentions(room),
            names.untold()
        };
    }

    private static void more(ScriptCall call, MessageDraft draft) {
        Position root = draft.replyTo().map(MessageId::position).orElse(null);
        call.with("room", draft.roomId().value())
                .with("rootEpoch", root == null ? "" : root.epoch())
                .with("root", root == null ? "" : Long.toString(root.offset()))
                .with("mentionsRoom", draft.mentionsRoom() ? 1 : 0);
    }

    /** Changes a message. */
    public CompletionStage<Message> change(MessageChange change) {
        Message message = change.message();
        RoomId room = message.roomId();
        Key[] keys = {
            names.meta(room),
            names.history(room),
            names.changes(room),
            names.annotations(room),
            names.reactors(room),
            names.replies(room),
            names.deleted(room),
            names.roomMentions(room),
            names.pins(room),
            names.untold(),
            names.restored(room),
            names.behindRooms()
        };
        String channel = names.channel(room);
        byte[] body = forms.of(message);
        int unchanging = Forms.unchanging(message, message.editedAt().isEmpty() && !message.deleted());
        String ticket = tickets.next();
        Call.Request request = (link, firstSent) -> LogScripts.CHANGE
                .on(keys)
                .with("shift", link.shiftMillis())
                .with("generation", link.generation())
                .with("fresh", link.facts().freshEpoch())
                .with("channel", channel)
                .with("room", room.value())
                .with("postEpoch", message.position().epoch())
                .with("post", message.position().offset())
                .with("posted", stamp(message.timestamp()))
                .with("number", message.number())
                .with("replyTo", message.replyTo().map(MessageId::value).orElse(""))
                .with("expected", change.expectedContentOffset())
                .with("ticket", ticket)
                .with("body", body)
                .with("unchanging", unchanging)
                .with("deletes", message.deleted() ? 1 : 0)
                .with("mentionsRoom", message.mentionsRoom() ? 1 : 0)
                .with("pinned", message.pinnedAt().isPresent() ? 1 : 0)
                .with("mostPins", MessageLog.MAX_PINS)
                .with("mostUnarchived", 2L * LogArchiving.MAX_UNARCHIVED)
                .arguments();
        return calls.ask(request, reply -> changed(message, reply), Call.Repeat.HARMLESS, body.length + OVERHEAD);
    }

    /** What others added is the store's, whatever the change said of it. */
    private static Message changed(Message message, @Nullable Object reply) {
        WordReader words = EndedLives.words(message.roomId(), reply).skip();
        Message.Builder next = message.toBuilder().changeOffset(words.number()).reactions(Map.of());
        Additions.read(words.rest()).to(next);
        return next.build();
    }

    private static Receipt receipt(RoomId room, @Nullable Object reply) {
        WordReader words = EndedLives.words(room, reply);
        Position position = new Position(words.word(), words.number());
        return new Receipt(room, position, Instant.ofEpochMilli(words.number()), words.number());
    }

    /** As the store writes it; what it cannot have written it will not find. */
    private static String stamp(Instant timestamp) {
        boolean whole = timestamp.truncatedTo(ChronoUnit.MILLIS).equals(timestamp);
        return whole ? Long.toString(timestamp.toEpochMilli()) : timestamp.toString();
    }

    /** With the length of the first part, so that two pairs never run together. */
    private static String idKey(MessageDraft draft, String clientMessageId) {
        String author = draft.author().id().value();
        return ":" + author.length() + ":" + author + clientMessageId;
    }
}
