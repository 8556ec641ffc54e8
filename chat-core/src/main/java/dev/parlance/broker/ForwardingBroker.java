package dev.parlance.broker;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A broker that does what others do: the base of one that adds to some operations, measures them, or breaks one in a test, and what puts a broker together of which one part is wrapped, as {@code new
 * ForwardingBroker(broker, archived, broker, broker, broker, broker, broker, broker)} does.
 */
public class ForwardingBroker implements ChatBroker {
    private final ChatBroker broker;
    private final MessageLog log;
    private final TopicBus bus;
    private final RoomPresence presence;
    private final KeptValues values;
    private final RoomDirectory rooms;
    private final ReadMarks marks;
    private final UserProfiles profiles;

    /**
     * Stands before another.
     *
     * @param broker what does the work; whoever starts and stops this one starts and stops that
     */
    public ForwardingBroker(ChatBroker broker) {
        this(broker, broker, broker, broker, broker, broker, broker, broker);
    }

    /**
     * Stands before several, each for its part. Together they are to keep the whole contract: what stands before a log tells nothing itself.
     *
     * @param broker whoever starts and stops this one starts and stops that, and that alone
     * @param log what posts, changes, reacts and reads
     * @param bus what subscribes and signals
     * @param presence who is where
     * @param values what is kept
     * @param rooms what is known of rooms; what stands before it tells nothing itself either
     * @param marks how far users have read
     * @param profiles what users are called
     */
    public ForwardingBroker(
            ChatBroker broker,
            MessageLog log,
            TopicBus bus,
            RoomPresence presence,
            KeptValues values,
            RoomDirectory rooms,
            ReadMarks marks,
            UserProfiles profiles) {
        this.broker = Objects.requireNonNull(broker, "broker");
        this.log = Objects.requireNonNull(log, "log");
        this.bus = Objects.requireNonNull(bus, "bus");
        this.presence = Objects.requireNonNull(presence, "presence");
        this.values = Objects.requireNonNull(values, "values");
        this.rooms = Objects.requireNonNull(rooms, "rooms");
        this.marks = Objects.requireNonNull(marks, "marks");
        this.profiles = Objects.requireNonNull(profiles, "profiles");
    }

    @Override
    public CompletionStage<Void> start(BrokerListener listener) {
        return broker.start(listener);
    }

    @Override
    public CompletionStage<Void> stop() {
        return broker.stop();
    }

    @Override
    public CompletionStage<Void> subscribe(Topic topic) {
        return bus.subscribe(topic);
    }

    @Override
    public CompletionStage<Void> unsubscribe(Topic topic) {
        return bus.unsubscribe(topic);
    }

    @Override
    public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
        return log.publish(draft, retention);
    }

    @Override
    public CompletionStage<Message> change(MessageChange change) {
        return log.change(change);
    }

    @Override
    public CompletionStage<Void> signal(Topic topic, Signal signal) {
        return bus.signal(topic, signal);
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
        return log.history(roomId, query);
    }

    @Override
    public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
        return log.message(roomId, position);
    }

    @Override
    public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
        return log.resume(roomId, since);
    }

    @Override
    public CompletionStage<Boolean> react(RoomId roomId, Position message, Reaction reaction) {
        return log.react(roomId, message, reaction);
    }

    @Override
    public CompletionStage<Optional<Message>> tell(RoomId roomId, Position message) {
        return log.tell(roomId, message);
    }

    @Override
    public CompletionStage<UserPage> reactors(
            RoomId roomId, Position message, String emoji, int limit, @Nullable UserId after) {
        return log.reactors(roomId, message, emoji, limit, after);
    }

    @Override
    public CompletionStage<Map<Position, Set<String>>> reactionsOf(
            RoomId roomId, UserId userId, List<Position> messages) {
        return log.reactionsOf(roomId, userId, messages);
    }

    @Override
    public CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, long after) {
        return log.replies(roomId, root, limit, after);
    }

    @Override
    public CompletionStage<MessagePage> pins(RoomId roomId) {
        return log.pins(roomId);
    }

    @Override
    public CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since) {
        return log.head(roomId, since);
    }

    @Override
    public CompletionStage<Map<RoomId, RoomHead>> heads(Map<RoomId, Position> since) {
        return log.heads(since);
    }

    @Override
    public CompletionStage<Long> enter(RoomId roomId, User user) {
        return presence.enter(roomId, user);
    }

    @Override
    public CompletionStage<Long> leave(RoomId roomId, UserId userId) {
        return presence.leave(roomId, userId);
    }

    @Override
    public CompletionStage<Presence> members(RoomId roomId) {
        return presence.members(roomId);
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        return values.put(key, value, timeToLive);
    }

    @Override
    public CompletionStage<Optional<String>> get(String key) {
        return values.get(key);
    }

    @Override
    public CompletionStage<Optional<String>> take(String key) {
        return values.take(key);
    }

    @Override
    public CompletionStage<RoomRecord> createRoom(RoomRecord record, Map<UserId, RoomRole> founders) {
        return rooms.createRoom(record, founders);
    }

    @Override
    public CompletionStage<Optional<RoomRecord>> room(RoomId roomId) {
        return rooms.room(roomId);
    }

    @Override
    public CompletionStage<Map<RoomId, RoomRecord>> rooms(Set<RoomId> roomIds) {
        return rooms.rooms(roomIds);
    }

    @Override
    public CompletionStage<RoomRecord> updateRoom(RoomRecord next) {
        return rooms.updateRoom(next);
    }

    @Override
    public CompletionStage<Void> deleteRoom(RoomId roomId) {
        return rooms.deleteRoom(roomId);
    }

    @Override
    public CompletionStage<RoomMember> putMember(RoomId roomId, UserId userId, RoomRole role, int most) {
        return rooms.putMember(roomId, userId, role, most);
    }

    @Override
    public CompletionStage<Void> removeMember(RoomId roomId, UserId userId) {
        return rooms.removeMember(roomId, userId);
    }

    @Override
    public CompletionStage<Optional<RoomMember>> member(RoomId roomId, UserId userId) {
        return rooms.member(roomId, userId);
    }

    @Override
    public CompletionStage<RoomMemberPage> roomMembers(RoomId roomId, int limit, @Nullable UserId after) {
        return rooms.roomMembers(roomId, limit, after);
    }

    @Override
    public CompletionStage<List<KeptMark>> marks(UserId userId) {
        return marks.marks(userId);
    }

    @Override
    public CompletionStage<Optional<KeptMark>> mark(UserId userId, RoomId roomId) {
        return marks.mark(userId, roomId);
    }

    @Override
    public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
        return marks.putMark(next, most);
    }

    @Override
    public CompletionStage<Void> removeMark(UserId userId, RoomId roomId) {
        return marks.removeMark(userId, roomId);
    }

    @Override
    public CompletionStage<UserPage> readers(RoomId roomId, Position message, int limit, @Nullable UserId after) {
        return marks.readers(roomId, message, limit, after);
    }

    @Override
    public CompletionStage<Boolean> mention(UserId userId, Mention mention, boolean on) {
        return marks.mention(userId, mention, on);
    }

    @Override
    public CompletionStage<Void> forgetMentions(UserId userId, RoomId roomId) {
        return marks.forgetMentions(userId, roomId);
    }

    @Override
    public CompletionStage<KeptProfile> putProfile(UserId userId, String name, @Nullable URI picture) {
        return profiles.putProfile(userId, name, picture);
    }

    @Override
    public CompletionStage<Boolean> saw(UserId userId) {
        return profiles.saw(userId);
    }

    @Override
    public CompletionStage<Map<UserId, Profile>> profiles(Set<UserId> users) {
        return profiles.profiles(users);
    }
}
