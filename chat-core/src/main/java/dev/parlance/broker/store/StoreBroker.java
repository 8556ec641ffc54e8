package dev.parlance.broker.store;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.LogEnd;
import dev.parlance.broker.LogTail;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.MessageLog;
import dev.parlance.broker.Topic;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Mention;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.Presence;
import dev.parlance.model.Profile;
import dev.parlance.model.Reaction;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
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
 * and {@code r/ROOM/...} a room's log, with what others added to its messages; {@code o/ROOM/...} what of that was not told; {@code b/ROOM} a room of which something is to be archived; {@code v/ROOM}, {@code m/ROOM/USER} its members; {@code l/NODE}, {@code n/NODE/...} who lives and whom it entered; {@code k/KEY} kept values; {@code
 * d/ROOM}, {@code w/ROOM/USER} what a room is known for and whom its record names; {@code j/USER}, {@code u/USER/...} the marks and mentions of users, {@code y/ROOM/USER} the readers of a room, {@code
 * p/USER} what users are called.
 * A store that fell back (B7) is of another generation: what then comes next in a room begins a new epoch, which carries over the positions up to where it stands.
 */
public final class StoreBroker implements ChatBroker, LogArchiving {
    private final Transactions store;
    private final StoreCalls calls;
    private final NodeLife life;
    private final Subscribing subscribing;
    private final StoredLogs logs;
    private final StoredValues values;
    private final StoredRooms rooms;
    private final StoredUsers users;
    private final BrokerLife ends;

    private StoreBroker(StorePort port, Threads threads, int lanes, RandomGenerator random) {
        Epochs epochs = new Epochs(random);
        this.store = new Transactions(port);
        this.calls = new StoreCalls(threads, lanes);
        this.logs = new StoredLogs(store, epochs);
        this.life = new NodeLife(
                store,
                new Tidying(store, epochs),
                new OverdueTellings(store, logs),
                random,
                (roomId, entering) -> calls.runOwn(new Topic.Room(roomId), entering));
        this.subscribing = new Subscribing(calls, store, epochs);
        this.values = new StoredValues(store);
        this.rooms = new StoredRooms(store);
        this.users = new StoredUsers(store);
        this.ends = new BrokerLife(port, threads, calls, life, subscribing, () -> store.harmless(epochs::first));
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
        return ends.start(listener);
    }

    @Override
    public CompletionStage<Void> stop() {
        return ends.stop();
    }

    @Override
    public CompletionStage<Void> subscribe(Topic topic) {
        return subscribing.token(topic, true);
    }

    @Override
    public CompletionStage<Void> unsubscribe(Topic topic) {
        return subscribing.token(topic, false);
    }

    @Override
    public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
        return calls.run(new Topic.Room(draft.roomId()), Weight.of(draft), () -> logs.publish(draft, retention));
    }

    @Override
    public CompletionStage<Message> change(MessageChange change) {
        Message message = change.message();
        return calls.run(new Topic.Room(message.roomId()), Weight.of(message), () -> logs.change(change));
    }

    @Override
    public CompletionStage<Void> signal(Topic topic, Signal signal) {
        return calls.run(
                        topic,
                        Weight.of(signal),
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

    @Override
    public CompletionStage<Boolean> react(RoomId roomId, Position message, Reaction reaction) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> logs.react(roomId, message, reaction));
    }

    @Override
    public CompletionStage<Optional<Message>> tell(RoomId roomId, Position message) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> logs.tell(roomId, message));
    }

    @Override
    public CompletionStage<UserPage> reactors(
            RoomId roomId, Position message, String emoji, int limit, @Nullable UserId after) {
        return log(roomId, log -> {
            UserPage.requireLimit(limit);
            return log.reactors(message, emoji, limit, after);
        });
    }

    @Override
    public CompletionStage<Map<Position, Set<String>>> reactionsOf(
            RoomId roomId, UserId userId, List<Position> messages) {
        List<Position> asked = List.copyOf(messages); // the caller may go on with its own
        return log(roomId, log -> {
            MessageLog.requireAsked(asked);
            return log.reactionsOf(userId, asked);
        });
    }

    @Override
    public CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, long after) {
        return log(roomId, log -> {
            MessageLog.requireLimit(limit);
            return log.replies(root, limit, after);
        });
    }

    @Override
    public CompletionStage<MessagePage> pins(RoomId roomId) {
        return log(roomId, StoredLog::pins);
    }

    @Override
    public CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since) {
        return log(roomId, log -> log.head(since));
    }

    private <T> CompletionStage<T> log(RoomId roomId, Function<StoredLog, T> reading) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> logs.read(roomId, reading));
    }

    @Override
    public CompletionStage<Void> begin(RoomId roomId, @Nullable LogEnd end) {
        return log(roomId, log -> {
                    log.begin(end);
                    return roomId;
                })
                .thenAccept(begun -> {});
    }

    @Override
    public CompletionStage<LogTail> tail(RoomId roomId, int limit) {
        return log(roomId, log -> {
            LogArchiving.requireLimit(limit);
            return log.tail(limit);
        });
    }

    @Override
    public CompletionStage<List<Position>> archived(RoomId roomId, Position upTo, Collection<Message> whole) {
        List<Message> kept = List.copyOf(whole); // the caller may go on with its own
        return log(roomId, log -> log.archived(upTo, kept));
    }

    @Override
    public CompletionStage<Optional<WholeMessage>> whole(RoomId roomId, Position message) {
        return log(roomId, log -> log.whole(message));
    }

    @Override
    public CompletionStage<Boolean> restore(RoomId roomId, WholeMessage message, Position asOf) {
        return log(roomId, log -> log.restore(message, asOf));
    }

    @Override
    public CompletionStage<List<RoomId>> behind(int limit, @Nullable RoomId after) {
        return calls.run("behind", Weight.LEAST, () -> {
            LogArchiving.requireLimit(limit);
            return logs.behind(limit, after);
        });
    }

    @Override
    public CompletionStage<Long> enter(RoomId roomId, User user) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> life.enter(roomId, user));
    }

    @Override
    public CompletionStage<Long> leave(RoomId roomId, UserId userId) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> life.leave(roomId, userId));
    }

    @Override
    public CompletionStage<Presence> members(RoomId roomId) {
        return calls.run(
                new Topic.Room(roomId),
                Weight.LEAST,
                () -> store.harmless(
                        transaction -> StoredPresence.open(transaction, roomId).all()));
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        return calls.run(key, Weight.of(value), () -> values.put(key, value, timeToLive))
                .thenAccept(kept -> {});
    }

    @Override
    public CompletionStage<Optional<String>> get(String key) {
        return calls.run(key, Weight.LEAST, () -> values.get(key));
    }

    @Override
    public CompletionStage<Optional<String>> take(String key) {
        return calls.run(key, Weight.LEAST, () -> values.take(key));
    }

    @Override
    public CompletionStage<RoomRecord> createRoom(RoomRecord record, Map<UserId, RoomRole> founders) {
        Map<UserId, RoomRole> first = Map.copyOf(founders); // the caller may go on with its own
        return calls.run(new Topic.Room(record.id()), Weight.of(record), () -> rooms.create(record, first));
    }

    @Override
    public CompletionStage<Optional<RoomRecord>> room(RoomId roomId) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> rooms.record(roomId));
    }

    @Override
    public CompletionStage<RoomRecord> updateRoom(RoomRecord next) {
        return calls.run(new Topic.Room(next.id()), Weight.of(next), () -> rooms.update(next));
    }

    @Override
    public CompletionStage<Void> deleteRoom(RoomId roomId) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> rooms.without(roomId, StoredRoom::delete))
                .thenAccept(done -> {});
    }

    @Override
    public CompletionStage<RoomMember> putMember(RoomId roomId, UserId userId, RoomRole role, int most) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> rooms.put(roomId, userId, role, most));
    }

    @Override
    public CompletionStage<Void> removeMember(RoomId roomId, UserId userId) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> rooms.without(roomId, room -> room.remove(userId)))
                .thenAccept(done -> {});
    }

    @Override
    public CompletionStage<Optional<RoomMember>> member(RoomId roomId, UserId userId) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> rooms.member(roomId, userId));
    }

    @Override
    public CompletionStage<RoomMemberPage> roomMembers(RoomId roomId, int limit, @Nullable UserId after) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> rooms.page(roomId, limit, after));
    }

    @Override
    public CompletionStage<List<KeptMark>> marks(UserId userId) {
        return user(userId, () -> users.read(userId, StoredUser::all));
    }

    @Override
    public CompletionStage<Optional<KeptMark>> mark(UserId userId, RoomId roomId) {
        return user(userId, () -> users.read(userId, user -> user.mark(roomId)));
    }

    @Override
    public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
        return user(next.userId(), () -> users.put(next, most));
    }

    @Override
    public CompletionStage<Void> removeMark(UserId userId, RoomId roomId) {
        return user(userId, () -> users.without(userId, user -> user.remove(roomId)))
                .thenAccept(removed -> {});
    }

    @Override
    public CompletionStage<UserPage> readers(RoomId roomId, Position message, int limit, @Nullable UserId after) {
        return calls.run(new Topic.Room(roomId), Weight.LEAST, () -> users.readers(roomId, message, limit, after));
    }

    @Override
    public CompletionStage<Boolean> mention(UserId userId, Mention mention, boolean on) {
        return user(userId, () -> users.mention(userId, mention, on));
    }

    @Override
    public CompletionStage<Void> forgetMentions(UserId userId, RoomId roomId) {
        return user(userId, () -> users.without(userId, user -> user.forgetMentions(roomId)))
                .thenAccept(forgotten -> {});
    }

    @Override
    public CompletionStage<KeptProfile> putProfile(UserId userId, String name, @Nullable URI picture) {
        return user(userId, () -> users.put(userId, name, picture));
    }

    @Override
    public CompletionStage<Boolean> saw(UserId userId) {
        return user(userId, () -> users.saw(userId));
    }

    @Override
    public CompletionStage<Map<UserId, Profile>> profiles(Set<UserId> asked) {
        Set<UserId> all = Set.copyOf(asked); // the caller may go on with its own
        return calls.run(all, Weight.LEAST, () -> users.profiles(all));
    }

    private <T> CompletionStage<T> user(UserId userId, Supplier<T> work) {
        return calls.run(new Topic.Recipient(userId), Weight.LEAST, work);
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
