package dev.parlance.redis.log;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.LogEnd;
import dev.parlance.broker.LogTail;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.ScriptCall;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the logs of rooms do for an archive behind them. For any thread. */
public final class LogArchives {
    private static final int OVERHEAD = 500;

    private final RedisCalls calls;
    private final Names names;
    private final Forms forms;

    /** Holds nothing itself. */
    public LogArchives(RedisCalls calls, Names names, Forms forms) {
        this.calls = calls;
        this.names = names;
        this.forms = forms;
    }

    /** Has a log that has no life begin one. */
    public CompletionStage<Void> begin(RoomId room, @Nullable LogEnd end) {
        Key[] keys = {
            names.meta(room),
            names.history(room),
            names.changes(room),
            names.ids(room),
            names.olderIds(room),
            names.annotations(room),
            names.reactors(room),
            names.replies(room),
            names.deleted(room),
            names.roomMentions(room),
            names.pins(room),
            names.restored(room)
        };
        Retention first = Retention.DEFAULT.inFrontOfAnArchive();
        Call.Request request = (link, firstSent) -> {
            ScriptCall call = LogScripts.LIVE
                    .on(keys)
                    .with("shift", link.shiftMillis())
                    .with("generation", link.generation())
                    .with("kept", EndedLives.kept(link, first))
                    .with("fresh", link.facts().freshEpoch())
                    .with("birth", link.facts().birth())
                    .with("endEpoch", end == null ? "" : end.position().epoch())
                    .with("endOffset", end == null ? 0 : end.position().offset())
                    .with("posts", end == null ? 0 : end.posts())
                    .with("deletions", end == null ? 0 : end.deletions())
                    .with("count", end == null ? 0 : end.deleted().size());
            if (end != null) {
                end.deleted().forEach(each -> call.with("offsets", each));
                end.roomMentions().forEach(each -> call.with("offsets", each));
            }
            return call.arguments();
        };
        return calls.ask(request, reply -> EndedLives.words(room, reply), Call.Repeat.HARMLESS, OVERHEAD)
                .thenAccept(begun -> {});
    }

    /** Reads what is to be archived next. */
    public CompletionStage<LogTail> tail(RoomId room, int limit) {
        return checked(limit, () -> {
            Key[] keys = {names.meta(room), names.history(room), names.changes(room)};
            return calls.ask(
                    (link, firstSent) -> LogScripts.reading(link, LogScripts.TAIL, keys)
                            .with("limit", limit)
                            .arguments(),
                    reply -> ArchiveAnswers.tail(room, limit, Replies.list(reply)));
        });
    }

    /** Says how far a room is archived. */
    public CompletionStage<List<Position>> archived(RoomId room, Position upTo, Collection<Message> whole) {
        List<Message> kept = List.copyOf(whole);
        Key[] keys = {
            names.meta(room),
            names.history(room),
            names.changes(room),
            names.annotations(room),
            names.reactors(room),
            names.replies(room),
            names.pins(room),
            names.restored(room),
            names.behindRooms()
        };
        Call.Request request = (link, firstSent) -> {
            ScriptCall call = LogScripts.ARCHIVED
                    .on(keys)
                    .with("shift", link.shiftMillis())
                    .with("room", room.value())
                    .with("upToEpoch", upTo.epoch())
                    .with("upTo", upTo.offset());
            for (Message each : kept) {
                call.with("whole", each.id().value()).with("whole", each.changeOffset());
            }
            return call.arguments();
        };
        return calls.ask(
                request,
                reply -> Replies.texts(reply).stream()
                        .map(id -> new MessageId(id).position())
                        .toList());
    }

    /** Reads one message with all that is known of its reactions. */
    public CompletionStage<Optional<WholeMessage>> whole(RoomId room, Position message) {
        Key[] keys = {
            names.meta(room),
            names.history(room),
            names.changes(room),
            names.reactors(room),
            names.replies(room),
            names.restored(room)
        };
        return calls.ask(
                (link, firstSent) -> LogScripts.reading(link, LogScripts.EVERYTHING, keys)
                        .with("postEpoch", message.epoch())
                        .with("post", message.offset())
                        .arguments(),
                reply -> ArchiveAnswers.whole(room, message.offset(), Replies.list(reply)));
    }

    /** Brings a message back. */
    public CompletionStage<Boolean> restore(RoomId room, WholeMessage old, Position asOf) {
        Key[] keys = {
            names.meta(room),
            names.history(room),
            names.changes(room),
            names.annotations(room),
            names.reactors(room),
            names.replies(room),
            names.pins(room),
            names.restored(room)
        };
        Message message = old.message();
        RestoredState state = RestoredState.of(old, forms.of(message));
        Call.Request request = (link, firstSent) -> {
            ScriptCall call = LogScripts.RESTORE
                    .on(keys)
                    .with("shift", link.shiftMillis())
                    .with("generation", link.generation())
                    .with("asOfEpoch", asOf.epoch())
                    .with("asOf", asOf.offset())
                    .with("postEpoch", message.position().epoch())
                    .with("post", message.position().offset())
                    .with("stamp", message.timestamp().toEpochMilli())
                    .with("changedTo", message.changeOffset())
                    .with("state", state.state())
                    .with("noted", state.noted())
                    .with("pinned", message.pinnedAt().isPresent() ? Long.toString(message.contentOffset()) : "")
                    .with("most", LogArchiving.MAX_RESTORED)
                    .with("count", state.reactors().size());
            Stream.concat(state.reactors().stream(), state.replies().stream())
                    .forEach(each -> call.with("members", each));
            return call.arguments();
        };
        return calls.ask(
                request,
                reply -> EndedLives.words(room, reply).number() == 1,
                Call.Repeat.HARMLESS,
                state.state().length + OVERHEAD);
    }

    /** Reads which rooms have something to be archived. */
    public CompletionStage<List<RoomId>> behind(int limit, @Nullable RoomId after) {
        return checked(
                limit,
                () -> calls.ask(
                        (link, firstSent) -> LogScripts.BEHIND
                                .on(names.behindRooms())
                                .with("from", after == null ? "-" : "(" + after.value())
                                .with("most", limit)
                                .arguments(),
                        reply -> Replies.texts(reply).stream().map(RoomId::new).toList()));
    }

    private static <T> CompletionStage<T> checked(int limit, Supplier<CompletionStage<T>> asking) {
        try {
            LogArchiving.requireLimit(limit);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        return asking.get();
    }
}
