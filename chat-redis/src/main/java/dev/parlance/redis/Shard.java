package dev.parlance.redis;

import dev.parlance.broker.BrokerListener;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.redis.bus.Probe;
import dev.parlance.redis.bus.Signals;
import dev.parlance.redis.bus.Subscriptions;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.Access;
import dev.parlance.redis.link.Backoff;
import dev.parlance.redis.link.Compatibility;
import dev.parlance.redis.link.Link;
import dev.parlance.redis.link.Names;
import dev.parlance.redis.link.Pipeline;
import dev.parlance.redis.link.RedisCalls;
import dev.parlance.redis.link.Script;
import dev.parlance.redis.link.StoreFacts;
import dev.parlance.redis.link.Timing;
import dev.parlance.redis.link.WriteTickets;
import dev.parlance.redis.log.LogAnnotations;
import dev.parlance.redis.log.LogArchives;
import dev.parlance.redis.log.LogHeads;
import dev.parlance.redis.log.LogReader;
import dev.parlance.redis.log.LogReaders;
import dev.parlance.redis.log.LogScripts;
import dev.parlance.redis.log.LogWriter;
import dev.parlance.redis.log.Untold;
import dev.parlance.redis.presence.MemberReader;
import dev.parlance.redis.presence.NodeMembers;
import dev.parlance.redis.presence.PresenceScripts;
import dev.parlance.redis.presence.Sweeper;
import dev.parlance.redis.presence.Upkeep;
import dev.parlance.redis.room.RoomRecords;
import dev.parlance.redis.room.RoomScripts;
import dev.parlance.redis.state.KeptState;
import dev.parlance.redis.user.UserMarks;
import dev.parlance.redis.user.UserNames;
import dev.parlance.redis.user.UserScripts;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a node has to do with one Redis: the pipeline for commands, the subscriptions, four threads. A room belongs to one shard; there is one as yet.
 */
final class Shard {
    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final long EXPIRY_MILLIS = 50;
    private static final List<Script> SCRIPTS = Stream.of(
                    LogScripts.ALL, PresenceScripts.ALL, KeptState.SCRIPTS, RoomScripts.ALL, UserScripts.ALL)
            .flatMap(List::stream)
            .toList();

    private final RedisConfig config;
    private final Timing timing;
    private final ExecutorService replies;
    private final ScheduledThreadPoolExecutor timer;
    private final Compatibility compatibility;
    private final Pipeline pipeline;
    private final LogWriter writer;
    private final LogReader reader;
    private final LogAnnotations annotations;
    private final LogHeads heads;
    private final LogReaders readers;
    private final LogArchives archives;
    private final UserMarks marks;
    private final UserNames profiles;
    private final Signals signals;
    private final KeptState state;
    private final RoomRecords rooms;
    private final MemberReader members;
    private final NodeMembers nodeMembers;
    private final Sweeper sweeper;
    private final Upkeep upkeep;
    private final Probe probe;
    private final Subscriptions subscriptions;
    private @Nullable String generation; // the sending thread alone

    Shard(RedisConfig config, Timing timing, RandomGenerator random, Forms forms, BrokerListener listener) {
        this.config = config;
        this.timing = timing;
        Access access = config.access();
        Names names = new Names(config.prefix());
        this.compatibility = new Compatibility(forms.format());
        StoreFacts facts = new StoreFacts(timing, random, names, compatibility);
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
        this.pipeline = new Pipeline(
                access, () -> Link.open(access, facts, SCRIPTS), new Backoff(random), replies, this::linked);
        RedisCalls calls = new RedisCalls(pipeline, config.timeout());
        WriteTickets tickets = new WriteTickets(node);
        this.writer = new LogWriter(calls, names, forms, tickets);
        this.reader = new LogReader(calls, names);
        this.annotations = new LogAnnotations(calls, names, forms, tickets);
        this.heads = new LogHeads(calls, names);
        this.readers = new LogReaders(calls, names);
        this.archives = new LogArchives(calls, names, forms);
        this.marks = new UserMarks(calls, names, readers, tickets);
        this.profiles = new UserNames(calls, names);
        this.signals = new Signals(calls, names, forms);
        this.state = new KeptState(calls, names);
        this.rooms = new RoomRecords(calls, names, forms, tickets);
        this.members = new MemberReader(calls, names);
        this.nodeMembers = new NodeMembers(
                calls, members, names, forms, compatibility, timing, () -> forms.format() + "_" + facts.letters(12));
        this.sweeper = new Sweeper(calls, names);
        Untold untold = new Untold(calls, names, annotations, timing.lease());
        this.upkeep = new Upkeep(calls, facts, nodeMembers, sweeper, untold::tell, timing);
        this.probe = new Probe(calls, names.probe(node));
        this.subscriptions =
                new Subscriptions(access, names, reader, listener, new Backoff(random), replies, timer, probe);
    }

    /** Why this node cannot work on its store, or null. */
    @Nullable
    ChatException refusal() {
        return compatibility.refusal();
    }

    LogWriter writer() {
        return writer;
    }

    LogReader reader() {
        return reader;
    }

    LogAnnotations annotations() {
        return annotations;
    }

    LogHeads heads() {
        return heads;
    }

    LogArchives archives() {
        return archives;
    }

    LogReaders readers() {
        return readers;
    }

    UserMarks marks() {
        return marks;
    }

    UserNames profiles() {
        return profiles;
    }

    Signals signals() {
        return signals;
    }

    MemberReader members() {
        return members;
    }

    KeptState state() {
        return state;
    }

    RoomRecords rooms() {
        return rooms;
    }

    NodeMembers nodeMembers() {
        return nodeMembers;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    CompletionStage<Void> start() {
        return pipeline.start()
                .thenCompose(done -> nodeMembers.register())
                .thenCompose(done -> subscriptions.start())
                .toCompletableFuture()
                .orTimeout(3 * config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> {
                    every(EXPIRY_MILLIS, pipeline::expire);
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
        pipeline.refuse();
        return subscriptions
                .close()
                .thenCompose(done -> nodeMembers.end())
                .thenCompose(sweeper::sweep)
                .toCompletableFuture()
                .orTimeout(2 * config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> {
                    COMPLAINTS.warn("the members of this node have not left: others will sweep them", error);
                    return null;
                })
                .thenCompose(done -> die());
    }

    /** Ends without a word. */
    CompletionStage<Void> die() {
        CompletionStage<Void> silent =
                subscriptions.close(); // first: it takes no topic for whose deadline there is no timer
        timer.shutdownNow();
        return pipeline.close().thenCompose(done -> silent).whenComplete((done, error) -> replies.shutdown());
    }

    /** A new connection: the store may be another one, or may have been away. */
    private void linked(Link link) {
        upkeep.interrupted();
        String former = generation;
        generation = link.generation();
        if (former != null && !former.equals(link.generation())) {
            LOG.info(
                    "{} has another master, or has started anew",
                    config.access().address());
            nodeMembers.renewIncarnation(nodeMembers.renewals()).thenCompose(sweeper::sweep);
        }
    }

    private void every(long millis, Runnable task) {
        Future<?> unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        COMPLAINTS.error("a regular task failed", e);
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
