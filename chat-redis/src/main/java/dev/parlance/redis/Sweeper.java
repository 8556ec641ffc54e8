package dev.parlance.redis;

import dev.parlance.model.RoomId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Has the members of fenced incarnations leave, room by room, in batches. Several nodes may do that at once: each script takes what it finds. Of an incarnation
 * whose lease somebody has deleted the store knows nothing more, so each node remembers who had one at its last look.
 */
final class Sweeper {
    private static final int BATCH = 100;

    private final CommandLane lane;
    private final Calls calls;
    private final Names names;
    private Set<String> leased = Set.of();
    private Set<String> missing = Set.of();

    Sweeper(CommandLane lane, Calls calls, Names names) {
        this.lane = lane;
        this.calls = calls;
        this.names = names;
    }

    /** Fences all whose lease has run out, and sweeps all that are fenced. */
    CompletionStage<Void> sweep() {
        return lane.submit(calls.limited(condemnation(names, null), this::look, Call.Repeat.HARMLESS, 100))
                .thenCompose(this::sweep);
    }

    /**
     * Returns who is to be swept. Who has no lease any more and was not fenced either is, if alive, fenced by that and has begun another incarnation before
     * the look after this one: only then does it count as dead. Most of them have ended in good order, and there is nothing to sweep.
     */
    private synchronized List<String> look(@Nullable Object reply) {
        Set<String> now = Set.copyOf(texts(Link.list(reply).get(1)));
        Set<String> swept = new LinkedHashSet<>(dead(reply));
        missing.stream().filter(each -> !now.contains(each)).forEach(swept::add);
        missing = leased.stream().filter(each -> !now.contains(each)).collect(Collectors.toSet());
        leased = now;
        return List.copyOf(swept);
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
        return lane.insist(calls.own(rooms, Sweeper::texts)).thenCompose(batch -> {
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

    /** Who is fenced and not yet swept, as condemnation answers. */
    static List<String> dead(@Nullable Object reply) {
        return texts(Link.list(reply).get(0));
    }

    static List<String> texts(@Nullable Object reply) {
        return Link.list(reply).stream().map(Link::text).toList();
    }
}
