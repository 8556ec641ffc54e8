package dev.parlance.redis.log;

import dev.parlance.broker.MessageLog;
import dev.parlance.model.ChatException;
import dev.parlance.model.Message;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.Portions;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.ScriptCall;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is read of rooms by their indexes, without reading their logs: where they stand, what is pinned, and what answers what. For any thread. */
public final class LogHeads {
    private static final int COUNTED = 8;
    private static final int OVERHEAD = 500;

    private final RedisCalls calls;
    private final Names names;

    /** Holds nothing itself. */
    public LogHeads(RedisCalls calls, Names names) {
        this.calls = calls;
        this.names = names;
    }

    /** Reads where a room stands. */
    public CompletionStage<RoomHead> head(RoomId room, @Nullable Position since) {
        return some(List.of(new Asked(room, since))).thenApply(heads -> heads.get(0));
    }

    /** Reads where rooms stand, some with each script, so that others get their turn between. */
    public CompletionStage<Map<RoomId, RoomHead>> heads(Map<RoomId, Position> since) {
        List<Asked> all = since.entrySet().stream()
                .map(each -> new Asked(each.getKey(), each.getValue()))
                .toList();
        return Portions.ask(all, this::some)
                .thenApply(heads -> heads.stream().collect(Collectors.toMap(RoomHead::roomId, each -> each)));
    }

    private CompletionStage<List<RoomHead>> some(List<Asked> rooms) {
        Key[] keys = rooms.stream().flatMap(each -> keys(each.room())).toArray(Key[]::new);
        Call.Request request = (link, firstSent) -> {
            ScriptCall call = LogScripts.reading(link, LogScripts.HEADS, keys);
            rooms.forEach(each -> each.to(call));
            return call.arguments();
        };
        return calls.ask(
                request, reply -> heads(rooms, Replies.list(reply)), Call.Repeat.ANY_TIME, OVERHEAD * rooms.size());
    }

    private Stream<Key> keys(RoomId room) {
        return Stream.of(
                names.meta(room),
                names.history(room),
                names.changes(room),
                names.deleted(room),
                names.roomMentions(room));
    }

    /** What is asked of a room: behind where to count, if so. */
    private record Asked(RoomId room, @Nullable Position since) {
        void to(ScriptCall call) {
            call.with("sinceEpoch", since == null ? "" : since.epoch())
                    .with("since", since == null ? 0 : since.offset());
        }
    }

    private static List<RoomHead> heads(List<Asked> rooms, List<?> answers) {
        return IntStream.range(0, rooms.size())
                .mapToObj(i -> head(rooms.get(i), Replies.list(answers.get(i))))
                .toList();
    }

    private static RoomHead head(Asked asked, List<?> parts) {
        RoomId room = asked.room();
        RoomHead.Since since = new RoomHead.Since(
                Replies.number(parts.get(4)) == 1,
                Replies.number(parts.get(5)),
                Replies.number(parts.get(6)),
                Replies.number(parts.get(7)));
        return RoomHead.builder(room, LogAnswers.position(parts))
                .posts(Replies.number(parts.get(2)), Replies.number(parts.get(3)))
                .since(asked.since() != null ? since : RoomHead.Since.UNASKED)
                .last(LogAnswers.messages(room, parts, COUNTED).stream()
                        .findFirst()
                        .orElse(null))
                .build();
    }

    /** Reads what is pinned, last first. */
    public CompletionStage<MessagePage> pins(RoomId room) {
        Key[] keys = {names.meta(room), names.history(room), names.changes(room), names.pins(room), names.restored(room)
        };
        return calls.ask(
                (link, firstSent) ->
                        LogScripts.reading(link, LogScripts.PINS, keys).arguments(),
                reply -> pinned(room, Replies.list(reply)));
    }

    /** A node of an earlier version takes pins away and does not know it. */
    private static MessagePage pinned(RoomId room, List<?> parts) {
        List<Message> messages = LogAnswers.messages(room, parts, 1).stream()
                .filter(message -> message.pinnedAt().isPresent())
                .toList();
        return new MessagePage(messages, false);
    }

    /** Reads what answers a message. */
    public CompletionStage<MessagePage> replies(RoomId room, Position root, int limit, long after) {
        try {
            MessageLog.requireLimit(limit);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        Key[] keys = {
            names.meta(room), names.history(room), names.changes(room), names.replies(room), names.restored(room)
        };
        String behind = String.format(Locale.ROOT, "%019d", after);
        return calls.ask(
                (link, firstSent) -> LogScripts.reading(link, LogScripts.REPLIES, keys)
                        .with("postEpoch", root.epoch())
                        .with("post", root.offset())
                        .with("limit", limit)
                        .with("after", behind)
                        .arguments(),
                reply -> replies(room, Replies.list(reply)));
    }

    private static MessagePage replies(RoomId room, List<?> parts) {
        return new MessagePage(LogAnswers.messages(room, parts, 1), Replies.number(parts.get(0)) == 1);
    }
}
