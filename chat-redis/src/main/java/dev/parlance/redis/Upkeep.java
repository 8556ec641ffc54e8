package dev.parlance.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node does every few seconds: ask the store's time, renew its lease, make good what had no answer and what was deleted, sweep the dead. It sweeps only after a full lease without an outage, its own
 * long pauses included: before that, whoever seems dead may only not have been able to renew.
 */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final CommandLane lane;
    private final Calls calls;
    private final StoreFacts facts;
    private final Membership membership;
    private final Comparison comparison;
    private final Sweeper sweeper;
    private final Timing timing;
    private long steadySince;
    private long lastTick;

    Upkeep(CommandLane lane, Calls calls, StoreFacts facts, Membership membership, Sweeper sweeper, Timing timing) {
        this.lane = lane;
        this.calls = calls;
        this.facts = facts;
        this.membership = membership;
        this.comparison = new Comparison(membership);
        this.sweeper = sweeper;
        this.timing = timing;
        this.steadySince = timing.leaseTicker().getAsLong();
        this.lastTick = steadySince;
    }

    /** The store could not be reached for a while. */
    synchronized void interrupted() {
        steadySince = timing.leaseTicker().getAsLong();
    }

    CompletionStage<Void> tick() {
        boolean sweeps = isSteady();
        int asOf = membership.renewals();
        return lane.submit(calls.limited((link, firstSent) -> facts.question(), this::learn, Call.Repeat.HARMLESS, 100))
                .thenCombine(membership.renew(), (done, alive) -> alive)
                .thenCompose(alive -> {
                    if (!alive) {
                        LOG.info("this node has been fenced, and enters its members anew");
                        interrupted();
                        return membership.renewIncarnation(asOf).thenCompose(sweeper::sweep);
                    }
                    membership.reconcile();
                    return comparison
                            .compare()
                            .thenCompose(
                                    done -> sweeps ? sweeper.sweep() : CompletableFuture.<Void>completedStage(null));
                })
                .exceptionally(error -> {
                    interrupted();
                    LOG.warn("the lease could not be renewed: {}", error.toString());
                    return null;
                });
    }

    private Void learn(@Nullable Object answer) {
        facts.learn(answer);
        return Calls.nothing(answer);
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
