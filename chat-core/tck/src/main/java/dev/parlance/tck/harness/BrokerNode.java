package dev.parlance.tck.harness;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.broker.Topic;
import dev.parlance.broker.UserProfiles.KeptProfile;
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
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A started broker with what it hears, whose operations are waited for. */
public final class BrokerNode {
    private final ChatBroker broker;
    private final Recorder heard;
    private final Duration patience;

    public BrokerNode(ChatBroker broker, Duration patience) {
        this.broker = broker;
        this.patience = patience;
        this.heard = new Recorder(patience);
        done(broker.start(heard));
    }

    /** For operations that a test does not wait for. */
    public ChatBroker broker() {
        return broker;
    }

    public Recorder heard() {
        return heard;
    }

    public Heard heard(RoomId roomId) {
        return heard.in(roomId);
    }

    public BrokerNode subscribe(RoomId roomId) {
        return subscribe(new Topic.Room(roomId));
    }

    public BrokerNode subscribe(Topic topic) {
        heard.expect(topic);
        done(broker.subscribe(topic));
        return this;
    }

    public void unsubscribe(RoomId roomId) {
        unsubscribe(new Topic.Room(roomId));
    }

    public void unsubscribe(Topic topic) {
        done(broker.unsubscribe(topic));
        heard.expectSilence(topic);
    }

    public Receipt post(RoomId roomId, String text) {
        return post(Drafts.draft(roomId, text));
    }

    public Receipt post(RoomId roomId, String text, Retention retention) {
        return post(Drafts.draft(roomId, text), retention);
    }

    public Receipt post(MessageDraft draft) {
        return post(draft, Retention.DEFAULT);
    }

    public Receipt post(MessageDraft draft, Retention retention) {
        return done(broker.publish(draft, retention));
    }

    public Message change(Message next) {
        return done(broker.change(new MessageChange(next)));
    }

    public HistoryPage history(RoomId roomId) {
        return history(roomId, HistoryQuery.newest(HistoryQuery.MAX_LIMIT));
    }

    public HistoryPage history(RoomId roomId, HistoryQuery query) {
        return done(broker.history(roomId, query));
    }

    public Optional<Message> find(RoomId roomId, Position position) {
        return done(broker.message(roomId, position));
    }

    public Message message(Receipt receipt) {
        return find(receipt.roomId(), receipt.position())
                .orElseThrow(() -> new AssertionError("the history has no message at " + receipt));
    }

    public Resumption resume(RoomId roomId, Position since) {
        return done(broker.resume(roomId, since));
    }

    public boolean react(Message message, Reaction reaction) {
        return done(broker.react(message.roomId(), message.position(), reaction));
    }

    public boolean react(Message message, UserId userId, String emoji) {
        return react(message, new Reaction(emoji, userId, true));
    }

    public Optional<Message> tell(Message message) {
        return done(broker.tell(message.roomId(), message.position()));
    }

    /** What a telling made of a message of which something was not told. */
    public Message told(Message message) {
        return tell(message).orElseThrow(() -> new AssertionError("nothing was untold of " + message));
    }

    public UserPage reactors(Message message, String emoji) {
        return done(broker.reactors(message.roomId(), message.position(), emoji, UserPage.MAX_LIMIT, null));
    }

    public Set<String> reactionsOf(Message message, UserId userId) {
        return done(broker.reactionsOf(message.roomId(), userId, List.of(message.position())))
                .getOrDefault(message.position(), Set.of());
    }

    public MessagePage replies(Message root) {
        return replies(root, HistoryQuery.MAX_LIMIT, 0);
    }

    public MessagePage replies(Message root, int limit, long after) {
        return done(broker.replies(root.roomId(), root.position(), limit, after));
    }

    public MessagePage pins(RoomId roomId) {
        return done(broker.pins(roomId));
    }

    public RoomHead head(RoomId roomId, @Nullable Position since) {
        return done(broker.head(roomId, since));
    }

    public Map<RoomId, RoomHead> heads(Map<RoomId, Position> since) {
        return done(broker.heads(since));
    }

    public long enter(RoomId roomId, User user) {
        return done(broker.enter(roomId, user));
    }

    public long leave(RoomId roomId, UserId userId) {
        return done(broker.leave(roomId, userId));
    }

    public Presence members(RoomId roomId) {
        return done(broker.members(roomId));
    }

    public void put(String key, String value, Duration timeToLive) {
        done(broker.put(key, value, timeToLive));
    }

    public Optional<String> get(String key) {
        return done(broker.get(key));
    }

    public Optional<String> take(String key) {
        return done(broker.take(key));
    }

    public RoomRecord createRoom(RoomRecord record, Map<UserId, RoomRole> founders) {
        return done(broker.createRoom(record, founders));
    }

    public Optional<RoomRecord> room(RoomId roomId) {
        return done(broker.room(roomId));
    }

    public Map<RoomId, RoomRecord> rooms(Set<RoomId> roomIds) {
        return done(broker.rooms(roomIds));
    }

    public RoomRecord updateRoom(RoomRecord next) {
        return done(broker.updateRoom(next));
    }

    public void deleteRoom(RoomId roomId) {
        done(broker.deleteRoom(roomId));
    }

    public RoomMember putMember(RoomId roomId, UserId userId, RoomRole role) {
        return done(broker.putMember(roomId, userId, role, Integer.MAX_VALUE));
    }

    public void removeMember(RoomId roomId, UserId userId) {
        done(broker.removeMember(roomId, userId));
    }

    public Optional<RoomMember> member(RoomId roomId, UserId userId) {
        return done(broker.member(roomId, userId));
    }

    public RoomMemberPage roomMembers(RoomId roomId, int limit, @Nullable UserId after) {
        return done(broker.roomMembers(roomId, limit, after));
    }

    public List<KeptMark> marks(UserId userId) {
        return done(broker.marks(userId));
    }

    public Optional<KeptMark> mark(UserId userId, RoomId roomId) {
        return done(broker.mark(userId, roomId));
    }

    public KeptMark putMark(ReadMark next) {
        return done(broker.putMark(next, Integer.MAX_VALUE));
    }

    public void removeMark(UserId userId, RoomId roomId) {
        done(broker.removeMark(userId, roomId));
    }

    public UserPage readers(RoomId roomId, Position message, int limit, @Nullable UserId after) {
        return done(broker.readers(roomId, message, limit, after));
    }

    public boolean mention(UserId userId, Mention mention, boolean on) {
        return done(broker.mention(userId, mention, on));
    }

    public void forgetMentions(UserId userId, RoomId roomId) {
        done(broker.forgetMentions(userId, roomId));
    }

    public KeptProfile putProfile(UserId userId, String name, @Nullable URI picture) {
        return done(broker.putProfile(userId, name, picture));
    }

    public boolean saw(UserId userId) {
        return done(broker.saw(userId));
    }

    public Map<UserId, Profile> profiles(Set<UserId> users) {
        return done(broker.profiles(users));
    }

    public void stop() {
        done(broker.stop());
        heard.expectSilence();
    }

    public <T extends @Nullable Object> T done(CompletionStage<T> stage) {
        return Stages.done(stage, patience);
    }
}
