package dev.parlance.host;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The host's broker as the engine calls it: an operation that throws, or returns null, is a failed stage like any other. Any thread. */
public final class CheckedBroker implements ChatBroker {
    private final ChatBroker broker;

    public CheckedBroker(ChatBroker broker) {
        this.broker = broker;
    }

    private <T> CompletionStage<T> checked(Supplier<@Nullable CompletionStage<T>> operation) {
        try {
            CompletionStage<T> stage = operation.get();
            return stage != null ? stage : failed(new NullPointerException("the broker returned null"));
        } catch (Throwable e) {
            return failed(e);
        }
    }

    /** A broker that has not been started says so in a way of its own. */
    private <T> CompletionStage<T> failed(Throwable e) {
        return CompletableFuture.failedFuture(e instanceof IllegalStateException ? e : Failures.toldOf(broker, e));
    }

    @Override
    public CompletionStage<Void> start(BrokerListener listener) {
        return checked(() -> broker.start(listener));
    }

    @Override
    public CompletionStage<Void> stop() {
        return checked(broker::stop);
    }

    @Override
    public CompletionStage<Void> subscribe(Topic topic) {
        return checked(() -> broker.subscribe(topic));
    }

    @Override
    public CompletionStage<Void> unsubscribe(Topic topic) {
        return checked(() -> broker.unsubscribe(topic));
    }

    @Override
    public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
        return checked(() -> broker.publish(draft, retention));
    }

    @Override
    public CompletionStage<Message> change(MessageChange change) {
        return checked(() -> broker.change(change));
    }

    @Override
    public CompletionStage<Void> signal(Topic topic, Signal signal) {
        return checked(() -> broker.signal(topic, signal));
    }

    @Override
    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
        return checked(() -> broker.history(roomId, query));
    }

    @Override
    public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
        return checked(() -> broker.message(roomId, position));
    }

    @Override
    public CompletionStage<Resumption> resume(RoomId roomId, Position since) {
        return checked(() -> broker.resume(roomId, since));
    }

    @Override
    public CompletionStage<Boolean> react(RoomId roomId, Position message, Reaction reaction) {
        return checked(() -> broker.react(roomId, message, reaction));
    }

    @Override
    public CompletionStage<Optional<Message>> tell(RoomId roomId, Position message) {
        return checked(() -> broker.tell(roomId, message));
    }

    @Override
    public CompletionStage<UserPage> reactors(
            RoomId roomId, Position message, String emoji, int limit, @Nullable UserId after) {
        return checked(() -> broker.reactors(roomId, message, emoji, limit, after));
    }

    @Override
    public CompletionStage<Map<Position, Set<String>>> reactionsOf(
            RoomId roomId, UserId userId, List<Position> messages) {
        return checked(() -> broker.reactionsOf(roomId, userId, List.copyOf(messages)));
    }

    @Override
    public CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, long after) {
        return checked(() -> broker.replies(roomId, root, limit, after));
    }

    @Override
    public CompletionStage<MessagePage> pins(RoomId roomId) {
        return checked(() -> broker.pins(roomId));
    }

    @Override
    public CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since) {
        return checked(() -> broker.head(roomId, since));
    }

    @Override
    public CompletionStage<Map<RoomId, RoomHead>> heads(Map<RoomId, Position> since) {
        return checked(() -> broker.heads(Map.copyOf(since)));
    }

    @Override
    public CompletionStage<Long> enter(RoomId roomId, User user) {
        return checked(() -> broker.enter(roomId, user));
    }

    @Override
    public CompletionStage<Long> leave(RoomId roomId, UserId userId) {
        return checked(() -> broker.leave(roomId, userId));
    }

    @Override
    public CompletionStage<Presence> members(RoomId roomId) {
        return checked(() -> broker.members(roomId));
    }

    @Override
    public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
        return checked(() -> broker.put(key, value, timeToLive));
    }

    @Override
    public CompletionStage<Optional<String>> get(String key) {
        return checked(() -> broker.get(key));
    }

    @Override
    public CompletionStage<Optional<String>> take(String key) {
        return checked(() -> broker.take(key));
    }

    @Override
    public CompletionStage<RoomRecord> createRoom(RoomRecord record, Map<UserId, RoomRole> founders) {
        return checked(() -> broker.createRoom(record, Map.copyOf(founders)));
    }

    @Override
    public CompletionStage<Optional<RoomRecord>> room(RoomId roomId) {
        return checked(() -> broker.room(roomId));
    }

    @Override
    public CompletionStage<Map<RoomId, RoomRecord>> rooms(Set<RoomId> roomIds) {
        return checked(() -> broker.rooms(Set.copyOf(roomIds)));
    }

    @Override
    public CompletionStage<RoomRecord> updateRoom(RoomRecord next) {
        return checked(() -> broker.updateRoom(next));
    }

    @Override
    public CompletionStage<Void> deleteRoom(RoomId roomId) {
        return checked(() -> broker.deleteRoom(roomId));
    }

    @Override
    public CompletionStage<RoomMember> putMember(RoomId roomId, UserId userId, RoomRole role, int most) {
        return checked(() -> broker.putMember(roomId, userId, role, most));
    }

    @Override
    public CompletionStage<Void> removeMember(RoomId roomId, UserId userId) {
        return checked(() -> broker.removeMember(roomId, userId));
    }

    @Override
    public CompletionStage<Optional<RoomMember>> member(RoomId roomId, UserId userId) {
        return checked(() -> broker.member(roomId, userId));
    }

    @Override
    public CompletionStage<RoomMemberPage> roomMembers(RoomId roomId, int limit, @Nullable UserId after) {
        return checked(() -> broker.roomMembers(roomId, limit, after));
    }

    @Override
    public CompletionStage<List<KeptMark>> marks(UserId userId) {
        return checked(() -> broker.marks(userId));
    }

    @Override
    public CompletionStage<Optional<KeptMark>> mark(UserId userId, RoomId roomId) {
        return checked(() -> broker.mark(userId, roomId));
    }

    @Override
    public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
        return checked(() -> broker.putMark(next, most));
    }

    @Override
    public CompletionStage<Void> removeMark(UserId userId, RoomId roomId) {
        return checked(() -> broker.removeMark(userId, roomId));
    }

    @Override
    public CompletionStage<UserPage> readers(RoomId roomId, Position message, int limit, @Nullable UserId after) {
        return checked(() -> broker.readers(roomId, message, limit, after));
    }

    @Override
    public CompletionStage<Boolean> mention(UserId userId, Mention mention, boolean on) {
        return checked(() -> broker.mention(userId, mention, on));
    }

    @Override
    public CompletionStage<Void> forgetMentions(UserId userId, RoomId roomId) {
        return checked(() -> broker.forgetMentions(userId, roomId));
    }

    @Override
    public CompletionStage<KeptProfile> putProfile(UserId userId, String name, @Nullable URI picture) {
        return checked(() -> broker.putProfile(userId, name, picture));
    }

    @Override
    public CompletionStage<Boolean> saw(UserId userId) {
        return checked(() -> broker.saw(userId));
    }

    @Override
    public CompletionStage<Map<UserId, Profile>> profiles(Set<UserId> users) {
        return checked(() -> broker.profiles(Set.copyOf(users)));
    }
}
