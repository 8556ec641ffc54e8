package dev.parlance.redis;

import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** What is done to the logs of rooms. */
final class RoomStore {
    private static final int OVERHEAD = 500;

    private final CommandLane lane;
    private final Calls calls;
    private final Names names;
    private final String node;
    private final AtomicLong numbers = new AtomicLong();

    /**
     * Makes a store.
     *
     * @param node a name that no other life of any node has
     */
    RoomStore(CommandLane lane, Calls calls, Names names, String node) {
        this.lane = lane;
        this.calls = calls;
        this.names = names;
        this.node = node;
    }

    CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
        RoomId room = draft.roomId();
        String[] keys = names.logAndIds(room);
        String channel = names.channel(room);
        byte[] body = MessageJson.write(draft);
        String id = draft.clientMessageId().map(value -> idKey(draft, value)).orElse(null);
        String fingerprint = id == null ? "" : draft.fingerprint();
        String number = number();
        long timeToLive = retention.timeToLive().toMillis();
        Call.Request request = (link, firstSent) -> {
            CommandArguments arguments = Link.script(Script.POST, keys)
                    .add(link.shiftMillis())
                    .add(link.generation())
                    .add(link.generation() + " " + timeToLive)
                    .add(timeToLive)
                    .add(link.facts().birth())
                    .add(link.facts().freshEpoch())
                    .add(retention.maxMessages())
                    .add(channel)
                    .add(number)
                    // so far back the script looks for the number, should this have been stored already
                    .add(firstSent < 0 ? "" : Long.toString(firstSent - 2_000))
                    .add(body);
            return id == null ? arguments : arguments.add(id).add(fingerprint);
        };
        return lane.submit(calls.limited(
                request,
                reply -> receipt(room, reply),
                id == null ? Call.Repeat.OURS : Call.Repeat.HARMLESS,
                body.length + OVERHEAD));
    }

    CompletionStage<Message> change(MessageChange change) {
        Message message = change.message();
        RoomId room = message.roomId();
        String[] keys = names.log(room);
        String channel = names.channel(room);
        byte[] body = MessageJson.write(message);
        int unchanging = MessageJson.unchanging(message, message.editedAt().isEmpty() && !message.deleted());
        String number = number();
        Call.Request request = (link, firstSent) -> Link.script(Script.CHANGE, keys)
                .add(link.shiftMillis())
                .add(link.generation())
                .add(link.facts().freshEpoch())
                .add(channel)
                .add(message.position().epoch())
                .add(message.position().offset())
                .add(stamp(message.timestamp()))
                .add(change.expectedChangeOffset())
                .add(number)
                .add(body)
                .add(unchanging)
                .add(message.deleted() ? 1 : 0);
        Call.Decoder<Message> decoder = reply -> {
            Bytes words = Refusals.words(reply);
            words.word();
            return message.toBuilder().changeOffset(words.number()).build();
        };
        return lane.submit(calls.limited(request, decoder, Call.Repeat.HARMLESS, body.length + OVERHEAD));
    }

    CompletionStage<Void> signal(Topic topic, Signal signal) {
        byte[] channel = names.channel(topic).getBytes(StandardCharsets.UTF_8);
        byte[] body = MessageJson.write(signal);
        byte[] payload = new byte[body.length + 1];
        payload[0] = 'S';
        System.arraycopy(body, 0, payload, 1, body.length);
        return lane.submit(calls.limited(publication(channel, payload), Call.Repeat.HARMFUL, payload.length));
    }

    CompletionStage<HistoryPage> history(RoomId room, HistoryQuery query) {
        String[] keys = names.log(room);
        String kind = query.after().isPresent() ? "after" : query.before().isPresent() ? "before" : "newest";
        String offset = query.after().isPresent()
                ? Long.toString(query.after().getAsLong())
                : query.before().isPresent() ? Long.toString(query.before().getAsLong()) : "";
        Call.Request request = (link, firstSent) -> read(link, Script.HISTORY, keys)
                .add(kind)
                .add(offset)
                .add(query.limit())
                .add(query.epoch().orElse(""));
        Call.Decoder<HistoryPage> decoder = reply -> {
            if (reply instanceof byte[] refusal && LogReader.ascii(refusal).equals("!LOST")) {
                throw new ChatException(
                        ErrorCode.POSITION_LOST,
                        "the log of epoch " + query.epoch().orElse("") + " is lost");
            }
            return LogReader.page(room, reply);
        };
        return lane.submit(calls.limited(request, decoder, Call.Repeat.HARMLESS, OVERHEAD));
    }

    CompletionStage<Optional<Message>> message(RoomId room, Position position) {
        String[] keys = names.log(room);
        Call.Request request = (link, firstSent) ->
                read(link, Script.MESSAGE, keys).add(position.epoch()).add(position.offset());
        return lane.submit(calls.limited(
                request, reply -> LogReader.message(room, position.offset(), reply), Call.Repeat.HARMLESS, OVERHEAD));
    }

    CompletionStage<Resumption> resume(RoomId room, Position since) {
        return lane.submit(calls.limited(
                resumption(room, since),
                reply -> LogReader.missed(room, reply).toResumption(),
                Call.Repeat.HARMLESS,
                OVERHEAD));
    }

    /** Reads what this node itself has missed, however long that takes. */
    CompletionStage<Missed> missed(RoomId room, Position since) {
        return lane.insist(calls.own(resumption(room, since), reply -> LogReader.missed(room, reply)));
    }

    private Call.Request resumption(RoomId room, Position since) {
        String[] keys = names.logAndMembers(room);
        return (link, firstSent) ->
                read(link, Script.RESUME, keys).add(since.epoch()).add(since.offset());
    }

    private static CommandArguments read(Link link, Script script, String[] keys) {
        return Link.script(script, keys)
                .add(link.shiftMillis())
                .add(link.facts().birth())
                .add(link.facts().freshEpoch());
    }

    static Call.Request publication(byte[] channel, byte[] payload) {
        return (link, firstSent) ->
                new CommandArguments(Command.PUBLISH).add(channel).add(payload);
    }

    private static Receipt receipt(RoomId room, @Nullable Object reply) {
        Bytes words = Refusals.words(reply);
        Position position = new Position(words.word(), words.number());
        return new Receipt(room, position, Instant.ofEpochMilli(words.number()));
    }

    /** As the store writes it; what it cannot have written it will not find. */
    private static String stamp(Instant timestamp) {
        return timestamp.getNano() % 1_000_000 == 0 ? Long.toString(timestamp.toEpochMilli()) : timestamp.toString();
    }

    private String number() {
        return node + "." + Long.toString(numbers.incrementAndGet(), 36);
    }

    /** With the length of the first part, so that two pairs never run together. */
    private static String idKey(MessageDraft draft, String clientMessageId) {
        String author = draft.author().id().value();
        return ":" + author.length() + ":" + author + clientMessageId;
    }
}
