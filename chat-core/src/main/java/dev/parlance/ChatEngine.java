package dev.parlance;

import static java.util.Objects.requireNonNull;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.command.DirectRooms;
import dev.parlance.command.Permission;
import dev.parlance.complaint.Complaints;
import dev.parlance.host.Audit;
import dev.parlance.host.CheckedBroker;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Failures;
import dev.parlance.host.FileContext;
import dev.parlance.host.ListenerCalls;
import dev.parlance.host.Login;
import dev.parlance.host.Placements;
import dev.parlance.host.PolicyCalls;
import dev.parlance.host.SlowMode;
import dev.parlance.host.Standings;
import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FollowedPage;
import dev.parlance.model.Profile;
import dev.parlance.model.Readiness;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomListing;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserSessions;
import dev.parlance.node.EngineThreads;
import dev.parlance.node.Node;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.ChatListener;
import dev.parlance.policy.FileSettings;
import dev.parlance.policy.MessageInterceptor;
import dev.parlance.policy.Metered;
import dev.parlance.policy.RoomSettings;
import dev.parlance.policy.RoomStandings;
import dev.parlance.policy.UploadInterceptor;
import dev.parlance.room.Rooms;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.CloseReason;
import dev.parlance.watch.FollowedRooms;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final EngineContext context;
    private final Node node;
    private final Nodes nodes;
    private final ChatFiles files;
    private final AtomicBoolean begun = new AtomicBoolean();

    private ChatEngine(Builder builder) {
        Complaints.limit(builder.limits.logLinesPerSecond(), builder.limits.logLineBurst());
        EngineThreads threads =
                new EngineThreads(builder.scheduler, builder.executor, builder.limits.concurrentAuthentications());
        ChatBroker broker = new CheckedBroker(
                builder.broker != null
                        ? builder.broker
                        : InMemoryBroker.builder().clock(builder.clock).build());
        Standings standings = new Standings(broker, builder.ticker);
        Function<RoomId, RoomSettings> settings = builder.rooms;
        ListenerCalls listener = new ListenerCalls(builder.listener, threads.executor());
        this.context = new EngineContext(
                broker,
                standings,
                new SlowMode(builder.ticker),
                builder.authenticator,
                builder.made(standings),
                List.copyOf(builder.interceptors),
                builder.limits,
                id -> settings(settings, id),
                builder.systemUser,
                builder.ticker,
                builder.clock,
                threads.timer(),
                new PolicyCalls(threads.timer(), threads.executor(), threads.loginExecutor(), builder.limits),
                threads.executor(),
                listener,
                new Placements(listener),
                new Audit(listener, threads.executor(), builder.clock, threads.timer()),
                builder.presentNames,
                new FileContext(builder.attachments, builder.files, List.copyOf(builder.uploadInterceptors)));
        this.node = new Node(context, threads);
        this.nodes = new Nodes(broker, node.calls());
        this.files = new ChatFiles(context, node);
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
     * Has the authenticator begin and connects the broker. Idempotent.
     *
     * @return completes when connections may be opened; failed with a {@link ChatException}, {@link ErrorCode#SHUTTING_DOWN} after {@link #stop}, which
     *     ends a start that is under way, whatever its broker still does: a stopped engine stays stopped
     */
    public CompletionStage<Void> start() {
        if (begun.compareAndSet(false, true)) {
            try {
                context.authenticator().begin(nodes);
            } catch (Throwable e) { // the host's Errors are the host's, too
                begun.set(false);
                return CompletableFuture.failedFuture(Failures.toldOf(context.authenticator(), e));
            }
        }
        return node.start();
    }

    /**
     * Gives a new connection its session, whose client says who it is with {@code authenticate}, in time. Call on the connection's lane, after {@link #start} has
     * completed. From then on both sides keep to the contract at {@link ChatConnection}: the transport owes the session one {@link ChatSession#disconnected},
     * whoever ends the connection.
     *
     * @param connection the adapter's side
     * @param attributes what the transport knows about it, for the authenticator: {@code remoteAddress} and what else there is; copied, without nulls
     * @return the engine's side; if the engine is stopping or has stopped the connection is closed with {@link CloseReason#SHUTDOWN}: as a rule afterwards, but
     *     before this returns if the lane runs at once what it is given on itself. The session has ended then, and waits for no word of the transport
     */
    public ChatSession open(ChatConnection connection, Map<String, String> attributes) {
        return open(connection, attributes, null);
    }

    /**
     * Gives a connection its session as {@link #open(ChatConnection, Map)} does, for a host whose server has authenticated its client already. No {@code authenticate} is
     * needed, and the {@code Authenticator} is not asked; {@link ChatConnection#authenticated} is called before this returns. A client that authenticates all the
     * same is asked for as any that does so again: the host's authenticator has to say that it is the same user, whose newest name counts.
     *
     * @param connection the adapter's side
     * @param user who its client is
     * @param attributes what the transport knows about it, for the authenticator, if it is asked after all; copied, without nulls
     * @return the engine's side, as of the other
     */
    public ChatSession open(ChatConnection connection, User user, Map<String, String> attributes) {
        return open(connection, attributes, requireNonNull(user, "user"));
    }

    private ChatSession open(ChatConnection connection, Map<String, String> attributes, @Nullable User user) {
        requireNonNull(connection, "connection");
        Map<String, String> known = Map.copyOf(requireNonNull(attributes, "attributes"));
        return node.sessions().open(connection, user, known);
    }

    /**
     * Returns a room; it need not exist before.
     *
     * @param id which
     * @return the room
     */
    public Room room(RoomId id) {
        requireNonNull(id, "id");
        return new Room(context, node, id);
    }

    /**
     * Asks the host's authenticator who has some credentials, for what comes in without a connection, as a request over HTTP. Such logins have the share and the deadline of all others.
     *
     * @param credentials what the client says, with what the transport knows
     * @return the user; failed with a {@link ChatException}: {@link ErrorCode#AUTHENTICATION_FAILED} if they are nobody's or the login is over, else what the authenticator refused with
     */
    public CompletionStage<User> login(Credentials credentials) {
        requireNonNull(credentials, "credentials");
        return Failures.told(
                "a login",
                () -> Login.ask(context, credentials)
                        .thenApply(this::known)
                        .whenComplete((user, error) -> Login.report(
                                context, error, credentials.address().orElse(null))));
    }

    /**
     * Asks another authenticator than the chat's, as for an interface of its own for operators. It has the deadline of all policies, and no part in the share of the chat's logins, so that a crowd of
     * those does not keep it waiting.
     *
     * @param authenticator whom to ask; its {@link Authenticator#begin} has been called by whoever made it, if it needs that
     * @param credentials what the client says, with what the transport knows
     * @return as of {@link #login(Credentials)}
     */
    public CompletionStage<User> login(Authenticator authenticator, Credentials credentials) {
        requireNonNull(authenticator, "authenticator");
        requireNonNull(credentials, "credentials");
        return Failures.told(
                "a login",
                () -> context.policies()
                        .<@Nullable User>ask(authenticator, () -> authenticator.authenticate(credentials))
                        .thenApply(this::known));
    }

    private User known(@Nullable User answer) {
        ChatException refusal = Login.refusal(context, answer);
        if (refusal != null || answer == null) {
            throw requireNonNull(refusal);
        }
        return answer;
    }

    /**
     * Asks the host's authorizer whether a user may do something, for what comes in without a connection.
     *
     * @param user who, as {@link #login} returned them
     * @param action what
     * @return completes if it is allowed; failed with a {@link ChatException}: {@link ErrorCode#FORBIDDEN} if not, else what the authorizer refused with
     */
    public CompletionStage<Void> require(User user, Action action) {
        requireNonNull(user, "user");
        requireNonNull(action, "action");
        return Failures.told(
                "a question", () -> Permission.ask(context, user, action).thenAccept(allowed -> {}));
    }

    /**
     * Counts what a user asks without a connection, as a request over HTTP, as what all connections of the user ask is counted, over all nodes ({@link ChatLimits.Builder#userRate}). Who asks first counts
     * {@link Metered#REQUESTS}, then the {@link Metered#BYTES_IN} of a body if there is one; before a history is read none of the {@link Metered#HISTORY_BYTES} is taken, and afterwards what it told is
     * {@linkplain #charge charged}.
     *
     * @param user who, as {@link #login} returned them
     * @param what is taken
     * @param amount how much of it, 0 or more: with 0 it is only asked whether there is something left
     * @throws ChatException {@link ErrorCode#RATE_LIMITED}, with the time after which it makes sense again, if there is not so much. If it is not retryable the user went on beyond
     *     {@link Metered#REFUSALS}, and whatever the request came by is to be closed
     */
    public void count(User user, Metered what, long amount) {
        requireNonNull(user, "user");
        requireNonNull(what, "what");
        node.userRates().take(user.id(), what, requireAmount(amount));
    }

    /**
     * Counts what an answer has told a user without a connection, when that is known: whether it was there or not, so that what comes next has to wait.
     *
     * @param user who
     * @param what was told
     * @param amount how much of it, 0 or more
     */
    public void charge(User user, Metered what, long amount) {
        requireNonNull(user, "user");
        requireNonNull(what, "what");
        node.userRates().charge(user.id(), what, requireAmount(amount));
    }

    private static long requireAmount(long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("amount must be 0 or more, not " + amount);
        }
        return amount;
    }

    /** {@return who says what {@link Room#publish(String)} says, see {@link Builder#systemUser}} */
    public User systemUser() {
        return context.systemUser();
    }

    /**
     * Tells the host's {@link ChatListener} and the log of the service's guards what has happened at the door, for a transport or an interface of a host's own.
     *
     * @param event what; of strangers' acts the like is told once in ten seconds
     */
    public void report(SecurityEvent event) {
        context.audit().tell(requireNonNull(event, "event"));
    }

    /** {@return what a session may do, and how long things may take: for transports that keep to it} */
    public ChatLimits limits() {
        return context.limits();
    }

    /** {@return what the nodes of this service share beside rooms, always the same object} */
    public Nodes nodes() {
        return nodes;
    }

    /** {@return what can be done with files, always the same object; without a store of them it offers none} */
    public ChatFiles files() {
        return files;
    }

    /**
     * Ends all connections of a user, on all nodes, for good and without a word of the host's: as {@link #closeSessions(UserId, String, boolean)}.
     *
     * @param userId whose
     * @return as of the other
     */
    public CompletionStage<Void> closeSessions(UserId userId) {
        return closeSessions(userId, "", false);
    }

    /**
     * Ends all connections of a user, on all nodes. What was sent before goes out first; nothing is sent after it.
     *
     * @param userId whose
     * @param reason in words, for the client, at most {@value CloseReason#MAX_WORDS} bytes of UTF-8 without control characters; empty for those of the {@link CloseReason}. Socket.IO has no place
     *     for them
     * @param mayReturn whether clients come back by themselves ({@link CloseReason#CLOSED_FOR_NOW}) or stay away ({@link CloseReason#CLOSED_BY_HOST})
     * @return completes when all nodes have closed them; failed with a {@link ChatException}, as {@link Room#remove} is
     */
    public CompletionStage<Void> closeSessions(UserId userId, String reason, boolean mayReturn) {
        requireNonNull(userId, "userId");
        requireNonNull(reason, "reason");
        return Failures.told(
                "closing sessions",
                () -> node.sessionCalls().close(userId, CloseReason.requireWords(reason), mayReturn));
    }

    /**
     * Ends one connection, wherever it is.
     *
     * @param sessionId which, see {@link #sessions}
     * @param reason as of {@link #closeSessions(UserId, String, boolean)}
     * @param mayReturn as there
     * @return whether there was one; failed as there
     */
    public CompletionStage<Boolean> closeSession(String sessionId, String reason, boolean mayReturn) {
        requireNonNull(sessionId, "sessionId");
        requireNonNull(reason, "reason");
        return Failures.told(
                "closing a session",
                () -> node.sessionCalls().close(sessionId, CloseReason.requireWords(reason), mayReturn));
    }

    /**
     * Tells which connections a user has, on all nodes.
     *
     * @param userId whose
     * @return at most 100 of each node, within 2 seconds; which nodes have not answered by then it says. Failed with a {@link ChatException} if the bus does not work
     */
    public CompletionStage<UserSessions> sessions(UserId userId) {
        requireNonNull(userId, "userId");
        return Failures.told("looking for sessions", () -> node.sessionCalls().of(userId));
    }

    /**
     * Reads what users are called now, by their newest login, whatever older messages say, and when they were there last, to a minute. See {@link Builder#presentNames}.
     *
     * @param userIds whose, at most {@value dev.parlance.broker.UserProfiles#MAX_ASKED}
     * @return those of whom that is kept: for 35 days after they were there; failed with a {@link ChatException}, {@link ErrorCode#BAD_REQUEST} for more users
     */
    public CompletionStage<Map<UserId, Profile>> profiles(Set<UserId> userIds) {
        Set<UserId> asked = Set.copyOf(requireNonNull(userIds, "userIds"));
        return Failures.told(
                "reading profiles",
                () -> Deadline.within(context, context.broker().profiles(asked)));
    }

    /**
     * Reads the first of the rooms that a user follows, as {@code get_rooms} does: where each stands, what is unread there, what was said last and what is known of it. The {@link Authorizer} is not asked: rooms that
     * the user may not read are among them.
     *
     * @param userId whose
     * @param limit how many at most, 1 to {@value FollowedPage#MAX_LIMIT}
     * @return the page; failed with a {@link ChatException}, {@link ErrorCode#BAD_REQUEST} for another limit
     */
    public CompletionStage<FollowedPage> followedRooms(UserId userId, int limit) {
        requireNonNull(userId, "userId");
        return Failures.told("reading rooms", () -> followed(userId, limit, null));
    }

    /**
     * Reads the rooms that follow on a page of {@link #followedRooms(UserId, int)}.
     *
     * @param userId as there
     * @param after the id of the last one of the page before, which need not be followed any more
     * @param limit as there
     * @return as there
     */
    public CompletionStage<FollowedPage> followedRooms(UserId userId, RoomId after, int limit) {
        requireNonNull(userId, "userId");
        requireNonNull(after, "after");
        return Failures.told("reading rooms", () -> followed(userId, limit, after));
    }

    private CompletionStage<FollowedPage> followed(UserId userId, int limit, @Nullable RoomId after) {
        if (limit < 1 || limit > FollowedPage.MAX_LIMIT) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST, "limit must be a whole number from 1 to " + FollowedPage.MAX_LIMIT);
        }
        return Deadline.within(
                context,
                new FollowedRooms(context)
                        .page(userId, limit, after, roomId -> CompletableFuture.completedFuture(true)));
    }

    /**
     * Opens the one room of two users, as {@code open_direct} does for one of them: however often and by whomever it is opened at once, it is one. Nobody is told before its first message, from which on both follow it.
     * The {@link Authorizer} is not asked, and what users may create in an hour does not count.
     *
     * @param one who
     * @param other with whom
     * @return the room, once it is there; failed with a {@link ChatException}, {@link ErrorCode#INVALID_USER} if they are one user
     */
    public CompletionStage<Room> openDirect(UserId one, UserId other) {
        requireNonNull(one, "one");
        requireNonNull(other, "other");
        return Failures.told(
                "opening a direct room",
                () -> DirectRooms.open(context, one, other, () -> {}).thenApply(this::room));
    }

    /**
     * Tells the first of the rooms that somebody is in, over all nodes. Rooms that nobody is in are not told, whatever their history has.
     *
     * @param limit how many at most, 1 to 100
     * @return the page, in the order of the ids, within 2 seconds; which nodes have not answered by then it says. Failed with a {@link ChatException}, {@link ErrorCode#BAD_REQUEST} for
     *     another limit, or if the bus does not work
     */
    public CompletionStage<RoomListing> rooms(int limit) {
        return Failures.told("looking for rooms", () -> node.roomCalls().list(null, limit));
    }

    /**
     * Tells the rooms that follow on a page of {@link #rooms(int)}.
     *
     * @param after the id of the last one of the page before
     * @param limit as there
     * @return as there
     */
    public CompletionStage<RoomListing> rooms(RoomId after, int limit) {
        requireNonNull(after, "after");
        return Failures.told("looking for rooms", () -> node.roomCalls().list(after, limit));
    }

    /**
     * Has the {@link Authorizer} asked anew, on all nodes, whether a user may be in the rooms where they are, for a host that has taken a right away. Who may not is taken out as by {@link Room#remove}, and
     * what was answered and remembered before is forgotten. It happens by itself when a login is renewed.
     *
     * <p>An authorizer that fails or is late has not said no: the user stays, hears what is said (to say something each act is asked for), and the authorizer is asked again after 5 seconds, then after
     * twice as long, up to a minute, until it decides. So its outage empties no rooms. {@link Room#remove} asks nobody.
     *
     * @param userId whose rights may have changed
     * @return completes when all is decided and done; failed with {@link ErrorCode#HOST_UNAVAILABLE} if the authorizer is to be asked again, or as {@link Room#remove}
     */
    public CompletionStage<Void> recheck(UserId userId) {
        requireNonNull(userId, "userId");
        return Failures.told("rechecking a user", () -> node.removals().recheck(userId));
    }

    /**
     * Finds out what works by doing it: keeps a value and reads it, says a word to this node itself and listens for it. Strangers may ask as often as they
     * like: an answer is good for a second.
     *
     * @return completes within 3 seconds, and does not fail; before {@link #start} and after {@link #stop} nothing works
     */
    public CompletionStage<Readiness> readiness() {
        return node.readiness().probe();
    }

    /** {@return how many connections are open on this node} */
    public int sessionCount() {
        return node.sessions().count();
    }

    /**
     * Ends all connections with {@link CloseReason#SHUTDOWN}, then the broker, then the {@link ChatListener}, which hears what it has not heard yet, then
     * the threads that the engine made. Idempotent. Connections that have not gone within 5 seconds are left behind, and so is a broker that has not
     * stopped within 5 seconds; calls of the listener that were not made within 5 more are missed, and it is told how many.
     *
     * @return completes when all is released
     */
    public CompletionStage<Void> stop() {
        return node.stop();
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

    /** What this node is in; for tests. */
    Rooms rooms() {
        return node.rooms();
    }

    /** Collects what an engine is built with; not safe for use by several threads. */
    public static final class Builder {
        private @Nullable ChatBroker broker;
        private Authenticator authenticator = Authenticator.trusting();
        private Function<RoomStandings, Authorizer> authorizer = Authorizer::byRole;
        private final List<MessageInterceptor> interceptors = new ArrayList<>();
        private ChatLimits limits = ChatLimits.DEFAULT;
        private Function<RoomId, RoomSettings> rooms = id -> RoomSettings.DEFAULT;
        private @Nullable ChatListener listener;
        private User systemUser = User.of("system", "System");
        private boolean presentNames = true;
        private @Nullable AttachmentStore attachments;
        private FileSettings files = FileSettings.DEFAULT;
        private final List<UploadInterceptor> uploadInterceptors = new ArrayList<>();
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
         * Says who may do what. What the records of rooms say of it is then for this policy to say, but for direct rooms, which are always their two members', and for slow mode; see
         * {@link #authorizerBy}.
         *
         * @param value default: {@link Authorizer#byRole}
         * @return this
         */
        public Builder authorizer(Authorizer value) {
            Authorizer given = given("authorizer", value);
            this.authorizer = standings -> given;
            return this;
        }

        /**
         * Says who may do what, by what users are to rooms: a policy of the host's that asks {@link Authorizer#byRole}, or the standings themselves.
         *
         * @param value makes a policy, once, of what it may ask; in the place of {@link #authorizer}. Default: {@link Authorizer#byRole}, so that everyone may do everything in rooms without a
         *     record, and other rooms are what their records say
         * @return this
         */
        public Builder authorizerBy(Function<RoomStandings, Authorizer> value) {
            this.authorizer = given("authorizerBy", value);
            return this;
        }

        private Authorizer made(RoomStandings standings) {
            Authorizer policy = authorizer.apply(standings);
            if (policy == null) {
                throw new IllegalArgumentException("authorizerBy must not make null");
            }
            return policy;
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
         * Says whether the engine keeps what users are called by their newest login, and when they were there last, and gives it to clients ({@code get_profiles}, {@code profile_updated}), so that these may show
         * older messages under the present name. A message itself keeps the name under which it was said, whatever this is.
         *
         * @param value default: true; with false nothing is kept or told of it, and the peers of direct rooms are called by what was kept before, or their ids
         * @return this
         */
        public Builder presentNames(boolean value) {
            this.presentNames = value;
            return this;
        }

        /**
         * Keeps files that messages name; the engine starts and stops it.
         *
         * @param store default: none, and then no file is taken
         * @param settings which files are taken, and how long those stay that nobody sends; default {@link FileSettings#DEFAULT}
         * @return this
         */
        public Builder attachments(AttachmentStore store, FileSettings settings) {
            this.attachments = given("attachments", store);
            this.files = given("the settings of attachments", settings);
            return this;
        }

        /**
         * Adds someone who looks at every file before anybody sees it; they are asked in the order added.
         *
         * @param value one more
         * @return this
         */
        public Builder uploadInterceptor(UploadInterceptor value) {
            this.uploadInterceptors.add(given("an uploadInterceptor", value));
            return this;
        }

        /**
         * Says when logins expire, and stamps messages if the broker is the default one.
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
