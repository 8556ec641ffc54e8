package dev.parlance.redis.log;

import dev.parlance.broker.MessageLog;
import dev.parlance.model.ChatException;
import dev.parlance.model.Message;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Replies;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is read of rooms by their indexes, without reading their logs: where they stand, what is pinned, and what answers what. For any thread. */
public final class LogHeads {
    private static final int COUNTED = 8;

    private final RedisCalls calls;
    private final Names names;

    /** Holds nothing itself. */
    public LogHeads(RedisCalls calls, Names names) {
        this.calls = calls;
        this.names = names;
    }

    /** Reads where a room stands. */
    public CompletionStage<RoomHead> head(RoomId room, @Nullable Position since) {
        Key[] keys = {
            names.meta(room), names.history(room), names.changes(room), names.deleted(room), names.roomMentions(room)
        };
        return calls.ask(
                (link, firstSent) -> LogScripts.reading(link, LogScripts.HEAD, keys)
                        .with("sinceEpoch", since == null ? "" : since.epoch())
                        .with("since", since == null ? 0 : since.offset())
                        .arguments(),
                reply -> head(room, since != null, Replies.list(reply)));
    }

    private static RoomHead head(RoomId room, boolean asked, List<?> parts) {
        RoomHead.Since since = new RoomHead.Since(
                Replies.number(parts.get(4)) == 1,
                Replies.number(parts.get(5)),
                Replies.number(parts.get(6)),
                Replies.number(parts.get(7)));
        return RoomHead.builder(room, LogAnswers.position(parts))
                .posts(Replies.number(parts.get(2)), Replies.number(parts.get(3)))
                .since(asked ? since : RoomHead.Since.UNASKED)
                .last(LogAnswers.messages(room, parts, COUNTED).stream()
                        .findFirst()
                        .orElse(null))
                .build();
    }

    /** Reads what is pinned, last first. */
    public CompletionStage<MessagePage> pins(RoomId room) {
        Key[] keys = {names.meta(room), names.history(room), names.changes(room), names.pins(room)};
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
        Key[] keys = {names.meta(room), names.history(room), names.changes(room), names.replies(room)};
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
