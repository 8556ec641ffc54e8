package dev.parlance;

import static java.util.Objects.requireNonNull;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.MessageInterceptor;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.ServerEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One node of a chat service: hands sessions to connections, carries messages between them and the broker, and gives the host its rooms. Safe for use
 * by many threads. A null is refused at once with a {@link NullPointerException} that names the parameter, by the builder at {@link Builder#build}.
 *
 * <pre>{@code
 * ChatEngine engine = ChatEngine.builder().authenticator(mine).build();
 * engine.start();
 * engine.room(new RoomId("lobby")).publish("Welcome");
 * }</pre>
 */
public final class ChatEngine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ChatEngine.class.getName());
    private static final String CLOSE_USER = "parlance.close-user";
    private static final Topic.Cluster SESSIONS = new Topic.Cluster("sessions");

    private final EngineContext context;
    private final EngineThreads threads;
    private final Nodes nodes;
    private final Rooms rooms;
    private final ReadinessProbe readiness;
    private final Lanes lanes;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable CompletableFuture<Void>> started = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<Void>> stopped = new AtomicReference<>();
    private final CompletableFuture<Void> noSessions = new CompletableFuture<>();

    private ChatEngine(Builder builder) {
        this.threads =
                new EngineThreads(builder.scheduler, builder.executor, builder.limits.concurrentAuthentications());
        ChatBroker broker = new CheckedBroker(
                builder.broker != null
                        ? builder.broker
                        : InMemoryBroker.builder().clock(builder.clock).build());
        Function<RoomId, RoomSettings> settings = builder.rooms;
        this.context = new EngineContext(
                broker,
                builder.authenticator,
                builder.authorizer,
                List.copyOf(builder.interceptors),
                builder.limits,
                id -> settings(settings, id),
                builder.systemUser,
                builder.ticker,
                threads.timer(),
                new PolicyCalls(threads, builder.limits),
                threads.executor(),
                new ListenerCalls(builder.listener, threads.executor()));
        this.lanes = new Lanes(context.scheduler());
        this.nodes = new Nodes(broker, SESSIONS);
        this.rooms = new Rooms(context, () -> stopped.get() != null);
        this.readiness = new ReadinessProbe(context);
    }

    /**
     * Starts from the defaults: everything in memory, every client believed.
     *
     * @return a builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Connects the broker. Idempotent.
     *
     * @return completes when connections may be opened; failed with a {@link ChatException}, {@link ErrorCode#SHUTTING_DOWN} after {@link #stop}: a stopped
     *     engine stays stopped
     */
    public CompletionStage<Void> start() {
        if (stopped.get() != null) {
            return CompletableFuture.failedFuture(
                    new ChatException(ErrorCode.SHUTTING_DOWN, "a stopped engine stays stopped, build another", false));
        }
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> first = started.compareAndExchange(null, mine);
        if (first != null) {
            return outcome(first);
        }
        pass(
                "starting",
                context.broker()
                        .start(new CheckedListener(new Incoming()))
                        .thenCompose(done -> context.broker().subscribe(SESSIONS)),
                mine);
        return outcome(mine);
    }

    /**
     * Gives a new connection its session. Call on the connection's lane, after {@link #start} has completed. From then on the transport owes the session one
     * {@link ChatSession#disconnected}, whoever ends the connection.
     *
     * @param connection the adapter's side
     * @param attributes what the transport knows about it, for the authenticator: {@code remoteAddress} and what else there is; copied, without nulls
     * @return the engine's side; if the engine is stopping or has stopped the connection is closed with {@link CloseReason#SHUTDOWN}: as a rule afterwards, but
     *     before this returns if the lane runs at once what it is given on itself. The session has ended then, and waits for no word of the transport
     */
    public ChatSession open(ChatConnection connection, Map<String, String> attributes) {
        requireNonNull(connection, "connection");
        Map<String, String> known = Map.copyOf(requireNonNull(attributes, "attributes"));
        Executor lane = requireNonNull(connection.lane(), "lane");
        Session session;
        try {
            session = new Session(this, context, connection, lane, lanes.enter(lane), known);
        } catch (Throwable e) {
            lanes.leave(lane);
            throw e;
        }
        sessions.add(session);
        if (!session.expectAuthentication() || stopped.get() != null) {
            session.close(CloseReason.SHUTDOWN, null);
        }
        session.handedOver();
        return session;
    }

    /**
     * Returns a room; it need not exist before.
     *
     * @param id which
     * @return the room
     */
    public Room room(RoomId id) {
        requireNonNull(id, "id");
        return new Room(context, id);
    }

    /**
     * What a session may do, and how long things may take: for transports that keep to it.
     *
     * @return as built with
     */
    public ChatLimits limits() {
        return context.limits();
    }

    /**
     * What the nodes of this service share beside rooms.
     *
     * @return always the same object
     */
    public Nodes nodes() {
        return nodes;
    }

    /**
     * Ends all connections of a user, on all nodes. They are told not to come back by themselves.
     *
     * @param userId whose
     * @return completes when handed to the broker; failed with a {@link ChatException}
     */
    public CompletionStage<Void> closeSessions(UserId userId) {
        requireNonNull(userId, "userId");
        return Failures.told(
                "closing sessions",
                () -> context.broker().signal(SESSIONS, Signal.of(CLOSE_USER, Map.of("userId", userId.value()))));
    }

    /**
     * Finds out what works by doing it: keeps a value and reads it, says a word to this node itself and listens for it. Strangers may ask as often as they
     * like: an answer is good for a second.
     *
     * @return completes within 3 seconds, and does not fail; before {@link #start} and after {@link #stop} nothing works
     */
    public CompletionStage<Readiness> readiness() {
        return readiness.probe();
    }

    /**
     * How many connections are open on this node.
     *
     * @return 0 or more
     */
    public int sessionCount() {
        return sessions.size();
    }

    /**
     * Ends all connections with {@link CloseReason#SHUTDOWN}, then the broker, then the {@link ChatListener}, which hears what it has not heard yet, then
     * the threads that the engine made. Idempotent. Connections that have not gone within 5 seconds are left behind, and so is a broker that has not
     * stopped within 5 seconds; calls of the listener that were not made within 5 more are missed, and it is told how many.
     *
     * @return completes when all is released
     */
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> first = stopped.compareAndExchange(null, mine);
        if (first != null) {
            return outcome(first);
        }
        for (Session session : sessions) {
            session.close(CloseReason.SHUTDOWN, null);
        }
        if (sessions.isEmpty()) {
            noSessions.complete(null);
        }
        pass("stopping", new Shutdown(context, threads).after(noSessions), mine);
        return outcome(mine);
    }

    /** As {@link #stop}, and waits for it, at most 20 seconds: within that each of its steps ends. */
    @Override
    public void close() {
        try {
            stop().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.WARNING, "stopping the engine failed", e);
        }
    }

    private static RoomSettings settings(Function<RoomId, RoomSettings> rooms, RoomId id) {
        try {
            return requireNonNull(rooms.apply(id), () -> "no settings for room " + id);
        } catch (Throwable e) { // the host's Errors are the host's, too
            throw Failures.toldOf(rooms, e);
        }
    }

    /** A stage of the caller's own that fails with the exception itself, which a copy would wrap. */
    private static CompletionStage<Void> outcome(CompletableFuture<Void> shared) {
        return Failures.told("the engine", () -> shared);
    }

    private static void pass(String what, CompletionStage<Void> from, CompletableFuture<Void> to) {
        Failures.told(what, () -> from).whenComplete((done, error) -> {
            if (error == null) {
                to.complete(null);
            } else {
                to.completeExceptionally(error);
            }
        });
    }

    Rooms rooms() {
        return rooms;
    }

    void closed(Session session) {
        if (sessions.remove(session)) {
            lanes.leave(session.lane);
            if (stopped.get() != null && sessions.isEmpty()) {
                noSessions.complete(null);
            }
        }
    }

    /** From the broker to the rooms; serial per topic. */
    private final class Incoming implements BrokerListener {
        @Override
        public void onEvent(RoomEvent event) {
            LiveRoom room = rooms.find(event.roomId());
            if (room == null) {
                return;
            }
            if (event instanceof RoomEvent.Posted posted) {
                Message message = posted.message();
                room.notices.before(message.author().id());
                room.deliver(new ServerEvent.MessagePosted(message), message.position(), null);
            } else if (event instanceof RoomEvent.Changed changed) {
                Message message = changed.message();
                Position position = new Position(message.position().epoch(), message.changeOffset());
                room.deliver(new ServerEvent.MessageUpdated(message), position, null);
            } else if (event instanceof RoomEvent.Joined joined) {
                room.roster.apply(joined);
            } else if (event instanceof RoomEvent.Left left) {
                room.roster.apply(left);
            }
        }

        @Override
        public void onSignal(Topic topic, Signal signal) {
            if (topic instanceof Topic.Room inRoom) {
                LiveRoom room = rooms.find(inRoom.roomId());
                if (room != null) {
                    signal(room, signal);
                }
            } else if (!readiness.heard(topic, signal) && signal.name().equals(CLOSE_USER)) {
                UserId userId = new UserId(signal.data().getOrDefault("userId", ""));
                sessions.forEach(session -> session.close(CloseReason.CLOSED_BY_HOST, userId));
            } else {
                nodes.called(signal);
            }
        }

        @Override
        public void onGap(RoomId roomId) {
            LiveRoom room = rooms.find(roomId);
            if (room != null) {
                room.deliver(new ServerEvent.HistoryGap(roomId), null);
                room.roster.reload();
            }
        }

        private void signal(LiveRoom room, Signal signal) {
            User sender = signal.sender().orElse(null);
            UserId except = sender == null ? null : sender.id();
            if (except != null) {
                room.notices.before(except);
            }
            boolean typing = signal.name().equals(LocalUsers.TYPING);
            if (sender != null && (typing || signal.name().equals(LocalUsers.NOT_TYPING))) {
                room.deliver(new ServerEvent.UserTyping(room.id, sender, typing), except);
            } else if (!signal.name().startsWith("parlance.")) {
                room.deliver(new ServerEvent.Signalled(room.id, signal), except);
            }
        }
    }

    /** Collects what an engine is built with; not safe for use by several threads. */
    public static final class Builder {
        private @Nullable ChatBroker broker;
        private Authenticator authenticator = Authenticator.trusting();
        private Authorizer authorizer = Authorizer.allowingAll();
        private final List<MessageInterceptor> interceptors = new ArrayList<>();
        private ChatLimits limits = ChatLimits.DEFAULT;
        private Function<RoomId, RoomSettings> rooms = id -> RoomSettings.DEFAULT;
        private @Nullable ChatListener listener;
        private User systemUser = User.of("system", "System");
        private InstantSource clock = InstantSource.system();
        private LongSupplier ticker = System::nanoTime;
        private @Nullable ScheduledExecutorService scheduler;
        private @Nullable Executor executor;

        private final List<String> nulls = new ArrayList<>();

        private Builder() {}

        private <T> T given(String what, T value) {
            nulls.remove(what + " must not be null");
            if (value == null) {
                nulls.add(what + " must not be null");
            }
            return value;
        }

        /**
         * Stores and carries messages; the engine starts and stops it.
         *
         * @param value default: a new {@link InMemoryBroker}
         * @return this
         */
        public Builder broker(ChatBroker value) {
            this.broker = given("broker", value);
            return this;
        }

        /**
         * Says who clients are.
         *
         * @param value default: {@link Authenticator#trusting}
         * @return this
         */
        public Builder authenticator(Authenticator value) {
            this.authenticator = given("authenticator", value);
            return this;
        }

        /**
         * Says who may do what.
         *
         * @param value default: {@link Authorizer#allowingAll}
         * @return this
         */
        public Builder authorizer(Authorizer value) {
            this.authorizer = given("authorizer", value);
            return this;
        }

        /**
         * Adds someone who looks at every message of a user before it is stored; they are asked in the order added.
         *
         * @param value one more
         * @return this
         */
        public Builder interceptor(MessageInterceptor value) {
            this.interceptors.add(given("an interceptor", value));
            return this;
        }

        /**
         * Bounds what a session may do.
         *
         * @param value default: {@link ChatLimits#DEFAULT}
         * @return this
         */
        public Builder limits(ChatLimits value) {
            this.limits = given("limits", value);
            return this;
        }

        /**
         * Says what differs from room to room. Called on I/O threads: must return at once, always the same for the same room. If it throws, or
         * returns null, the request that asked fails.
         *
         * @param value default: {@link RoomSettings#DEFAULT} for each
         * @return this
         */
        public Builder rooms(Function<RoomId, RoomSettings> value) {
            this.rooms = given("rooms", value);
            return this;
        }

        /**
         * Tells the host what happens on this node; see {@link ChatEngine#stop} for what it hears at the end.
         *
         * @param value default: none
         * @return this
         */
        public Builder listener(ChatListener value) {
            this.listener = given("listener", value);
            return this;
        }

        /**
         * Names the author of {@link Room#publish(String)}.
         *
         * @param value default: {@code system}, called System
         * @return this
         */
        public Builder systemUser(User value) {
            this.systemUser = given("systemUser", value);
            return this;
        }

        /**
         * Stamps messages if the broker is the default one.
         *
         * @param value default: the system's
         * @return this
         */
        public Builder clock(InstantSource value) {
            this.clock = given("clock", value);
            return this;
        }

        /**
         * Measures durations: nanoseconds that never go back.
         *
         * @param value default: {@link System#nanoTime}
         * @return this
         */
        public Builder ticker(LongSupplier value) {
            this.ticker = given("ticker", value);
            return this;
        }

        /**
         * Lends the timer for typing, grace and deadlines. Its tasks are short. The engine does not shut it down. Most deadlines are cancelled, one for each
         * question to a policy that may block: a {@link java.util.concurrent.ScheduledThreadPoolExecutor} should remove those at once
         * ({@code setRemoveOnCancelPolicy}), or they stay until their time has come.
         *
         * @param value default: one daemon thread, ended with the engine
         * @return this
         */
        public Builder scheduler(ScheduledExecutorService value) {
            this.scheduler = given("scheduler", value);
            return this;
        }

        /**
         * Lends the threads for policies that may block and for the listener. If it refuses a task, the client is told
         * {@link dev.parlance.model.ErrorCode#OVERLOADED}. The engine does not shut it down. On Java 21 or newer one with virtual threads fits. Of these threads
         * logins take no more than {@link ChatLimits#concurrentAuthentications}. One that a policy holds beyond {@link ChatLimits#policyTimeout} is
         * interrupted; if that does not help, it is lost to the others until the policy returns.
         *
         * @param value default: up to 16 daemon threads with a queue of 10,000 tasks, and as many more for logins as these may take, ended with the engine
         * @return this
         */
        public Builder executor(Executor value) {
            this.executor = given("executor", value);
            return this;
        }

        /**
         * Checks and builds; nothing runs before {@link ChatEngine#start}.
         *
         * @return the engine
         * @throws IllegalArgumentException naming all that was null
         */
        public ChatEngine build() {
            if (!nulls.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", nulls));
            }
            return new ChatEngine(this);
        }
    }
}
