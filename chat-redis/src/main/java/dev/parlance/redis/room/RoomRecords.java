package dev.parlance.redis.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parlance.broker.RoomDirectory;
import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Key;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.Portions;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Refusals;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.ScriptCall;
import dev.parlance.redis.link.WriteTickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** The records of rooms and whom they name. For any thread. */
public final class RoomRecords {
    private static final int OVERHEAD = 300;

    private final RedisCalls calls;
    private final Names names;
    private final Forms forms;
    private final WriteTickets tickets;

    /** Holds nothing itself. */
    public RoomRecords(RedisCalls calls, Names names, Forms forms, WriteTickets tickets) {
        this.calls = calls;
        this.names = names;
        this.forms = forms;
        this.tickets = tickets;
    }

    /** Gives a room a record. */
    public CompletionStage<RoomRecord> create(RoomRecord record, Map<UserId, RoomRole> founders) {
        try {
            RoomDirectory.requireFounders(founders);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        Key[] keys = keys(record.id());
        List<byte[]> first = founders(founders);
        byte[] body = forms.of(record);
        byte[] news = forms.news(RoomDirectory.recordChanged(1));
        String ticket = tickets.next();
        Call.Request request = (link, firstSent) -> {
            ScriptCall call = RoomScripts.CREATE
                    .on(keys)
                    .with("shift", link.shiftMillis())
                    .with("channel", names.channel(record.id()))
                    .with("ticket", ticket)
                    .with("body", body)
                    .with("news", news);
            first.forEach(word -> call.with("founders", word));
            return call.arguments();
        };
        return calls.ask(
                request,
                reply -> RoomAnswers.stored(record, reply),
                Call.Repeat.HARMLESS,
                body.length + OVERHEAD * (1 + founders.size()));
    }

    /** Reads a record. */
    public CompletionStage<Optional<RoomRecord>> find(RoomId roomId) {
        Call.Request request = (link, firstSent) -> new CommandArguments(Command.HMGET)
                .key(names.record(roomId).name())
                .add("v")
                .add("c")
                .add("r");
        return calls.ask(request, RoomAnswers::record);
    }

    /** Reads the records of those rooms that have one. */
    public CompletionStage<Map<RoomId, RoomRecord>> findAll(Set<RoomId> rooms) {
        return Portions.ask(List.copyOf(rooms), this::some)
                .thenApply(records -> records.stream()
                        .flatMap(Optional::stream)
                        .collect(Collectors.toMap(RoomRecord::id, each -> each)));
    }

    private CompletionStage<List<Optional<RoomRecord>>> some(List<RoomId> rooms) {
        Key[] keys = rooms.stream().map(names::record).toArray(Key[]::new);
        Call.Decoder<List<Optional<RoomRecord>>> decoder = reply -> {
            List<Optional<RoomRecord>> records = new ArrayList<>();
            Replies.list(reply).forEach(each -> records.add(RoomAnswers.record(each)));
            return records;
        };
        return calls.ask(
                (link, firstSent) -> RoomScripts.RECORDS.on(keys).arguments(),
                decoder,
                Call.Repeat.ANY_TIME,
                OVERHEAD * rooms.size());
    }

    /** Changes a record. */
    public CompletionStage<RoomRecord> update(RoomRecord next) {
        byte[] body = forms.of(next);
        byte[] news = forms.news(RoomDirectory.recordChanged(next.version() + 1));
        String ticket = tickets.next();
        Call.Request request = (link, firstSent) -> RoomScripts.UPDATE
                .on(names.record(next.id()))
                .with("channel", names.channel(next.id()))
                .with("ticket", ticket)
                .with("expected", next.version())
                .with("created", next.createdAt().toEpochMilli())
                .with("body", body)
                .with("news", news)
                .arguments();
        return calls.ask(
                request, reply -> RoomAnswers.stored(next, reply), Call.Repeat.HARMLESS, body.length + OVERHEAD);
    }

    /** Takes a record away. */
    public CompletionStage<Void> delete(RoomId roomId) {
        byte[] news = forms.news(RoomDirectory.recordChanged(0));
        return calls.ask(
                (link, firstSent) -> RoomScripts.DELETE
                        .on(keys(roomId))
                        .with("channel", names.channel(roomId))
                        .with("sent", WriteTickets.since(firstSent))
                        .with("news", news)
                        .arguments(),
                reply -> RedisCalls.nothing(Refusals.words(reply)),
                Call.Repeat.OURS,
                OVERHEAD);
    }

    /** Makes someone a member. */
    public CompletionStage<RoomMember> put(RoomId roomId, UserId userId, RoomRole role, int most) {
        byte[] form = form(userId, role);
        byte[] news = forms.news(RoomDirectory.memberChanged(userId, role));
        Call.Request request = (link, firstSent) -> RoomScripts.PUT
                .on(keys(roomId))
                .with("shift", link.shiftMillis())
                .with("channel", names.channel(roomId))
                .with("node", tickets.node())
                .with("sent", WriteTickets.since(firstSent))
                .with("user", userId.value())
                .with("role", role.name())
                .with("most", most)
                .with("form", form)
                .with("news", news)
                .arguments();
        Call.Decoder<RoomMember> decoder = reply -> new RoomMember(
                userId, role, Instant.ofEpochMilli(Refusals.words(reply).number()));
        return calls.ask(request, decoder, Call.Repeat.OURS, OVERHEAD);
    }

    /** Takes a member away. */
    public CompletionStage<Void> remove(RoomId roomId, UserId userId) {
        byte[] news = forms.news(RoomDirectory.memberChanged(userId, null));
        return calls.ask(
                (link, firstSent) -> RoomScripts.REMOVE
                        .on(keys(roomId))
                        .with("shift", link.shiftMillis())
                        .with("channel", names.channel(roomId))
                        .with("node", tickets.node())
                        .with("sent", WriteTickets.since(firstSent))
                        .with("user", userId.value())
                        .with("news", news)
                        .arguments(),
                reply -> RedisCalls.nothing(Refusals.words(reply)),
                Call.Repeat.OURS,
                OVERHEAD);
    }

    /** Reads a member. */
    public CompletionStage<Optional<RoomMember>> member(RoomId roomId, UserId userId) {
        Call.Request request = (link, firstSent) -> RoomScripts.MEMBER
                .on(names.record(roomId), names.roles(roomId))
                .with("user", userId.value())
                .arguments();
        return calls.ask(request, RoomAnswers::member);
    }

    /** Reads some members, in the order of their ids' bytes. */
    public CompletionStage<RoomMemberPage> page(RoomId roomId, int limit, @Nullable UserId after) {
        try {
            RoomDirectory.requireLimit(limit);
        } catch (ChatException refusal) {
            return CompletableFuture.failedFuture(refusal);
        }
        String from = after == null ? "-" : "(" + after.value();
        Call.Request request = (link, firstSent) -> RoomScripts.PAGE
                .on(keys(roomId))
                .with("from", from)
                .with("most", limit + 1L)
                .arguments();
        return calls.ask(request, reply -> RoomAnswers.page(limit, reply));
    }

    private Key[] keys(RoomId roomId) {
        return new Key[] {names.record(roomId), names.roster(roomId), names.roles(roomId)};
    }

    /** As they are now, three words each: the caller may go on with its map before they are sent. */
    private List<byte[]> founders(Map<UserId, RoomRole> founders) {
        List<byte[]> words = new ArrayList<>();
        founders.forEach((userId, role) -> {
            words.add(userId.value().getBytes(UTF_8));
            words.add(role.name().getBytes(UTF_8));
            words.add(form(userId, role));
        });
        return words;
    }

    /** What a member is but for the time, which the store gives. */
    private byte[] form(UserId userId, RoomRole role) {
        return forms.of(new RoomMember(userId, role, Instant.EPOCH));
    }
}
