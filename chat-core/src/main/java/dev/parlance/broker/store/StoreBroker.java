package dev.parlance.broker.store;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.KeptValues;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.broker.form.UnreadableFormException;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Presence;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node over any transactional store: the whole contract of {@link ChatBroker}, once, over the primitives of a {@link StorePort}. Every node hears all that is told anywhere in the
 * store and passes over what it does not listen to, so it is made for some nodes and some thousand messages a second; a store for more has a broker of its own, as Redis has.
 *
 * <p>Transactions run on an executor, those of one topic one after the other, as many at once as there are lanes; the caller never waits. An operation whose commit is unsure is done
 * again where that is harmless: a message with a client message id, joins, leaves, readings and kept values are; of the others the failure says that they are not to be tried again.
 *
 * <p>What lies in the store carries the number of its {@link dev.parlance.broker.form.Format}: {@link #start} fails for a store that this version does not read, and beside a node of a version that is not
 * its neighbour, and says why. Keys: {@code format}, {@code epoch}; {@code h/ROOM}
 * and {@code r/ROOM/...} a room's log; {@code v/ROOM}, {@code m/ROOM/USER} its members; {@code l/NODE}, {@code n/NODE/...} who lives and whom it entered; {@code k/KEY} kept values.
 * A store that fell back (B7) is of another generation: what then comes next in a room begins a new epoch, which carries over the positions up to where it stands.
 */
public final class StoreBroker implements ChatBroker {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(StoreBroker.class.getName()));

    private enum State {
        NEW,
        STARTING,
        RUNNING,
        STOPPED
    }

    private final StorePort port;
    private final Transactions store;
    private final Threads threads;
    private final StoreLane[] lanes;
    private final Epochs epochs;
    private final NodeLife life;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile @Nullable Hearing hearing;

    private StoreBroker(StorePort port, Threads threads, int lanes, RandomGenerator random) {
        this.port = port;
        this.store = new Transactions(port);
        this.threads = threads;
        this.lanes = Stream.generate(() -> new StoreLane(threads)).limit(lanes).toArray(StoreLane[]::new);
        this.epochs = new Epochs(random);
        this.life = new NodeLife(store, new Tidying(store, epochs), random, this::again);
    }

    /**
     * Starts from the defaults.
     *
     * @param port the store, for this node alone; the broker closes it when it stops
     * @return a builder, for one thread
     */
    public static Builder builder(StorePort port) {
        return new Builder(port);
    }

    @Override
    public CompletionStage<Void> start(BrokerListener listener) {
        if (!state.compareAndSet(State.NEW, State.STARTING)) {
            return CompletableFuture.failedFuture(new IllegalStateException("a broker starts once"));
        }
        CompletableFuture<Void> started = new CompletableFuture<>();
        lanes[0].addAlways(step(State.STARTING, started, () -> {
            try {
                begin(listener);
            } catch (RuntimeException e) {
                end();
                throw e;
            }
            return null;
        }));
        return started;
    }

    private void begin(BrokerListener listener) {
        requireStore();
        life.begin();
        store.harmless(epochs::first);
        Hearing ear = new Hearing(life.node(), listener, threads, this::tellAgain);
        hearing = ear;
        try {
            port.listen(ear);
        } catch (StoreUnavailableException e) {
            throw unreachable(e);
        }
        if (!state.compareAndSet(State.STARTING, State.RUNNING)) {
            throw afterStop();
        }
        threads.every(NodeLife.BEAT, life::beat);
    }

    /** Whoever starts a node is told why its store cannot be used, which is nobody else's business. */
    private void requireStore() {
        try {
            port.transaction(StoreTransaction::now);
        } catch (StoreUnavailableException e) {
            throw unreachable(e);
        }
    }

    private static ChatException unreachable(StoreUnavailableException e) {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the store cannot be used: " + e.getMessage());
    }

    @Override
    public CompletionStage<Void> stop() {
        end();
        return stopped.copy();
    }

    private void end() {
        State before = state.getAndSet(State.STOPPED);
        if (before != State.STOPPED) {
            life.end();
            threads.endUpkeep();
            Hearing ear = hearing;
            if (ear != null) {
                ear.close(afterStop());
            }
            allLanes(() -> threads.executeLast(() -> {
                release(before);
                threads.close();
                stopped.complete(null);
            }));
        }
    }

    /** Runs {@code last} when all that was under way has ended. */
    private void allLanes(Runnable last) {
        AtomicInteger left = new AtomicInteger(lanes.length);
        for (StoreLane lane : lanes) {
            lane.addAlways(new StoreLane.Step() {
                @Override
                public void run() {
                    if (left.decrementAndGet() == 0) {
                        last.run();
                    }
                }

                @Override
                public void refuse(ChatException reason) {
                    run();
                }
            });
        }
    }

    private void release(State before) {
        try {
            Hearing ear = hearing;
            if (ear != null) {
                ear.close(afterStop()); // for a start that was under way
            }
            if (before != State.NEW) {
                life.release();
            }
        } catch (RuntimeException e) {
            COMPLAINTS.warn("the members of a stopped node leave when its lease is over, for the store is away", e);
        } finally {
            port.close();
        }
    }

    @Override
    public CompletionStage<Void> subscribe(Topic topic) {
        return token(topic, true);
    }

    @Override
    public CompletionStage<Void> unsubscribe(Topic topic) {
        return token(topic, false);
    }

    private CompletionStage<Void> token(Topic topic, boolean listening) {
        CompletableFuture<Void> heard = new CompletableFuture<>();
        CompletionStage<Long> told = run(topic, () -> {
            long number = ear().await(topic, listening, heard);
            tell(topic, number);
            return number;
        });
        told.whenComplete((number, failure) -> {
            if (failure != null) {
                heard.completeExceptionally(failure);
            }
        });
        return heard;
    }

    private void tell(Topic topic, long number) {
        try {
            store.harmless(transaction -> {
                Position position = topic instanceof Topic.Room room
                        ? StoredLog.open(transaction, room.roomId(), epochs).position()
                        : null;
                Notification.token(
                        transaction, Keys.topic(topic), new Notification.Token(ear().node(), number), position);
                return number;
            });
        } catch (RuntimeException e) {
            ear().fail(number, e);
            throw e;
        }
    }

    private void tellAgain(Topic topic) {
        lane(topic).addAlways(step(State.RUNNING, new CompletableFuture<>(), () -> {
            ear().awaited(topic).forEach(number -> tell(topic, number));
            return topic;
        }));
    }

    private Hearing ear() {
        Hearing ear = hearing;
        if (ear == null) {
            throw new IllegalStateException("start the broker first");
        }
        return ear;
    }

    @Override
    public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
        RoomId roomId = draft.roomId();
        StorePort.Work<Receipt> work = transaction -> {
            StoredLog log = StoredLog.open(transaction, roomId, epochs);
            Receipt first = log.repeated(draft);
            if (first != null) {
                return first;
            }
            Message message = log.post(draft, retention);
            Notification.event(transaction, new RoomEvent.Posted(message), log.position());
            return new Receipt(roomId, message.position(), message.timestamp());
        };
        boolean harmless = draft.clientMessageId().isPresent();
        return run(new Topic.Room(roomId), () -> harmless ? store.harmless(work) : store.harmful(work));
    }

    @Override
    public CompletionStage<Message> change(MessageChange change) {
        RoomId roomId = change.message().roomId();
        return run(
                new Topic.Room(roomId),
                () -> store.harmful(transaction -> {
                    StoredLog log = StoredLog.open(transaction, roomId, epochs);
                    Message changed = log.change(change);
                    Notification.event(transaction, new RoomEvent.Changed(changed), log.position());
                    return changed;
                }));
    }

    @Override
    public CompletionStage<Void> signal(Topic topic, Signal signal) {
        return run(
                        topic,
                        () -> store.harmful(transaction -> {
                            Notification.signal(transaction, Keys.topic(topic), signal);
                            return signal;
                        }))
                .thenAccept(told -> {});
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
        return log(roomId, log -> log.history(query));
    }

    @Override
    public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
        return log(roomId, log -> log.message(position));
    }

    @Override
    public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
        return log(roomId, log -> log.resume(since));
    }

    private <T> CompletionStage<T> log(RoomId roomId, Function<StoredLog, T> reading) {
        return run(
                new Topic.Room(roomId),
                () -> store.harmless(transaction -> reading.apply(StoredLog.open(transaction, roomId, epochs))));
    }

    @Override
    public CompletionStage<Long> enter(RoomId roomId, User user) {
        return run(new Topic.Room(roomId), () -> life.enter(roomId, user));
    }

    private void again(RoomId roomId, Runnable entering) {
        lane(new Topic.Room(roomId)).addAlways(step(State.RUNNING, new CompletableFuture<>(), () -> {
            entering.run();
            return roomId;
        }));
    }

    @Override
    public CompletionStage<Long> leave(RoomId roomId, UserId userId) {
        return run(new Topic.Room(roomId), () -> life.leave(roomId, userId));
    }

    @Override
    public CompletionStage<Presence> members(RoomId roomId) {
        return run(
                new Topic.Room(roomId),
                () -> store.harmless(
                        transaction -> StoredPresence.open(transaction, roomId).all()));
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        return run(key, () -> {
                    KeptValues.requireKey(key);
                    KeptValues.requireValue(value);
                    return store.harmless(transaction -> {
                        transaction.put(
                                Keys.kept(key),
                                value.getBytes(StandardCharsets.UTF_8),
                                transaction.now().plus(timeToLive));
                        return key;
                    });
                })
                .thenAccept(kept -> {});
    }

    @Override
    public CompletionStage<Optional<String>> get(String key) {
        return run(key, () -> {
            KeptValues.requireKey(key);
            return store.harmless(transaction -> text(transaction.get(Keys.kept(key))));
        });
    }

    @Override
    public CompletionStage<Optional<String>> take(String key) {
        return run(key, () -> {
            KeptValues.requireKey(key);
            return store.harmful(transaction -> {
                transaction.lock(Keys.kept(key));
                Optional<String> value = text(transaction.get(Keys.kept(key)));
                transaction.delete(Keys.kept(key));
                return value;
            });
        });
    }

    private static Optional<String> text(byte @Nullable [] value) {
        return value == null ? Optional.empty() : Optional.of(new String(value, StandardCharsets.UTF_8));
    }

    private StoreLane lane(Object of) {
        return lanes[Math.floorMod(of.hashCode(), lanes.length)];
    }

    private <T> CompletionStage<T> run(Object of, Supplier<T> work) {
        State now = state.get();
        if (now == State.NEW || now == State.STARTING) {
            return CompletableFuture.failedFuture(new IllegalStateException("start the broker first"));
        }
        if (now == State.STOPPED) {
            return CompletableFuture.failedFuture(afterStop());
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        lane(of).add(step(State.RUNNING, result, work));
        return result;
    }

    private <T extends @Nullable Object> StoreLane.Step step(
            State needed, CompletableFuture<T> result, Supplier<T> work) {
        return new StoreLane.Step() {
            @Override
            public void run() {
                if (state.get() != needed) {
                    refuse(afterStop());
                    return;
                }
                try {
                    result.complete(work.get());
                } catch (ChatException e) {
                    refuse(e);
                } catch (UnreadableFormException e) {
                    COMPLAINTS.error("the store holds what this version cannot read", e);
                    refuse(new ChatException(
                            ErrorCode.BROKER_UNAVAILABLE, "the store holds what this version cannot read", false));
                } catch (Throwable e) {
                    COMPLAINTS.error("a port of a store failed in an unknown way", e);
                    refuse(new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the store failed: " + e, false));
                }
            }

            @Override
            public void refuse(ChatException reason) {
                result.completeExceptionally(reason);
            }
        };
    }

    private static ChatException afterStop() {
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the broker has stopped", false);
    }

    /** Collects what a {@link StoreBroker} is built with; not safe for use by several threads. */
    public static final class Builder {
        /** The most transactions at once. */
        public static final int MAX_LANES = 256;

        private final @Nullable StorePort port;
        private @Nullable Executor executor;
        private @Nullable UpkeepTimer upkeep;
        private int lanes = 8;
        private RandomGenerator random = new SecureRandom();
        private final Set<String> faults = new TreeSet<>();

        private Builder(StorePort port) {
            this.port = port;
            require("port", port);
        }

        private void require(String what, @Nullable Object value) {
            if (value == null) {
                faults.add(what + " must not be null");
            }
        }

        /**
         * Lends the threads on which transactions block, as many at once as there are lanes.
         *
         * @param value default: threads of its own
         * @return this
         */
        public Builder executor(Executor value) {
            require("executor", value);
            this.executor = value;
            return this;
        }

        /**
         * How many transactions may run at once; a port with as many connections, and one more to hear by, serves them without a wait.
         *
         * @param value 1 to {@value #MAX_LANES}; default: 8
         * @return this
         */
        public Builder lanes(int value) {
            if (value < 1 || value > MAX_LANES) {
                faults.add("lanes must be 1 to " + MAX_LANES + ", not " + value);
            }
            this.lanes = value;
            return this;
        }

        /**
         * Lends a timer that says every five seconds that this node lives.
         *
         * @param value default: a thread of its own
         * @return this
         */
        public Builder upkeep(UpkeepTimer value) {
            require("upkeep", value);
            this.upkeep = value;
            return this;
        }

        /**
         * Names nodes and epochs, which must never come again.
         *
         * @param value default: a secure one
         * @return this
         */
        public Builder random(RandomGenerator value) {
            require("random", value);
            this.random = value;
            return this;
        }

        /**
         * Checks and builds a node.
         *
         * @return a broker that has not started
         * @throws IllegalArgumentException naming every fault
         */
        public StoreBroker build() {
            StorePort given = port;
            if (given == null || !faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", faults));
            }
            return new StoreBroker(given, new Threads(executor, upkeep), lanes, random);
        }
    }
}
