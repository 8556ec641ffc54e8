package dev.parlance.redis.presence;

import dev.parlance.model.RoomId;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.Call;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Replies;
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
 * whose lease somebody has deleted the store knows nothing more, so each node remembers who had one at its last look. For any thread.
 */
public final class Sweeper {
    private static final int BATCH = 100;

    private final RedisCalls calls;
    private final Names names;
    private final MemberRequests requests;
    private Set<String> leased = Set.of();
    private Set<String> missing = Set.of();

    /** Has seen nobody yet. */
    public Sweeper(RedisCalls calls, Names names) {
        this.calls = calls;
        this.names = names;
        this.requests = new MemberRequests(names, Forms.WRITTEN);
    }

    /** Fences all whose lease has run out, and sweeps all that are fenced. */
    CompletionStage<Void> sweep() {
        return calls.ask(requests.condemnation(null), this::look).thenCompose(this::sweep);
    }

    /**
     * Returns who is to be swept. Who has no lease any more and was not fenced either is, if alive, fenced by that and has begun another incarnation before
     * the look after this one: only then does it count as dead. Most of them have ended in good order, and there is nothing to sweep.
     */
    private synchronized List<String> look(@Nullable Object reply) {
        Set<String> now = Set.copyOf(MemberRequests.leased(reply));
        Set<String> swept = new LinkedHashSet<>(MemberRequests.dead(reply));
        missing.stream().filter(each -> !now.contains(each)).forEach(swept::add);
        missing = leased.stream().filter(each -> !now.contains(each)).collect(Collectors.toSet());
        leased = now;
        return List.copyOf(swept);
    }

    /** Has the members of these leave. */
    public CompletionStage<Void> sweep(List<String> incarnations) {
        return CompletableFuture.allOf(incarnations.stream()
                .map(this::sweep)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    private CompletionStage<Void> sweep(String incarnation) {
        Call.Request rooms = (link, firstSent) -> new CommandArguments(Command.SRANDMEMBER)
                .key(names.index(incarnation).name())
                .add(BATCH);
        return calls.insist(rooms, Replies::texts).thenCompose(batch -> {
            if (batch.isEmpty()) {
                Call.Request done = (link, firstSent) -> new CommandArguments(Command.SREM)
                        .key(names.dead().name())
                        .add(incarnation);
                return calls.insist(done, RedisCalls::nothing);
            }
            return CompletableFuture.allOf(batch.stream()
                            .map(room -> depart(incarnation, room).toCompletableFuture())
                            .toArray(CompletableFuture[]::new))
                    .thenCompose(done -> sweep(incarnation));
        });
    }

    private CompletionStage<Void> depart(String incarnation, String room) {
        return calls.insist(requests.exits(incarnation, new RoomId(room)), RedisCalls::nothing);
    }
}
