package dev.parlance.redis.log;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.MessageLog;
import dev.parlance.model.ChatException;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Refusals;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.ScriptCall;
import dev.parlance.redis.link.WordReader;
import dev.parlance.redis.link.WriteTickets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What others add to messages: reactions, kept beside the log until a change tells of them. For any thread. */
public final class LogAnnotations {
    private static final int OVERHEAD = 500;
    private static final byte[] NOT_FOUND = "!NOT_FOUND".getBytes(StandardCharsets.US_ASCII);

    private final RedisCalls calls;
    private final Names names;
    private final Forms forms;
    private final WriteTickets tickets;

    /** Holds nothing itself. */
    public LogAnnotations(RedisCalls calls, Names names, Forms forms, WriteTickets tickets) {
        this.calls = calls;
        this.names = names;
        this.forms = forms;
        this.tickets = tickets;
    }

    /** Adds or takes away a reaction; true also if it was sent for a second time and may have been its own work. */
    public CompletionStage<Boolean> react(RoomId room, Position message, Reaction reaction) {
        Key[] keys = {
            names.meta(room),
            names.history(room),
            names.changes(room),
            names.annotations(room),
            names.reactors(room),
            names.replies(room),
            names.untold(),
            names.restored(room)
        };
        Call.Request request = (link, firstSent) -> LogScripts.REACT
                .on(keys)
                .with("shift", link.shiftMillis())
                .with("room", room.value())
                .with("postEpoch", message.epoch())
                .with("post", message.offset())
                .with("user", reaction.userId().value())
                .with("emoji", reaction.emoji())
                .with("on", reaction.on() ? 1 : 0)
                .with("sent", WriteTickets.since(firstSent))
                .with("kinds", Message.MAX_REACTIONS)
                .with("most", Message.MAX_REACTORS)
                .with("listed", Message.MAX_LISTED_REACTORS)
                .arguments();
        return calls.ask(request, reply -> Refusals.words(reply).number() == 1, Call.Repeat.HARMLESS, OVERHEAD);
    }

    /** Tells what was not told yet. */
    public CompletionStage<Optional<Message>> tell(RoomId room, Position message) {
        Key[] keys = {
            names.meta(room),
            names.history(room),
            names.changes(room),
            names.annotations(room),
            names.untold(),
            names.restored(room),
            names.behindRooms()
        };
        String ticket = tickets.next();
        byte[] silent = Forms.silent();
        Call.Request request = (link, firstSent) -> LogScripts.TELL
                .on(keys)
                .with("shift", link.shiftMillis())
                .with("generation", link.generation())
                .with("fresh", link.facts().freshEpoch())
                .with("channel", names.channel(room))
                .with("room", room.value())
                .with("postEpoch", message.epoch())
                .with("post", message.offset())
                .with("ticket", ticket)
                .with("format", forms.format())
                .with("silent", silent)
                .with("mostUnarchived", 2L * LogArchiving.MAX_UNARCHIVED)
                .arguments();
        return calls.ask(request, reply -> told(room, reply), Call.Repeat.HARMLESS, OVERHEAD);
    }

    private static Optional<Message> told(RoomId room, @Nullable Object reply) {
        if (reply instanceof byte[] bytes && (bytes.length == 0 || Arrays.equals(bytes, NOT_FOUND))) {
            return Optional.empty();
        }
        WordReader change = EndedLives.words(room, reply);
        return Optional.of(LogAnswers.change(room, change));
    }

    /** Reads who reacted with something. */
    public CompletionStage<UserPage> reactors(
            RoomId room, Position message, String emoji, int limit, @Nullable UserId after) {
        try {
            UserPage.requireLimit(limit);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        Key[] keys = {
            names.meta(room), names.history(room), names.changes(room), names.reactors(room), names.restored(room)
        };
        return calls.ask(
                (link, firstSent) -> LogScripts.reading(link, LogScripts.REACTORS, keys)
                        .with("postEpoch", message.epoch())
                        .with("post", message.offset())
                        .with("emoji", emoji)
                        .with("after", after == null ? "" : after.value())
                        .with("most", limit + 1L)
                        .arguments(),
                reply -> page(limit, Replies.texts(reply)));
    }

    private static UserPage page(int limit, List<String> ids) {
        List<UserId> users = ids.stream().limit(limit).map(UserId::new).toList();
        return new UserPage(users, ids.size() > limit);
    }

    /** Reads what one user reacted with. */
    public CompletionStage<Map<Position, Set<String>>> reactionsOf(RoomId room, UserId user, List<Position> messages) {
        try {
            MessageLog.requireAsked(messages);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        List<Position> asked = List.copyOf(messages);
        Key[] keys = {
            names.meta(room),
            names.history(room),
            names.changes(room),
            names.annotations(room),
            names.reactors(room),
            names.restored(room)
        };
        Call.Request request = (link, firstSent) -> {
            ScriptCall call =
                    LogScripts.reading(link, LogScripts.REACTIONS_OF, keys).with("user", user.value());
            asked.forEach(each -> call.with("ids", MessageId.at(each).value()));
            return call.arguments();
        };
        return calls.ask(request, reply -> own(asked, Replies.list(reply)));
    }

    private static Map<Position, Set<String>> own(List<Position> asked, List<?> answers) {
        Map<Position, Set<String>> own = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            List<String> emoji = Replies.texts(answers.get(i));
            if (!emoji.isEmpty()) {
                own.put(asked.get(i), new LinkedHashSet<>(emoji));
            }
        }
        return own;
    }
}
