package dev.parlance.redis.presence;

import dev.parlance.complaint.Complaints;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.StoreFacts;
import dev.parlance.redis.link.Timing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does every few seconds: ask the store's time, renew its lease, make good what had no answer and what was deleted, sweep the dead. It sweeps only after a full lease without an
 * outage, its own long pauses included: before that, whoever seems dead may only not have been able to renew. For any thread.
 */
public final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private final RedisCalls calls;
    private final StoreFacts facts;
    private final NodeMembers nodeMembers;
    private final Comparison comparison;
    private final Sweeper sweeper;
    private final Supplier<CompletionStage<Void>> more;
    private final Timing timing;
    private long steadySince;
    private long lastTick;

    /**
     * Takes it that there was an outage until now.
     *
     * @param more what whoever sweeps does in the place of the dead beside having their members leave; never fails
     */
    public Upkeep(
            RedisCalls calls,
            StoreFacts facts,
            NodeMembers nodeMembers,
            Sweeper sweeper,
            Supplier<CompletionStage<Void>> more,
            Timing timing) {
        this.calls = calls;
        this.facts = facts;
        this.nodeMembers = nodeMembers;
        this.comparison = new Comparison(nodeMembers);
        this.sweeper = sweeper;
        this.more = more;
        this.timing = timing;
        this.steadySince = timing.leaseTicker().getAsLong();
        this.lastTick = steadySince;
    }

    /** The store could not be reached for a while. */
    public synchronized void interrupted() {
        steadySince = timing.leaseTicker().getAsLong();
    }

    /** Does it once; never fails. */
    public CompletionStage<Void> tick() {
        boolean sweeps = isSteady();
        int asOf = nodeMembers.renewals();
        return calls.ask((link, firstSent) -> facts.question(), this::learn)
                .thenCombine(nodeMembers.renew(), (done, alive) -> alive)
                .thenCompose(alive -> {
                    if (!alive || !nodeMembers.reconcile()) {
                        COMPLAINTS.warn(
                                "this node has been fenced, or was away too long, and enters its members anew", null);
                        interrupted();
                        return nodeMembers.renewIncarnation(asOf).thenCompose(sweeper::sweep);
                    }
                    return comparison
                            .compare()
                            .thenCompose(done -> sweeps
                                    ? sweeper.sweep().thenCompose(swept -> more.get())
                                    : CompletableFuture.<Void>completedStage(null));
                })
                .exceptionally(error -> {
                    interrupted();
                    COMPLAINTS.warn("the lease could not be renewed", error);
                    return null;
                });
    }

    private Void learn(@Nullable Object answer) {
        facts.learn(answer);
        return RedisCalls.nothing(answer);
    }

    private synchronized boolean isSteady() {
        long now = timing.leaseTicker().getAsLong();
        if (now - lastTick > 2 * timing.upkeep().toNanos()) {
            steadySince = now;
        }
        lastTick = now;
        return now - steadySince >= timing.lease().toNanos();
    }
}
