package dev.parlance.redis.log;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.ScriptCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far in a room's log whoever follows it has read: a list beside it, which follows what is kept of users. For any thread. */
public final class LogReaders {
    private static final Logger LOG = LoggerFactory.getLogger(LogReaders.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final int OVERHEAD = 300;
    /** How many users one script looks at: a fraction of a millisecond. */
    private static final int LOOKS = 1_000;

    private final RedisCalls calls;
    private final Names names;

    /** Holds nothing itself. */
    public LogReaders(RedisCalls calls, Names names) {
        this.calls = calls;
        this.names = names;
    }

    /**
     * Notes how far a user has read. Never fails: what had no answer in time is insisted on, as the user's mark is kept already.
     *
     * @param stamp higher than that of anything older of this user
     */
    public CompletionStage<Void> note(RoomId room, UserId user, long stamp, Position upTo) {
        Key[] keys = keys(room);
        return follow((link, firstSent) -> reader(keys, user, stamp)
                .with("epoch", upTo.epoch())
                .with("offset", upTo.offset())
                .arguments());
    }

    /** Notes that a user follows the room no more; as above. */
    public CompletionStage<Void> forget(RoomId room, UserId user, long stamp) {
        Key[] keys = keys(room);
        return follow((link, firstSent) -> reader(keys, user, stamp).arguments());
    }

    private static ScriptCall reader(Key[] keys, UserId user, long stamp) {
        return LogScripts.READER.on(keys).with("user", user.value()).with("stamp", stamp);
    }

    /** As many insist at the most as were under way when the store went away: without one no further mark is kept. */
    private CompletionStage<Void> follow(Call.Request request) {
        return calls.ask(request, RedisCalls::nothing, Call.Repeat.ANY_TIME, OVERHEAD)
                .exceptionally(error -> {
                    CompletionStage<Void> unused = calls.insist(request, RedisCalls::nothing)
                            .exceptionally(late -> {
                                COMPLAINTS.warn("a room's readers lack what one of them has read", late);
                                return null;
                            });
                    return null;
                });
    }

    /** Reads who has read a message. */
    public CompletionStage<UserPage> page(RoomId room, Position message, int limit, @Nullable UserId after) {
        try {
            UserPage.requireLimit(limit);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        return page(room, message, limit, after == null ? "-" : "(" + after.value());
    }

    /** Looks on until there is somebody, else whoever asks would not know behind whom to ask next. */
    private CompletionStage<UserPage> page(RoomId room, Position message, int limit, String from) {
        Key[] keys = {
            names.meta(room), names.history(room), names.changes(room), names.readers(room), names.readerIds(room)
        };
        Call.Request request = (link, firstSent) -> LogScripts.reading(link, LogScripts.READERS, keys)
                .with("postEpoch", message.epoch())
                .with("post", message.offset())
                .with("from", from)
                .with("most", limit + 1L)
                .with("looks", LOOKS)
                .arguments();
        return calls.ask(request, Replies::texts).thenCompose(found -> {
            String last = found.get(0);
            List<UserId> users =
                    found.stream().skip(1).limit(limit).map(UserId::new).toList();
            return users.isEmpty() && !last.isEmpty()
                    ? page(room, message, limit, "(" + last)
                    : CompletableFuture.completedStage(
                            new UserPage(users, found.size() - 1 > limit || !last.isEmpty()));
        });
    }

    private Key[] keys(RoomId room) {
        return new Key[] {names.readers(room), names.readerIds(room)};
    }
}
