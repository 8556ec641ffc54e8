package dev.parlance.redis;

import dev.parlance.broker.BrokerListener;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a node has to do with one Redis: the lane for commands, the subscriptions, four threads. A room belongs to one shard; there is one as yet.
 */
final class Shard {
    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
    private static final long EXPIRY_MILLIS = 50;

    private final RedisConfig config;
    private final Timing timing;
    private final ExecutorService replies;
    private final ScheduledThreadPoolExecutor timer;
    private final CommandLane lane;
    private final RoomStore rooms;
    private final KeptState state;
    private final Membership membership;
    private final Sweeper sweeper;
    private final Upkeep upkeep;
    private final Probe probe;
    private final Subscriptions subscriptions;
    private @Nullable String generation; // the lane's thread alone

    Shard(RedisConfig config, Timing timing, RandomGenerator random, BrokerListener listener) {
        this.config = config;
        this.timing = timing;
        Names names = new Names(config.prefix());
        Calls calls = new Calls(config.timeout());
        StoreFacts facts = new StoreFacts(timing, random, names.epoch());
        String node = facts.letters(12);
        this.replies = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> thread(task, "replies"),
                (task, gone) -> task.run());
        this.timer = new ScheduledThreadPoolExecutor(1, task -> thread(task, "timer"));
        timer.setRemoveOnCancelPolicy(true);
        this.lane = new CommandLane(config, () -> Link.open(config, facts), new Backoff(random), replies, this::linked);
        this.rooms = new RoomStore(lane, calls, names, node);
        this.state = new KeptState(lane, calls, names);
        this.membership = new Membership(lane, calls, names, timing, () -> facts.letters(12));
        this.sweeper = new Sweeper(lane, calls, names);
        this.upkeep = new Upkeep(lane, calls, facts, membership, sweeper, timing);
        this.probe = new Probe(lane, calls, names.probe(node));
        this.subscriptions =
                new Subscriptions(config, names, rooms, listener, new Backoff(random), replies, timer, probe);
    }

    RoomStore rooms() {
        return rooms;
    }

    KeptState state() {
        return state;
    }

    Membership membership() {
        return membership;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    CompletionStage<Void> start() {
        return lane.start()
                .thenCompose(done -> membership.register())
                .thenCompose(done -> subscriptions.start())
                .toCompletableFuture()
                .orTimeout(3 * config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> {
                    every(EXPIRY_MILLIS, lane::expire);
                    every(timing.probe().toMillis(), () -> probe.next(subscriptions));
                    if (timing.ownUpkeep()) {
                        every(timing.upkeep().toMillis(), this::upkeep);
                    }
                });
    }

    CompletionStage<Void> upkeep() {
        return upkeep.tick();
    }

    /** Has all members leave, if the store can be reached, and ends. */
    CompletionStage<Void> stop() {
        lane.refuse();
        return subscriptions
                .close()
                .thenCompose(done -> membership.end())
                .thenCompose(sweeper::sweep)
                .toCompletableFuture()
                .orTimeout(2 * config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> {
                    LOG.warn("the members of this node have not left: others will sweep them", error);
                    return null;
                })
                .thenCompose(done -> die());
    }

    /** Ends without a word. */
    CompletionStage<Void> die() {
        CompletionStage<Void> silent =
                subscriptions.close(); // first: it takes no topic for whose deadline there is no timer
        timer.shutdownNow();
        return lane.close().thenCompose(done -> silent).whenComplete((done, error) -> replies.shutdown());
    }

    /** A new connection: the store may be another one, or may have been away. */
    private void linked(Link link) {
        upkeep.interrupted();
        String former = generation;
        generation = link.generation();
        if (former != null && !former.equals(link.generation())) {
            LOG.info("{} has another master, or has started anew", config.address());
            membership.renewIncarnation(membership.renewals()).thenCompose(sweeper::sweep);
        }
    }

    private void every(long millis, Runnable task) {
        Future<?> unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.error("a regular task failed", e);
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, "parlance-redis-" + name);
        thread.setDaemon(true);
        return thread;
    }
}
