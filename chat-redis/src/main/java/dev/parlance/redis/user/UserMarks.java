package dev.parlance.redis.user;

import dev.parlance.broker.ReadMarks;
import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.Mention;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Refusals;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.WordReader;
import dev.parlance.redis.link.WriteTickets;
import dev.parlance.redis.log.LogReaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * How far users have read, and where they were mentioned. What is a user's and what is a room's are never written in one step, since they need not lie side by side: the user's counts, and the room's
 * list of readers follows before the stage completes. For any thread.
 */
public final class UserMarks {
    private static final int OVERHEAD = 400;
    private static final byte[] FULL = "!FULL".getBytes(StandardCharsets.US_ASCII);

    private final RedisCalls calls;
    private final Names names;
    private final LogReaders readers;
    private final WriteTickets tickets;

    /** Holds nothing itself. */
    public UserMarks(RedisCalls calls, Names names, LogReaders readers, WriteTickets tickets) {
        this.calls = calls;
        this.names = names;
        this.readers = readers;
        this.tickets = tickets;
    }

    /** Reads all marks of a user. */
    public CompletionStage<List<KeptMark>> all(UserId userId) {
        Key[] keys = keys(userId);
        return calls.ask(
                (link, firstSent) -> UserScripts.MARKS
                        .on(keys)
                        .with("shift", link.shiftMillis())
                        .arguments(),
                reply -> UserAnswers.marks(userId, reply));
    }

    /** Reads one mark. */
    public CompletionStage<Optional<KeptMark>> find(UserId userId, RoomId roomId) {
        Key[] keys = keys(userId);
        return calls.ask(
                (link, firstSent) -> UserScripts.MARKED
                        .on(keys)
                        .with("shift", link.shiftMillis())
                        .with("room", roomId.value())
                        .arguments(),
                reply -> UserAnswers.marked(userId, roomId, reply));
    }

    /** A mark that is kept, and by which stamp its room's list knows that there is no newer one. */
    private record Stamped(KeptMark kept, long stamp) {}

    /** Keeps a mark. */
    public CompletionStage<KeptMark> put(ReadMark next, int most) {
        ReadMark mark = next.toBuilder().version(next.version() + 1).build();
        Key[] keys = keys(mark.userId());
        byte[] form = UserAnswers.mark(mark, tickets.next());
        String behind = UserAnswers.sorted(mark.position().offset());
        Call.Request request = (link, firstSent) -> UserScripts.MARK
                .on(keys)
                .with("shift", link.shiftMillis())
                .with("sent", WriteTickets.since(firstSent))
                .with("room", mark.roomId().value())
                .with("most", most)
                .with("expected", next.version())
                .with("mark", form)
                .with("behind", behind)
                .arguments();
        Call.Decoder<Stamped> decoder = reply -> {
            if (reply instanceof byte[] bytes && Arrays.equals(bytes, FULL)) {
                throw ReadMarks.full(most);
            }
            WordReader words = Refusals.words(reply);
            long stamp = words.number();
            return new Stamped(new KeptMark(mark, words.number()), stamp);
        };
        return calls.ask(request, decoder, Call.Repeat.HARMLESS, OVERHEAD)
                .thenCompose(stamped -> readers.note(mark.roomId(), mark.userId(), stamped.stamp(), mark.position())
                        .thenApply(done -> stamped.kept()));
    }

    /** Forgets a mark. */
    public CompletionStage<Void> remove(UserId userId, RoomId roomId) {
        Key[] keys = keys(userId);
        Call.Request request = (link, firstSent) -> UserScripts.UNMARK
                .on(keys)
                .with("shift", link.shiftMillis())
                .with("sent", WriteTickets.since(firstSent))
                .with("room", roomId.value())
                .arguments();
        return calls.ask(request, reply -> Refusals.words(reply).word(), Call.Repeat.OURS, OVERHEAD)
                .thenCompose(stamp -> stamp.isEmpty()
                        ? CompletableFuture.completedStage(null)
                        : readers.forget(roomId, userId, Long.parseLong(stamp)));
    }

    /** Notes or forgets a mention. */
    public CompletionStage<Boolean> mention(UserId userId, Mention mention, boolean on) {
        Key[] keys = keys(userId);
        Position at = mention.messageId().position();
        Call.Request request = (link, firstSent) -> UserScripts.MENTION
                .on(keys)
                .with("shift", link.shiftMillis())
                .with("room", mention.roomId().value())
                .with("offset", UserAnswers.sorted(at.offset()))
                .with("on", on ? 1 : 0)
                .with("most", ReadMarks.MAX_MENTIONS)
                .arguments();
        return calls.ask(request, reply -> Replies.number(reply) == 1, Call.Repeat.HARMLESS, OVERHEAD);
    }

    /** Forgets all mentions in a room. */
    public CompletionStage<Void> forgetMentions(UserId userId, RoomId roomId) {
        Call.Request request = (link, firstSent) -> new CommandArguments(Command.ZREMRANGEBYLEX)
                .key(names.mentions(userId).name())
                .add("[" + roomId.value() + "\n")
                .add("(" + roomId.value() + "\u000b");
        return calls.ask(request, RedisCalls::nothing, Call.Repeat.HARMLESS, OVERHEAD);
    }

    private Key[] keys(UserId userId) {
        return new Key[] {names.marks(userId), names.mentions(userId)};
    }
}
