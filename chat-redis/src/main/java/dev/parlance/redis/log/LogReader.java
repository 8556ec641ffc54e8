package dev.parlance.redis.log;

import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomId;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What is read of the logs of rooms. For any thread. */
public final class LogReader {
    private final RedisCalls calls;
    private final Names names;

    /** Reads. */
    public LogReader(RedisCalls calls, Names names) {
        this.calls = calls;
        this.names = names;
    }

    /** Reads a page. */
    public CompletionStage<HistoryPage> history(RoomId room, HistoryQuery query) {
        Key[] keys = log(room);
        String kind = query.after().isPresent() ? "after" : query.before().isPresent() ? "before" : "newest";
        String from = query.after().isPresent()
                ? Long.toString(query.after().getAsLong())
                : query.before().isPresent() ? Long.toString(query.before().getAsLong()) : "";
        return calls.ask(
                (link, firstSent) -> LogScripts.reading(link, LogScripts.HISTORY, keys)
                        .with("kind", kind)
                        .with("from", from)
                        .with("limit", query.limit())
                        .with("asked", query.epoch().orElse(""))
                        .arguments(),
                reply -> LogAnswers.page(room, query, reply));
    }

    /** Reads one message, in its latest state. */
    public CompletionStage<Optional<Message>> message(RoomId room, Position position) {
        Key[] keys = {names.meta(room), names.history(room), names.changes(room), names.restored(room)};
        return calls.ask(
                (link, firstSent) -> LogScripts.reading(link, LogScripts.MESSAGE, keys)
                        .with("postEpoch", position.epoch())
                        .with("post", position.offset())
                        .arguments(),
                reply -> LogAnswers.message(room, position.offset(), reply));
    }

    /** Reads what a client has missed. */
    public CompletionStage<Resumption> resume(RoomId room, Position since) {
        return calls.ask(
                resumption(room, since), reply -> LogAnswers.missed(room, reply).toResumption());
    }

    /** Reads what this node itself has missed, however long that takes. */
    public CompletionStage<Missed> missed(RoomId room, Position since) {
        return calls.insist(resumption(room, since), reply -> LogAnswers.missed(room, reply));
    }

    private Call.Request resumption(RoomId room, Position since) {
        Key[] keys = {names.meta(room), names.history(room), names.changes(room), names.members(room)};
        return (link, firstSent) -> LogScripts.reading(link, LogScripts.RESUME, keys)
                .with("sinceEpoch", since.epoch())
                .with("since", since.offset())
                .arguments();
    }

    private Key[] log(RoomId room) {
        return new Key[] {names.meta(room), names.history(room), names.changes(room)};
    }
}
