package dev.parlance.redis;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.LogEnd;
import dev.parlance.broker.LogTail;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
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
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.Timing;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A broker over Redis, 6.2 or later: all nodes over one Redis are one chat service. What it keeps there, and what an acknowledgement is worth under which
 * persistence, is told in {@code docs/REDIS.md}.
 *
 * <p>Safe for use by many threads. Operations return at once and complete on a thread of the broker, which must not be blocked: what waits for it counts
 * against {@link RedisConfig#maxPending}. Listener calls come on the thread that reads the subscriptions, or on that one. Operations end within {@link
 * RedisConfig#timeout}; a break of the connection meanwhile is mended behind the scenes, nothing is stored twice and nothing overtakes.
 *
 * <p>Errors are {@link ChatException}s with {@link ErrorCode#BROKER_UNAVAILABLE} if Redis does not answer or too much waits for it. {@code
 * retryable} is true if the operation was certainly not executed, or may be repeated without harm; it is false for a message without a client message id
 * that may have been stored. A store whose format this version does not read, or beside whose nodes it must not work, is refused at the start, and should that
 * come about later, by every operation: the message says which format that is.
 */
public final class RedisBroker implements ChatBroker, LogArchiving {
    private final Lifecycle life;

    private RedisBroker(Builder builder) {
        RedisConfig config = builder.config;
        Timing timing = builder.timing;
        RandomGenerator random = builder.random;
        Forms forms = builder.forms;
        this.life = new Lifecycle(
                config.access().address(), listener -> new Shard(config, timing, random, forms, listener));
    }

    /**
     * Starts from the defaults.
     *
     * @param config how to reach Redis
     * @return a builder, for one thread
     */
    public static Builder builder(RedisConfig config) {
        return new Builder(config);
    }

    /**
     * A node with the defaults.
     *
     * @param config how to reach Redis
     * @return a broker that has not started
     */
    public static RedisBroker of(RedisConfig config) {
        return builder(config).build();
    }

    /**
     * Connects. Fails with {@link ErrorCode#BROKER_UNAVAILABLE}, naming host and port, if Redis does not answer within three times the timeout; the broker is then as good
     * as stopped.
     */
    @Override
    public CompletionStage<Void> start(BrokerListener listener) {
        return life.start(listener);
    }

    @Override
    public CompletionStage<Void> stop() {
        return life.stop();
    }

    @Override
    public CompletionStage<Void> subscribe(Topic topic) {
        return life.running(open -> open.subscriptions().subscribe(topic));
    }

    @Override
    public CompletionStage<Void> unsubscribe(Topic topic) {
        return life.running(open -> open.subscriptions().unsubscribe(topic));
    }

    @Override
    public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
        return life.running(open -> open.writer().publish(draft, retention));
    }

    @Override
    public CompletionStage<Message> change(MessageChange change) {
        return life.running(open -> open.writer().change(change));
    }

    @Override
    public CompletionStage<Void> signal(Topic topic, Signal signal) {
        return life.running(open -> open.signals().signal(topic, signal));
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
        return life.running(open -> open.reader().history(roomId, query));
    }

    @Override
    public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
        return life.running(open -> open.reader().message(roomId, position));
    }

    @Override
    public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
        return life.running(open -> open.reader().resume(roomId, since));
    }

    @Override
    public CompletionStage<Boolean> react(RoomId roomId, Position message, Reaction reaction) {
        return life.running(open -> open.annotations().react(roomId, message, reaction));
    }

    @Override
    public CompletionStage<Optional<Message>> tell(RoomId roomId, Position message) {
        return life.running(open -> open.annotations().tell(roomId, message));
    }

    @Override
    public CompletionStage<UserPage> reactors(
            RoomId roomId, Position message, String emoji, int limit, @Nullable UserId after) {
        return life.running(open -> open.annotations().reactors(roomId, message, emoji, limit, after));
    }

    @Override
    public CompletionStage<Map<Position, Set<String>>> reactionsOf(
            RoomId roomId, UserId userId, List<Position> messages) {
        return life.running(open -> open.annotations().reactionsOf(roomId, userId, messages));
    }

    @Override
    public CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, long after) {
        return life.running(open -> open.heads().replies(roomId, root, limit, after));
    }

    @Override
    public CompletionStage<MessagePage> pins(RoomId roomId) {
        return life.running(open -> open.heads().pins(roomId));
    }

    @Override
    public CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since) {
        return life.running(open -> open.heads().head(roomId, since));
    }

    @Override
    public CompletionStage<Map<RoomId, RoomHead>> heads(Map<RoomId, Position> since) {
        return life.running(open -> open.heads().heads(since));
    }

    @Override
    public CompletionStage<List<KeptMark>> marks(UserId userId) {
        return life.running(open -> open.marks().all(userId));
    }

    @Override
    public CompletionStage<Optional<KeptMark>> mark(UserId userId, RoomId roomId) {
        return life.running(open -> open.marks().find(userId, roomId));
    }

    @Override
    public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
        return life.running(open -> open.marks().put(next, most));
    }

    @Override
    public CompletionStage<Void> removeMark(UserId userId, RoomId roomId) {
        return life.running(open -> open.marks().remove(userId, roomId));
    }

    @Override
    public CompletionStage<UserPage> readers(RoomId roomId, Position message, int limit, @Nullable UserId after) {
        return life.running(open -> open.readers().page(roomId, message, limit, after));
    }

    @Override
    public CompletionStage<Boolean> mention(UserId userId, Mention mention, boolean on) {
        return life.running(open -> open.marks().mention(userId, mention, on));
    }

    @Override
    public CompletionStage<Void> forgetMentions(UserId userId, RoomId roomId) {
        return life.running(open -> open.marks().forgetMentions(userId, roomId));
    }

    @Override
    public CompletionStage<KeptProfile> putProfile(UserId userId, String name, @Nullable URI picture) {
        return life.running(open -> open.profiles().put(userId, name, picture));
    }

    @Override
    public CompletionStage<Boolean> saw(UserId userId) {
        return life.running(open -> open.profiles().saw(userId));
    }

    @Override
    public CompletionStage<Map<UserId, Profile>> profiles(Set<UserId> users) {
        return life.running(open -> open.profiles().profiles(users));
    }

    @Override
    public CompletionStage<Long> enter(RoomId roomId, User user) {
        return life.running(open -> open.nodeMembers().enter(roomId, user));
    }

    @Override
    public CompletionStage<Long> leave(RoomId roomId, UserId userId) {
        return life.running(open -> open.nodeMembers().leave(roomId, userId));
    }

    @Override
    public CompletionStage<Presence> members(RoomId roomId) {
        return life.running(open -> open.members().members(roomId));
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        return life.running(open -> open.state().put(key, value, timeToLive));
    }

    @Override
    public CompletionStage<Optional<String>> get(String key) {
        return life.running(open -> open.state().get(key));
    }

    @Override
    public CompletionStage<Optional<String>> take(String key) {
        return life.running(open -> open.state().take(key));
    }

    @Override
    public CompletionStage<RoomRecord> createRoom(RoomRecord record, Map<UserId, RoomRole> founders) {
        return life.running(open -> open.rooms().create(record, founders));
    }

    @Override
    public CompletionStage<Optional<RoomRecord>> room(RoomId roomId) {
        return life.running(open -> open.rooms().find(roomId));
    }

    @Override
    public CompletionStage<Map<RoomId, RoomRecord>> rooms(Set<RoomId> roomIds) {
        return life.running(open -> open.rooms().findAll(roomIds));
    }

    @Override
    public CompletionStage<RoomRecord> updateRoom(RoomRecord next) {
        return life.running(open -> open.rooms().update(next));
    }

    @Override
    public CompletionStage<Void> deleteRoom(RoomId roomId) {
        return life.running(open -> open.rooms().delete(roomId));
    }

    @Override
    public CompletionStage<RoomMember> putMember(RoomId roomId, UserId userId, RoomRole role, int most) {
        return life.running(open -> open.rooms().put(roomId, userId, role, most));
    }

    @Override
    public CompletionStage<Void> removeMember(RoomId roomId, UserId userId) {
        return life.running(open -> open.rooms().remove(roomId, userId));
    }

    @Override
    public CompletionStage<Optional<RoomMember>> member(RoomId roomId, UserId userId) {
        return life.running(open -> open.rooms().member(roomId, userId));
    }

    @Override
    public CompletionStage<RoomMemberPage> roomMembers(RoomId roomId, int limit, @Nullable UserId after) {
        return life.running(open -> open.rooms().page(roomId, limit, after));
    }

    @Override
    public CompletionStage<Void> begin(RoomId roomId, @Nullable LogEnd end) {
        return life.running(open -> open.archives().begin(roomId, end));
    }

    @Override
    public CompletionStage<LogTail> tail(RoomId roomId, int limit) {
        return life.running(open -> open.archives().tail(roomId, limit));
    }

    @Override
    public CompletionStage<List<Position>> archived(RoomId roomId, Position upTo, Collection<Message> whole) {
        return life.running(open -> open.archives().archived(roomId, upTo, whole));
    }

    @Override
    public CompletionStage<Optional<WholeMessage>> whole(RoomId roomId, Position message) {
        return life.running(open -> open.archives().whole(roomId, message));
    }

    @Override
    public CompletionStage<Boolean> restore(RoomId roomId, WholeMessage message, Position asOf) {
        return life.running(open -> open.archives().restore(roomId, message, asOf));
    }

    @Override
    public CompletionStage<List<RoomId>> behind(int limit, @Nullable RoomId after) {
        return life.running(open -> open.archives().behind(limit, after));
    }

    /** Ends this node without a word, as a killed process does. */
    void die() {
        CompletionStage<Void> unused = life.die();
    }

    /** Does now what is done every few seconds; for tests. */
    CompletionStage<Void> upkeep() {
        Shard working = life.working();
        return working == null ? CompletableFuture.completedStage(null) : working.upkeep();
    }

    /** Collects what a {@link RedisBroker} is built with; not safe for use by several threads. */
    public static final class Builder {
        private final RedisConfig config;
        private Timing timing = Timing.REAL;
        private Forms forms = Forms.WRITTEN;
        private RandomGenerator random = new SecureRandom();

        private Builder(RedisConfig config) {
            this.config = config;
        }

        Builder forms(Forms value) {
            this.forms = value;
            return this;
        }

        Builder timing(Timing value) {
            this.timing = value;
            return this;
        }

        /**
         * Names epochs and nodes, and spreads what nodes do at the same time.
         *
         * @param value safe for use by many threads, and never the same sequence in two nodes; default: a {@link SecureRandom}
         * @return this
         */
        public Builder random(RandomGenerator value) {
            this.random = value;
            return this;
        }

        /**
         * Builds a node.
         *
         * @return a broker that has not started
         */
        public RedisBroker build() {
            return new RedisBroker(this);
        }
    }
}
