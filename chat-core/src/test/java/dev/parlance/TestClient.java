package dev.parlance;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.FollowedRoom;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.User;
import dev.parlance.transport.AnswerFrame;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.OwnReactions;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A client as the engine sees it: a connection on a lane, everything it was sent kept as short words. */
public final class TestClient implements ChatConnection {
    /** Counts what it encodes; all clients with the same encoder speak one protocol. */
    public static final class WordEncoder implements FrameEncoder {
        public int encodedEvents;
        public Predicate<Object> breaksOn = said -> false;
        public boolean breaksByNull;

        @Override
        public EventFrame event(ServerEvent event) {
            encodedEvents++;
            return breaks(event) ? null : new EventFrame(bytes(say(event)), 0, event);
        }

        @Override
        public AnswerFrame reply(long requestId, ServerReply reply) {
            return breaks(reply) ? null : new AnswerFrame(bytes(requestId + ":" + say(reply)), 0, requestId);
        }

        private boolean breaks(Object said) {
            boolean breaks = breaksOn.test(said);
            if (breaks && !breaksByNull) {
                throw new IllegalStateException("expected by this test");
            }
            return breaks;
        }

        private static byte[] bytes(String words) {
            return words.getBytes(StandardCharsets.UTF_8);
        }
    }

    public final List<String> got = new ArrayList<>();
    public CloseReason closed;
    public String lastWords;
    public int batches;
    public boolean breaksOnSend;
    public boolean throwsOnSend;
    public boolean throwsWhenAsked;
    public boolean throwsWhenKnown;
    public int timesKnown;
    public boolean throwsOnClose;
    /** How long it holds logins back, if it does. */
    public Duration loginDelay;

    public int failedLogins;
    /** Whether it says that it has ended as soon as it is closed; others say so later, or never. */
    public boolean tellsItsEnd = true;

    public int calls;
    private boolean writable = true;
    private final FrameEncoder encoder;
    private final TestLane lane;
    private final ChatSession session;
    private Duration heldUp = Duration.ZERO;

    public TestClient(ChatEngine engine, TestLane lane, FrameEncoder encoder) {
        this.lane = lane;
        this.encoder = encoder;
        this.session = engine.open(this, Map.of("remoteAddress", "127.0.0.1"));
    }

    /** One whose server has authenticated it already. */
    public TestClient(ChatEngine engine, TestLane lane, FrameEncoder encoder, User user) {
        this.lane = lane;
        this.encoder = encoder;
        this.session = engine.open(this, user, Map.of());
    }

    /** Does what waits on its lane. */
    public TestClient run() {
        lane.run();
        return this;
    }

    public TestClient as(String userId) {
        return as(userId, name(userId));
    }

    public TestClient as(String userId, String name) {
        return tell(new ClientCommand.Authenticate(Credentials.of(userId, name, null)));
    }

    public TestClient join(String room) {
        return tell(new ClientCommand.Join(new RoomId(room), null, 0));
    }

    public TestClient join(String room, Position since) {
        return ask(9, new ClientCommand.Join(new RoomId(room), since, 0));
    }

    public TestClient leave(String room) {
        return tell(new ClientCommand.Leave(new RoomId(room)));
    }

    public TestClient say(String room, String text) {
        return tell(new ClientCommand.Send(new RoomId(room), text, null, Map.of()));
    }

    public TestClient typing(String room, boolean typing) {
        return tell(new ClientCommand.Typing(new RoomId(room), typing));
    }

    public TestClient tell(ClientCommand command) {
        return ask(ChatSession.NO_REPLY, command);
    }

    public TestClient ask(long id, ClientCommand command) {
        return ask(id, command, command.bytes());
    }

    public TestClient ask(long id, ClientCommand command, long bytes) {
        session.receive(command, id, bytes);
        lane.run();
        return this;
    }

    /** The transport itself asks. */
    public TestClient ask(ClientCommand command, Consumer<? super ServerReply> answer) {
        session.ask(command, command.bytes(), answer);
        lane.run();
        return this;
    }

    public TestClient refuse(ChatException error) {
        return refuse(error, ChatSession.NO_REPLY);
    }

    public TestClient refuse(ChatException error, long id) {
        return refuse(error, id, 0);
    }

    public TestClient refuse(ChatException error, long id, long bytes) {
        session.refuse(error, null, null, id, bytes);
        lane.run();
        return this;
    }

    public TestClient other(long bytes) {
        session.receiveOther(bytes);
        lane.run();
        return this;
    }

    /** What is said from now on may have waited for so long. */
    public TestClient heldUp(Duration time) {
        heldUp = time;
        return this;
    }

    @Override
    public Duration heldUp() {
        return heldUp;
    }

    /** The connection had shed something, and has taken all that waited. */
    public void caughtUp() {
        session.caughtUp();
        lane.run();
    }

    /** Something waits for the peer, or nothing does any more. */
    public TestClient writable(boolean now) {
        writable = now;
        if (now) {
            session.writable();
            lane.run();
        }
        return this;
    }

    @Override
    public boolean isWritable() {
        requireWhole(throwsWhenAsked);
        return writable;
    }

    @Override
    public void authenticated() {
        timesKnown++;
        requireWhole(throwsWhenKnown);
    }

    /** The connection is lost. */
    public void vanish() {
        session.disconnected();
        lane.run();
    }

    /** What came since the last look. */
    public List<String> news() {
        lane.run();
        List<String> news = List.copyOf(got);
        got.clear();
        return news;
    }

    @Override
    public FrameEncoder encoder() {
        return encoder;
    }

    @Override
    public Executor lane() {
        return lane;
    }

    @Override
    public void send(EncodedFrame frame) {
        calls++;
        requireWhole(throwsOnSend);
        if (breaksOnSend) {
            session.disconnected();
            return;
        }
        got.add(frame.text());
    }

    @Override
    public void send(FrameBatch batch) {
        requireWhole(throwsOnSend);
        if (breaksOnSend) {
            session.disconnected();
            return;
        }
        batches++;
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < batch.count(); i++) {
            all.append(batch.frame(i).text());
            send(batch.frame(i));
        }
        byte[] bytes = new byte[batch.bytes().remaining()];
        batch.bytes().get(bytes);
        if (!new String(bytes, StandardCharsets.UTF_8).contentEquals(all)) {
            throw new AssertionError("a batch's bytes are not its frames");
        }
    }

    @Override
    public Optional<Duration> loginDelay() {
        return Optional.ofNullable(loginDelay);
    }

    @Override
    public void loginFailed() {
        failedLogins++;
    }

    @Override
    public void close(CloseReason reason) {
        calls++;
        closed = reason;
        requireWhole(throwsOnClose);
        if (tellsItsEnd) {
            session.disconnected();
        }
    }

    @Override
    public void close(CloseReason reason, String words) {
        lastWords = words;
        close(reason);
    }

    private static void requireWhole(boolean broken) {
        if (broken) {
            throw new IllegalStateException("expected by this test");
        }
    }

    private static String name(String userId) {
        return userId.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + userId.substring(1);
    }

    public static String say(ServerEvent event) {
        if (event instanceof ServerEvent.MessagePosted posted) {
            return say(posted.message());
        }
        if (event instanceof ServerEvent.MessageUpdated updated) {
            return "updated " + say(updated.message()) + added(updated.message())
                    + (updated.reaction() == null
                            ? ""
                            : " by " + updated.reaction().userId());
        }
        if (event instanceof ServerEvent.UserJoined joined) {
            return joined.user().name() + " joined";
        }
        if (event instanceof ServerEvent.UserLeft left) {
            return left.user().name() + " left";
        }
        if (event instanceof ServerEvent.UsersChanged changed) {
            return changed.count() + " there, joined " + users(changed.joined()) + ", left " + users(changed.left());
        }
        if (event instanceof ServerEvent.UserTyping typing) {
            return typing.user().name() + (typing.typing() ? " types" : " stopped typing");
        }
        if (event instanceof ServerEvent.MessageHistory history) {
            return "history " + say(history.messages());
        }
        if (event instanceof ServerEvent.RoomUsers users) {
            return "users " + users(users.members());
        }
        if (event instanceof ServerEvent.Failure failure) {
            return "error " + failure.error().code() + " for " + failure.event();
        }
        if (event instanceof ServerEvent.RoomUpdated updated) {
            return "room " + updated.record();
        }
        if (event instanceof ServerEvent.MemberUpdated updated) {
            return "member " + updated.userId() + " " + updated.role();
        }
        if (event instanceof ServerEvent.MarkUpdated updated) {
            return updated.count() == null
                    ? "follows " + updated.marked() + " no more"
                    : updated.marked() + " " + say(updated.count()) + " of " + updated.posts();
        }
        if (event instanceof ServerEvent.UserMentioned mentioned) {
            return "mentioned by " + mentioned.mention().author() + " in "
                    + mentioned.mention().roomId() + " at "
                    + mentioned.mention().messageId().position().offset() + (mentioned.removed() ? " no more" : "");
        }
        if (event instanceof ServerEvent.OwnReaction own) {
            return "own " + own.reaction().emoji() + (own.reaction().on() ? " to " : " no more to ") + own.messageId()
                    + " in " + own.reacted();
        }
        if (event instanceof ServerEvent.WatchGap) {
            return "something was lost";
        }
        if (event instanceof ServerEvent.ProfileUpdated updated) {
            return say(updated.profile());
        }
        if (event instanceof ServerEvent.Read read) {
            return read.offsets().entrySet().stream()
                    .map(each -> each.getKey() + " " + each.getValue())
                    .sorted()
                    .collect(Collectors.joining(", ", "read up to ", ""));
        }
        if (event instanceof ServerEvent.RoomActivity activity) {
            return "activity "
                    + activity.rooms().stream()
                            .map(each -> each.roomId() + " " + each.posts() + (each.deleted() ? " deleted" : ""))
                            .sorted()
                            .toList();
        }
        if (event instanceof ServerEvent.Signalled signalled) {
            return "signal " + signalled.signal().name() + " "
                    + signalled.signal().data();
        }
        if (event instanceof ServerEvent.RemovedFromRoom removed) {
            return !removed.isKnown()
                    ? "error FORBIDDEN for null"
                    : "removed from " + removed.roomId() + ", " + removed.removal();
        }
        return "gap in " + ((ServerEvent.HistoryGap) event).roomId();
    }

    private static String say(ServerReply reply) {
        if (reply instanceof ServerReply.Joined joined) {
            return (joined.recovered() ? "recovered " : "joined ") + say(joined.messages()) + " at "
                    + joined.position().offset() + " with " + users(joined.members())
                    + (joined.changesLost() ? ", changes lost" : "")
                    + own(joined.own());
        }
        if (reply instanceof ServerReply.Sent sent) {
            return "sent " + sent.receipt().position().offset();
        }
        if (reply instanceof ServerReply.Changed changed) {
            return "changed " + changed.changeOffset();
        }
        if (reply instanceof ServerReply.OneMessage one) {
            return say(one.message()) + own(one.own());
        }
        if (reply instanceof ServerReply.Messages messages) {
            return say(messages.page().messages())
                    + (messages.page().hasMore() ? " and more" : "")
                    + own(messages.own());
        }
        if (reply instanceof ServerReply.Marked marked) {
            return say(marked.count());
        }
        if (reply instanceof ServerReply.Profiles some) {
            return "called " + some.profiles().stream().map(TestClient::say).toList();
        }
        if (reply instanceof ServerReply.Watching watching) {
            return watching.on() ? "watches" : "watches no more";
        }
        if (reply instanceof ServerReply.Followed followed) {
            return followed.page().rooms().stream().map(TestClient::say).toList()
                    + (followed.page().hasMore() ? " and more" : "");
        }
        if (reply instanceof ServerReply.Users users) {
            return users.page().users() + (users.page().hasMore() ? " and more" : "");
        }
        if (reply instanceof ServerReply.Failed failed) {
            return "failed " + failed.error().code();
        }
        if (reply instanceof ServerReply.Authenticated authenticated) {
            return "is " + authenticated.user().name();
        }
        if (reply instanceof ServerReply.History history) {
            return "history " + say(history.page().messages()) + own(history.own());
        }
        if (reply instanceof ServerReply.Room room) {
            return room.record().toString();
        }
        if (reply instanceof ServerReply.Membership membership) {
            return membership.member().userId() + " is " + membership.member().role();
        }
        if (reply instanceof ServerReply.RoomMembers members) {
            return "members "
                    + members.page().members().stream()
                            .map(each -> each.userId() + " " + each.role())
                            .toList()
                    + (members.page().hasMore() ? " and more" : "");
        }
        if (reply instanceof ServerReply.Pong) {
            return "pong";
        }
        if (reply instanceof ServerReply.Done) {
            return "done";
        }
        throw new IllegalArgumentException("no words for " + reply);
    }

    private static String say(Profile profile) {
        return profile.userId() + " is " + profile.name()
                + profile.picture().map(picture -> " at " + picture.getPath()).orElse("");
    }

    private static String say(UnreadCount count) {
        ReadMark mark = count.mark();
        return "mark at " + mark.position().offset() + " v" + mark.version() + " unread " + count.unread()
                + " mentions " + count.mentions() + (mark.markedUnread() ? " marked unread" : "");
    }

    private static String say(Message message) {
        return message.author().name() + ": " + message.text();
    }

    /** What others have added to it. */
    private static String added(Message message) {
        return (message.reactionCounts().isEmpty() ? "" : " " + message.reactionCounts())
                + message.thread()
                        .map(thread -> " with " + thread.replies() + " replies")
                        .orElse("");
    }

    private static String say(FollowedRoom room) {
        return room.name().orElse(room.roomId().value()) + " " + room.unread().unread() + "/" + room.posts()
                + room.last().map(last -> " " + last.text()).orElse("")
                + room.peer().map(peer -> " with " + peer.name()).orElse("");
    }

    private static String own(OwnReactions own) {
        return own.of().isEmpty() ? "" : " own " + own.of().values();
    }

    private static String say(List<Message> messages) {
        return messages.stream().map(Message::text).collect(Collectors.joining(",", "[", "]"));
    }

    private static String users(List<User> users) {
        return users.stream().map(User::name).collect(Collectors.joining(",", "[", "]"));
    }
}
