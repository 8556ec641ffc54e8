package dev.parlance.redis;

import dev.parlance.model.RoomId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Has the members of fenced incarnations leave, room by room, in batches. Several nodes may do that at once: each script takes what it finds. */
final class Sweeper {
    private static final int BATCH = 100;

    private final CommandLane lane;
    private final Calls calls;
    private final Names names;

    Sweeper(CommandLane lane, Calls calls, Names names) {
        this.lane = lane;
        this.calls = calls;
        this.names = names;
    }

    /** Fences all whose lease has run out, and sweeps all that are fenced. */
    CompletionStage<Void> sweep() {
        return lane.submit(calls.limited(condemnation(names, null), Sweeper::incarnations, Call.Repeat.HARMLESS, 100))
                .thenCompose(this::sweep);
    }

    CompletionStage<Void> sweep(List<String> incarnations) {
        return CompletableFuture.allOf(incarnations.stream()
                .map(this::sweep)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    private CompletionStage<Void> sweep(String incarnation) {
        Call.Request rooms = (link, firstSent) -> new CommandArguments(Command.SRANDMEMBER)
                .key(names.index(incarnation))
                .add(BATCH);
        return lane.insist(calls.own(rooms, Sweeper::incarnations)).thenCompose(batch -> {
            if (batch.isEmpty()) {
                Call.Request done = (link, firstSent) ->
                        new CommandArguments(Command.SREM).key(names.dead()).add(incarnation);
                return lane.insist(calls.own(done, Calls::nothing));
            }
            return CompletableFuture.allOf(batch.stream()
                            .map(room -> depart(incarnation, room).toCompletableFuture())
                            .toArray(CompletableFuture[]::new))
                    .thenCompose(done -> sweep(incarnation));
        });
    }

    private CompletionStage<Void> depart(String incarnation, String room) {
        return lane.insist(calls.own((link, firstSent) -> departure(names, incarnation, room), Calls::nothing));
    }

    static Call.Request condemnation(Names names, @Nullable String incarnation) {
        return (link, firstSent) -> {
            CommandArguments arguments =
                    Link.script(Script.CONDEMN, names.nodes(), names.dead()).add(link.shiftMillis());
            return incarnation == null ? arguments : arguments.add(incarnation);
        };
    }

    /** Has all members of an incarnation leave a room, or the one whose id is added. */
    static CommandArguments departure(Names names, String incarnation, String room) {
        RoomId id = new RoomId(room);
        return Link.script(Script.LEAVE, names.members(id), names.index(incarnation))
                .add(incarnation)
                .add(room)
                .add(names.channel(id));
    }

    static List<String> incarnations(@Nullable Object reply) {
        return Link.list(reply).stream().map(Link::text).toList();
    }
}
