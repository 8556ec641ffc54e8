package dev.parlance.session;

import dev.parlance.complaint.Complaints;
import dev.parlance.fanout.LaneRounds;
import dev.parlance.fanout.Peer;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Failures;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.room.Membership;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection's session: takes its commands one after the other, knows who it is and which rooms it is in. All state belongs to the connection's lane;
 * what completes elsewhere hops back there first. {@link #close}, {@link #isOf} and {@link #execute} come from any thread.
 */
public final class Session implements ChatSession, Executor {
    /** Whoever guards the service hears of it when these are reached. */
    private static final Set<ErrorCode> LIMITS =
            EnumSet.of(ErrorCode.RATE_LIMITED, ErrorCode.TOO_MANY_ROOMS, ErrorCode.TOO_MANY_MEMBERS);

    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Session.class.getName()));

    /** Which one it is on its node, and since when: {@link Sessions#openedAt}. */
    private final long number;

    private final EngineContext context;
    private final Requests requests;
    private final Consumer<Session> onEnd;
    private final Peer peer;
    private final Identity identity;
    private final List<Membership> memberships = new ArrayList<>(1);
    private final CommandQueue queue = new CommandQueue(this);
    private @Nullable Asked asked;
    private @Nullable Buckets buckets;
    private @Nullable UserBuckets userBuckets;
    private @Nullable Runnable atEnd;
    private boolean handedOver;
    private boolean gone;
    private @Nullable Thread laneThread;

    Session(
            long number,
            EngineContext context,
            Requests requests,
            ChatConnection connection,
            LaneRounds rounds,
            Map<String, String> attributes,
            Consumer<Session> onEnd) {
        this.number = number;
        this.context = context;
        this.requests = requests;
        this.onEnd = onEnd;
        this.peer = new Peer(connection, rounds, this);
        this.identity = new Identity(context, peer, attributes);
    }

    /**
     * Begins as that of a user, or with the time in which the client must say who it is; comes first.
     *
     * @return false if there is no timer any more
     */
    boolean begin(@Nullable User known) {
        if (known != null) {
            inLane(() -> become(known));
            return true;
        }
        return identity.expect(this::overdue);
    }

    /** From any thread. */
    private void overdue() {
        peer.onLane(() -> inLane(() -> {
            if (!gone) {
                identity.overdue(this::overdue);
            }
        }));
    }

    @Override
    public void receive(ClientCommand command, long requestId, long bytes) {
        inLane(() -> {
            if (!gone) {
                checkIsClients(requestId);
                take(command, requestId, bytes);
            }
        });
    }

    @Override
    public void ask(ClientCommand command, long bytes, Consumer<? super ServerReply> answer) {
        inLane(() -> {
            if (!gone) {
                Asked waiting = asked;
                if (waiting == null) {
                    waiting = new Asked();
                    asked = waiting;
                }
                take(command, waiting.add(answer), bytes);
            }
        });
    }

    private void take(ClientCommand command, long requestId, long bytes) {
        ChatException refusal = requests.refusal(this, command, bytes);
        if (refusal != null) {
            fail(command.event(), command.roomId(), requestId, refusal);
            return;
        }
        queue.add(requests.request(this, command, requestId), context.limits().maxPendingCommands());
    }

    /** Under an id that is no client's the answer would be taken for one that the transport has asked for itself. */
    private static void checkIsClients(long requestId) {
        if (Asked.isOne(requestId)) {
            throw new IllegalArgumentException(
                    "a transport gave the request id " + requestId + ": it is 0 or more, or NO_REPLY");
        }
    }

    @Override
    public void refuse(
            ChatException error, @Nullable String event, @Nullable RoomId roomId, long requestId, long bytes) {
        inLane(() -> {
            if (!gone) {
                checkIsClients(requestId);
                ChatException refusal = requests.refusalOfUnread(this, bytes);
                fail(event, roomId, requestId, refusal == null ? error : refusal);
            }
        });
    }

    @Override
    public void receiveOther(long bytes) {
        inLane(() -> {
            ChatException refusal = gone ? null : requests.refusalOfUnread(this, bytes);
            if (refusal != null) {
                report(refusal);
            }
        });
    }

    @Override
    public void caughtUp() {
        inLane(() -> {
            for (Membership membership : memberships) {
                send(new ServerEvent.HistoryGap(membership.roomId()));
            }
        });
    }

    @Override
    public void writable() {
        inLane(queue::writable);
    }

    @Override
    public void cutOff(CloseReason reason) {
        inLane(() -> {
            if (!gone) {
                identity.reportCutOff(reason);
            }
        });
    }

    @Override
    public void disconnected() {
        inLane(() -> {
            if (gone) {
                return;
            }
            gone = true;
            queue.clear();
            asked = null;
            identity.end();
            try {
                for (Membership membership : List.copyOf(memberships)) {
                    leave(membership, true);
                }
            } finally {
                endWhatElseEnds();
            }
        });
    }

    private void endWhatElseEnds() {
        try {
            if (atEnd != null) {
                atEnd.run();
            }
        } finally {
            ended();
        }
    }

    private void ended() {
        User known = identity.user();
        if (known != null) {
            context.listener().tell(listener -> listener.disconnected(known));
        }
        UserBuckets taken = userBuckets;
        userBuckets = null;
        try {
            if (taken != null) {
                taken.leave();
            }
        } finally {
            endLast(known);
        }
    }

    private void endLast(@Nullable User known) {
        try {
            if (known != null) {
                requests.gone(known);
            }
        } finally {
            onEnd.accept(this); // last: a stop that waits for this session goes on to end the listener's calls
        }
    }

    /** Ends the connection, from any thread. */
    void close(CloseReason reason) {
        peer.onLane(() -> inLane(() -> {
            if (!gone) {
                end(reason, "");
            }
        }));
    }

    /** Ends the connection, on the lane, with words of the host's if there are any. */
    public void end(CloseReason reason, String words) {
        peer.close(reason, words);
        if (!handedOver) {
            disconnected(); // the transport has no session yet that it could tell so
        }
    }

    /** The transport has it from now on. */
    void handedOver() {
        handedOver = true;
    }

    public long number() {
        return number;
    }

    /** As what hosts know it; any thread. */
    public String id(String node) {
        return node + "-" + Long.toHexString(number);
    }

    /** Whether its client has said that it is this user; any thread. Who says so later asks for everything later, too. */
    public boolean isOf(UserId userId) {
        User known = identity.user();
        return known != null && known.id().equals(userId);
    }

    public boolean isGone() {
        return gone;
    }

    /** Runs a step on the lane: at once if this is the lane already. */
    public Executor onLane() {
        return this;
    }

    public Peer peer() {
        return peer;
    }

    /** What this connection has left of all that is counted; made when something is, as most connections are quiet. */
    public Buckets buckets(long now) {
        Buckets made = buckets;
        if (made == null) {
            made = new Buckets(now);
            buckets = made;
        }
        return made;
    }

    /** What its user has left over all its connections; null if nobody knows who that is, or the session has gone. */
    @Nullable
    public UserBuckets userBuckets(KnownUsers users) {
        UserBuckets known = userBuckets;
        if (known != null || gone) {
            return known;
        }
        User user = identity.user();
        if (user != null) {
            known = users.enter(user.id());
            userBuckets = known;
        }
        return known;
    }

    public Identity identity() {
        return identity;
    }

    /** Where the client comes from, as its transport says; null if it does not. */
    @Nullable
    public String remoteAddress() {
        return identity.remoteAddress();
    }

    /**
     * Who this is.
     *
     * @throws ChatException if the client has not said so
     */
    public User user() {
        User known = identity.user();
        if (known == null) {
            throw new ChatException(ErrorCode.NOT_AUTHENTICATED, "authenticate first");
        }
        return known;
    }

    /**
     * The host knows who this is; the newest name counts in all its rooms. The listener hears of a new one before the connection does, whose failure is the
     * session's end.
     */
    public void become(User now) {
        User before = identity.become(now, this::overdue);
        if (before == null) {
            context.listener().tell(listener -> listener.connected(now));
        } else if (!before.equals(now)) {
            memberships.forEach(membership -> membership.rename(now, this));
        }
        requests.known(before, now);
        peer.authenticated();
    }

    /** Says what else ends with it, in place of what was said before; null for nothing. */
    public void atEnd(@Nullable Runnable what) {
        atEnd = what;
    }

    /** In how many rooms it is, or about to be. */
    public int roomCount() {
        return memberships.size();
    }

    @Nullable
    public Membership find(RoomId roomId) {
        for (Membership membership : memberships) {
            if (membership.roomId().equals(roomId)) {
                return membership;
            }
        }
        return null;
    }

    /**
     * A room that it is in.
     *
     * @throws ChatException if it is not
     */
    public Membership require(RoomId roomId) {
        Membership membership = find(roomId);
        if (membership == null || !membership.isLive()) {
            throw new ChatException(ErrorCode.NOT_IN_ROOM, "join the room first");
        }
        return membership;
    }

    /** The rooms that it is in, or about to be. */
    public List<Membership> memberships() {
        return List.copyOf(memberships);
    }

    /**
     * The host takes its user out of a room, at once: what is under way there is refused, what waits is not said. The client is told, by the answer to a join
     * that is under way or unasked.
     */
    public void takeOut(RoomId roomId, Removal removal) {
        Request current = queue.current();
        boolean isJoining = current != null && current.takenOut(roomId, removal);
        Membership membership = find(roomId);
        if (membership == null) {
            return;
        }
        memberships.remove(membership);
        membership.takeOut(removal);
        if (!isJoining) {
            send(new ServerEvent.RemovedFromRoom(roomId, removal, !membership.isBare()));
        }
    }

    /** What the host has said about its user may be otherwise by now: it is asked again when that matters. */
    public void doubt() {
        memberships.forEach(Membership::forgetAnswers);
        Request current = queue.current();
        if (current != null) {
            current.doubt();
        }
    }

    /** The same for one room. */
    public void doubt(RoomId roomId) {
        Membership membership = find(roomId);
        if (membership != null) {
            membership.forgetAnswers();
        }
        Request current = queue.current();
        if (current != null && roomId.equals(current.command().roomId())) {
            current.doubt();
        }
    }

    /** It is in one room more. */
    public void add(Membership membership) {
        memberships.add(membership);
    }

    /** It is in one room less, unless it was already. */
    public void leave(Membership membership, boolean lost) {
        if (memberships.remove(membership)) {
            membership.leave(lost);
        }
    }

    /** Answers a request that wants an answer. */
    public void reply(long requestId, ServerReply reply) {
        if (gone || requestId == NO_REPLY) {
            return;
        }
        if (!Asked.isOne(requestId)) {
            peer.reply(requestId, reply);
            return;
        }
        Consumer<? super ServerReply> waiting = asked == null ? null : asked.remove(requestId);
        if (waiting != null) {
            peer.answer(waiting, reply);
        }
    }

    public void send(ServerEvent event) {
        if (!gone) {
            peer.send(event);
        }
    }

    /** Tells the client that a request has failed. */
    public void fail(Request request, Throwable error) {
        ClientCommand command = request.command();
        fail(command.event(), command.roomId(), request.requestId(), Failures.toldAs(error, command.event()));
    }

    private void fail(@Nullable String event, @Nullable RoomId roomId, long requestId, ChatException error) {
        report(error);
        if (requestId != NO_REPLY) {
            reply(requestId, new ServerReply.Failed(error));
        } else {
            send(new ServerEvent.Failure(error, event, roomId));
        }
    }

    private void report(ChatException error) {
        if (LIMITS.contains(error.code())) {
            identity.report(SecurityEvent.Kind.LIMIT_REACHED, error.code().name(), error.getMessage());
        }
    }

    /** Sends what was asked for: now, or as soon as the peer has taken what waits for it. Of one command at a time; completes when that is done. */
    public CompletableFuture<Void> whenWritable(Runnable answer) {
        return queue.whenWritable(answer);
    }

    /** Does something on the lane, on which this is called, unless the session has gone. */
    public void step(Consumer<Session> step) {
        inLane(() -> {
            if (!gone) {
                step.accept(this);
            }
        });
    }

    /** Runs a step on the lane: at once if this is the lane already; any thread. */
    @Override
    public void execute(Runnable step) {
        if (laneThread == Thread.currentThread()) {
            step.run();
        } else {
            peer.onLane(() -> inLane(step));
        }
    }

    // a thread that reads laneThread without being the lane sees another value than itself, so no race matters
    private void inLane(Runnable step) {
        Thread before = laneThread;
        laneThread = Thread.currentThread();
        try {
            step.run();
        } catch (Throwable e) {
            COMPLAINTS.error("a session's step failed", e);
            if (!gone) {
                end(CloseReason.SERVER_FAULT, ""); // half a step: nobody knows what is true of this session now
            }
        } finally {
            laneThread = before;
        }
    }
}
