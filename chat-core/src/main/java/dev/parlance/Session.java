package dev.parlance;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection's session: takes its commands one after the other. All state belongs to the connection's lane; what completes elsewhere hops back
 * there first.
 */
final class Session implements ChatSession {
    static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Session.class.getName()));

    final Peer peer;
    /** As the connection names it. */
    final Executor lane;
    /** Runs a step on the lane: at once if this is the lane already. */
    final Executor onLane = this::hop;

    private final ChatEngine engine;
    private final EngineContext context;
    private final Map<String, String> attributes;
    private final CommandRate rate;
    private final List<Member> members = new ArrayList<>(1);
    private @Nullable User user;
    private @Nullable Future<?> authenticationDeadline;
    private @Nullable PendingCommands pending;
    private @Nullable CompletableFuture<?> login;
    private int refusals;
    private boolean busy;
    private boolean handedOver;
    private boolean gone;
    private @Nullable Thread laneThread;

    /** An answer that waits for the peer to take what came before it. */
    private @Nullable Runnable held;

    Session(
            ChatEngine engine,
            EngineContext context,
            ChatConnection connection,
            Executor lane,
            LaneRounds rounds,
            Map<String, String> attributes) {
        this.engine = engine;
        this.context = context;
        this.peer = new Peer(connection, rounds, this::disconnected);
        this.lane = lane;
        this.attributes = attributes;
        this.rate = new CommandRate(context.limits(), context.ticker().getAsLong());
    }

    /** Begins the time in which the client must say who it is; comes first. Returns false if there is no timer any more, without which a stranger would stay for ever. */
    boolean expectAuthentication() {
        try {
            authenticationDeadline = context.scheduler()
                    .schedule(
                            () -> peer.rounds.lane.execute(() -> inLane(this::authenticationOverdue)),
                            context.limits().authenticationTimeout().toNanos(),
                            TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void receive(ClientCommand command, long requestId) {
        inLane(() -> {
            if (gone) {
                return;
            }
            if (!rate.tryAcquire(context.ticker().getAsLong())) {
                fail(command, requestId, rateLimited());
            } else if (!busy && pending == null && mayBegin(command)) {
                run(command, requestId);
            } else {
                enqueue(command, requestId);
                next();
            }
        });
    }

    @Override
    public void refuse(ChatException error, @Nullable String event, @Nullable RoomId roomId, long requestId) {
        inLane(() -> {
            if (!gone) {
                ChatException told = rate.tryAcquire(context.ticker().getAsLong()) ? error : rateLimited();
                fail(event, roomId, requestId, told);
            }
        });
    }

    @Override
    public void caughtUp() {
        inLane(() -> {
            for (Member member : members) {
                send(new ServerEvent.HistoryGap(member.room.id));
            }
        });
    }

    @Override
    public void writable() {
        inLane(() -> {
            Runnable step = held;
            if (step != null && peer.isWritable()) {
                held = null;
                step.run();
            }
            next();
        });
    }

    @Override
    public void disconnected() {
        inLane(() -> {
            if (gone) {
                return;
            }
            gone = true;
            pending = null;
            held = null;
            cancelDeadline();
            CompletableFuture<?> undecided = login;
            if (undecided != null) {
                undecided.cancel(false); // gives its place to the next
            }
            try {
                for (Member member : List.copyOf(members)) {
                    drop(member, true);
                }
            } finally {
                engine.closed(this);
            }
            User known = user;
            if (known != null) {
                context.listener().tell(listener -> listener.disconnected(known));
            }
        });
    }

    /** Ends the connection, from any thread, if it belongs to this user; to any if null. */
    void close(CloseReason reason, @Nullable UserId of) {
        peer.rounds.lane.execute(() -> inLane(() -> {
            if (!gone && (of == null || (user != null && user.id().equals(of)))) {
                peer.close(reason);
                if (!handedOver) {
                    disconnected(); // the transport has no session yet that it could tell so
                }
            }
        }));
    }

    /** The transport has it from now on. */
    void handedOver() {
        handedOver = true;
    }

    boolean isGone() {
        return gone;
    }

    /** Who this is. Commands but authentication and ping fail without. */
    User user() {
        User known = user;
        if (known == null) {
            throw new ChatException(ErrorCode.NOT_AUTHENTICATED, "authenticate first");
        }
        return known;
    }

    @Nullable
    Member find(RoomId roomId) {
        for (Member member : members) {
            if (member.room.id.equals(roomId)) {
                return member;
            }
        }
        return null;
    }

    Member require(RoomId roomId) {
        Member member = find(roomId);
        if (member == null || !member.isLive()) {
            throw new ChatException(ErrorCode.NOT_IN_ROOM, "join the room first");
        }
        return member;
    }

    List<Member> members() {
        return members;
    }

    /** Takes a member out of its room, and the room out of this session. */
    void drop(Member member, boolean lost) {
        if (!members.remove(member)) {
            return;
        }
        if (!lost) {
            member.group.drain(); // what came before the leave is still told
        }
        if (member.group.remove(member)) {
            member.room.dropIfEmpty(member.group);
        }
        if (!member.room.localUsers.leave(member.user.id(), lost)) {
            engine.rooms().release(member.room);
        }
        context.listener().tell(listener -> listener.left(member.room.id, member.user));
    }

    void reply(long requestId, ServerReply reply) {
        if (!gone && requestId >= 0) {
            peer.reply(requestId, reply);
        }
    }

    void send(ServerEvent event) {
        if (!gone) {
            peer.send(event);
        }
    }

    void fail(ClientCommand command, long requestId, Throwable error) {
        fail(command.event(), command.roomId(), requestId, Failures.toldAs(error, command.event()));
    }

    private void fail(@Nullable String event, @Nullable RoomId roomId, long requestId, ChatException error) {
        if (requestId >= 0) {
            reply(requestId, new ServerReply.Failed(error));
        } else {
            send(new ServerEvent.Failure(error, event, roomId));
        }
    }

    private void enqueue(ClientCommand command, long requestId) {
        PendingCommands queue = pending;
        if (queue == null) {
            queue = new PendingCommands(context.limits().maxPendingCommands());
            pending = queue;
        }
        if (!queue.add(command, requestId)) {
            fail(command, requestId, new ChatException(ErrorCode.OVERLOADED, "too many requests wait already"));
        }
    }

    private void run(ClientCommand command, long requestId) {
        CompletionStage<Void> taken;
        try {
            taken = take(command, requestId);
        } catch (Throwable e) {
            fail(command, requestId, e);
            return;
        }
        CompletableFuture<Void> state = taken.toCompletableFuture();
        if (state.isDone() && !state.isCompletedExceptionally()) {
            return;
        }
        busy = true;
        taken.whenCompleteAsync(
                (done, error) -> {
                    if (error != null) {
                        fail(command, requestId, error);
                    }
                    busy = false;
                    next();
                },
                onLane);
    }

    private void next() {
        while (!busy && !gone && pending != null) {
            PendingCommands.Pending first = pending.peek();
            if (first == null) {
                pending = null;
                return;
            }
            if (!mayBegin(first.command())) {
                return; // until the connection is writable
            }
            pending.remove();
            run(first.command(), first.requestId());
        }
    }

    /** What is answered with a part of the log waits while something waits for the peer, or whoever asks for much would be closed for what it asked for. */
    private boolean mayBegin(ClientCommand command) {
        boolean readsLog = command instanceof ClientCommand.Join || command instanceof ClientCommand.ReadHistory;
        return !readsLog || peer.isWritable();
    }

    /** Sends what was asked for: now, or as soon as the peer has taken what waits for it. Of one command at a time; completes when that is done. */
    CompletableFuture<Void> whenWritable(Runnable answer) {
        if (gone || peer.isWritable()) {
            answer.run();
            return DONE;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        held = () -> {
            try {
                answer.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        };
        return done;
    }

    /** Begins a command; what it returns completes, never exceptionally, when the next one may begin. */
    private CompletableFuture<Void> take(ClientCommand command, long requestId) {
        if (command instanceof ClientCommand.Authenticate authenticate) {
            return authenticate(authenticate, requestId);
        }
        if (command instanceof ClientCommand.Ping) {
            reply(requestId, new ServerReply.Pong());
            return DONE;
        }
        User known = user();
        if (command instanceof ClientCommand.Send send) {
            return Publishing.begin(this, context, send, requestId);
        }
        if (command instanceof ClientCommand.Join join) {
            return new Joining(this, engine, context, join, requestId).begin(known);
        }
        if (command instanceof ClientCommand.Typing typing) {
            require(typing.roomId()).room.localUsers.typing(known.id(), typing.typing());
            reply(requestId, new ServerReply.Done(typing.roomId()));
        } else if (command instanceof ClientCommand.Leave leave) {
            drop(require(leave.roomId()), false);
            reply(requestId, new ServerReply.Done(leave.roomId()));
        } else if (command instanceof ClientCommand.ReadHistory read) {
            return readHistory(read, requestId);
        }
        return DONE;
    }

    private CompletableFuture<Void> readHistory(ClientCommand.ReadHistory read, long requestId) {
        require(read.roomId());
        return Deadline.within(context, context.broker().history(read.roomId(), read.query()))
                .thenComposeAsync(
                        page -> whenWritable(() -> reply(requestId, new ServerReply.History(read.roomId(), page))),
                        onLane)
                .toCompletableFuture();
    }

    private CompletableFuture<Void> authenticate(ClientCommand.Authenticate command, long requestId) {
        Credentials given = command.credentials();
        Credentials credentials = new Credentials(given.userId(), given.username(), given.token(), attributes);
        CompletableFuture<@Nullable User> asked = context.policies()
                .<@Nullable User>login(
                        context.authenticator(), () -> context.authenticator().authenticate(credentials));
        login = asked;
        return asked.handleAsync(
                (authenticated, error) -> {
                    login = null;
                    if (gone) {
                        return null;
                    }
                    if (error != null) {
                        refuse(command, requestId, Failures.toldAs(error, command.event()));
                    } else if (authenticated == null) {
                        refuse(
                                command,
                                requestId,
                                new ChatException(ErrorCode.AUTHENTICATION_FAILED, "these credentials are nobody's"));
                    } else {
                        authenticated(authenticated, command, requestId);
                    }
                    return null;
                },
                onLane);
    }

    /** Whoever tries one token after the other has a handful of tries; that the host itself fails is nobody's try. */
    private void refuse(ClientCommand.Authenticate command, long requestId, ChatException error) {
        fail(command, requestId, error);
        if (error.code().httpStatus() < 500 && ++refusals >= context.limits().maxAuthenticationAttempts()) {
            peer.close(CloseReason.LOGIN_REFUSED);
        }
    }

    private void authenticated(User now, ClientCommand command, long requestId) {
        User before = user;
        if (before != null && !before.id().equals(now.id())) {
            fail(
                    command,
                    requestId,
                    new ChatException(
                            ErrorCode.ALREADY_AUTHENTICATED, "this connection belongs to " + before.id() + " already"));
            return;
        }
        user = now;
        if (before != null && !before.equals(now)) {
            members.forEach(member -> rename(member, now));
        }
        cancelDeadline();
        peer.authenticated();
        reply(requestId, new ServerReply.Authenticated(now));
        if (before == null) {
            context.listener().tell(listener -> listener.connected(now));
        }
    }

    /** The newest name counts, from the next word on. */
    private void rename(Member member, User now) {
        member.user = now;
        member.room
                .localUsers
                .rename(now)
                .whenCompleteAsync(
                        (version, error) -> {
                            if (error == null) {
                                member.entered = version;
                            } else {
                                COMPLAINTS.warn("a room was not told a new name", member.room.id + ": " + error);
                            }
                        },
                        onLane);
    }

    private void authenticationOverdue() {
        if (!gone && user == null) {
            peer.close(CloseReason.NOT_AUTHENTICATED);
        }
    }

    private void cancelDeadline() {
        Future<?> deadline = authenticationDeadline;
        if (deadline != null) {
            deadline.cancel(false);
            authenticationDeadline = null;
        }
    }

    private void hop(Runnable step) {
        if (laneThread == Thread.currentThread()) {
            step.run();
        } else {
            peer.rounds.lane.execute(() -> inLane(step));
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
                peer.close(CloseReason.SERVER_FAULT); // half a step: nobody knows what is true of this session now
            }
        } finally {
            laneThread = before;
        }
    }

    private static ChatException rateLimited() {
        return new ChatException(ErrorCode.RATE_LIMITED, "too many requests in a short time");
    }
}
