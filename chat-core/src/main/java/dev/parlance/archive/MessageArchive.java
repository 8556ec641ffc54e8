package dev.parlance.archive;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.LogArchiving;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A broker whose rooms forget nothing: a short log in front, in memory or in Redis, and behind it an {@link ArchiveStore} with all that was ever said. Pages of history and resumptions go from one into the other, over lost logs
 * too; old messages are edited, reacted to and replied to as new ones are; a log that is lost goes on behind what is archived. Everything else is the broker's.
 *
 * <pre>{@code
 * MessageArchive archive = MessageArchive.of(broker, store).build();
 * ChatEngine engine = ChatEngine.builder().broker(archive).build();
 * }</pre>
 *
 * <p>All nodes over one broker have one archive behind it. Whoever starts and stops this starts and stops both; the stop first archives what it can. Threads and order are those of {@link ChatBroker}.
 */
public final class MessageArchive extends ForwardingBroker {
    private final ChatBroker broker;
    private final ArchiveStore store;
    private final Archiver archiver;
    private final ScheduledExecutorService scheduler;
    private final boolean ownScheduler;
    private final Duration stopPatience;

    private MessageArchive(Builder builder, ScheduledExecutorService scheduler, Archiver archiver) {
        super(
                builder.broker,
                new ArchivedLog(builder.broker, builder.archiving, builder.store, archiver),
                builder.broker,
                builder.broker,
                builder.broker,
                builder.broker,
                builder.broker,
                builder.broker);
        this.broker = builder.broker;
        this.store = builder.store;
        this.archiver = archiver;
        this.scheduler = scheduler;
        this.ownScheduler = builder.scheduler == null;
        this.stopPatience = builder.stopPatience;
    }

    /**
     * Puts an archive behind a broker.
     *
     * @param <B> a broker that can be archived
     * @param broker whose log is the short one
     * @param store where messages are kept for good
     * @return a builder, for one thread
     */
    public static <B extends ChatBroker & LogArchiving> Builder of(B broker, ArchiveStore store) {
        return new Builder(broker, broker, store);
    }

    /** Connects the store, then the broker; a store that cannot be reached fails the start. */
    @Override
    public CompletionStage<Void> start(BrokerListener listener) {
        return store.start().thenCompose(ready -> super.start(listener)).thenRun(archiver::start);
    }

    /** Archives what is behind, as long as that may take, then ends broker and store. */
    @Override
    public CompletionStage<Void> stop() {
        return archiver.stop(stopPatience)
                .handle((done, error) -> broker.stop())
                .thenCompose(Function.identity())
                .handle((done, error) -> store.stop()
                        .thenCompose(ended -> error == null
                                ? CompletableFuture.<Void>completedStage(null)
                                : CompletableFuture.<Void>failedStage(error)))
                .thenCompose(Function.identity())
                .whenComplete((done, error) -> {
                    if (ownScheduler) {
                        scheduler.shutdownNow();
                    }
                });
    }

    /** Collects what a {@link MessageArchive} needs; not safe for use by several threads. */
    public static final class Builder {
        private final ChatBroker broker;
        private final LogArchiving archiving;
        private final ArchiveStore store;
        private ArchivePromise promise = ArchivePromise.WRITE_BEHIND;
        private Duration pause = Duration.ofMillis(200);
        private Duration patience = Duration.ofSeconds(5);
        private Duration stopPatience = Duration.ofSeconds(5);
        private @Nullable ScheduledExecutorService scheduler;

        private Builder(ChatBroker broker, LogArchiving archiving, ArchiveStore store) {
            this.broker = Objects.requireNonNull(broker, "broker");
            this.archiving = Objects.requireNonNull(archiving, "broker");
            this.store = Objects.requireNonNull(store, "store");
        }

        /**
         * Says what it shall mean that a message was placed.
         *
         * @param value default {@link ArchivePromise#WRITE_BEHIND}
         * @return this
         */
        public Builder promise(ArchivePromise value) {
            this.promise = Objects.requireNonNull(value, "promise");
            return this;
        }

        /**
         * Says how long messages are gathered before they are archived together. Nothing is gathered with {@link ArchivePromise#ARCHIVED_FIRST}.
         *
         * @param value default 200 ms, 0 to 1 minute
         * @return this
         */
        public Builder pause(Duration value) {
            this.pause = value;
            return this;
        }

        /**
         * Says how long a post waits for the archive with {@link ArchivePromise#ARCHIVED_FIRST} before it fails.
         *
         * @param value default 5 s, 100 ms to 1 minute
         * @return this
         */
        public Builder patience(Duration value) {
            this.patience = value;
            return this;
        }

        /**
         * Says how long a stop may take to archive what is behind; the rest is archived by another node, or after the next start.
         *
         * @param value default 5 s, 0 to 10 minutes
         * @return this
         */
        public Builder stopPatience(Duration value) {
            this.stopPatience = value;
            return this;
        }

        /**
         * Lends a scheduler, on which nothing blocks.
         *
         * @param value default one thread of its own
         * @return this
         */
        public Builder scheduler(ScheduledExecutorService value) {
            this.scheduler = value;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the broker, not yet started
         * @throws IllegalArgumentException naming every fault
         */
        public MessageArchive build() {
            List<String> faults = new ArrayList<>();
            check(faults, "pause", pause, Duration.ZERO, Duration.ofMinutes(1));
            check(faults, "patience", patience, Duration.ofMillis(100), Duration.ofMinutes(1));
            check(faults, "stopPatience", stopPatience, Duration.ZERO, Duration.ofMinutes(10));
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            ScheduledExecutorService used = scheduler == null ? ownScheduler() : scheduler;
            boolean first = promise == ArchivePromise.ARCHIVED_FIRST;
            return new MessageArchive(this, used, new Archiver(archiving, store, used, pause, first, patience));
        }

        private static void check(List<String> faults, String name, Duration value, Duration least, Duration most) {
            if (value == null || value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                faults.add(name + " must be " + least + " to " + most + ", not " + value);
            }
        }

        private static ScheduledExecutorService ownScheduler() {
            return Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "parlance-archive");
                thread.setDaemon(true);
                return thread;
            });
        }
    }
}
