package dev.parlance.node;

import dev.parlance.attachment.AttachmentStore;
import dev.parlance.broker.ChatBroker;
import dev.parlance.command.Commands;
import dev.parlance.command.Conversation;
import dev.parlance.command.UserRates;
import dev.parlance.file.NamedFiles;
import dev.parlance.host.EngineContext;
import dev.parlance.host.Failures;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.room.Rooms;
import dev.parlance.room.Tellings;
import dev.parlance.session.KnownUsers;
import dev.parlance.session.Sessions;
import dev.parlance.watch.Bells;
import dev.parlance.watch.DirectFollowing;
import dev.parlance.watch.Followers;
import dev.parlance.watch.Marks;
import dev.parlance.watch.Mentions;
import dev.parlance.watch.PresentNames;
import dev.parlance.watch.Watchers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One node's life: what it is made of, how it starts and how it ends. Any thread. */
public final class Node {
    /** Of whom it is still known how much they did. */
    private static final int MOST_GONE_USERS = 100_000;

    private final EngineContext context;
    private final EngineThreads threads;
    private final Rooms rooms;
    private final Sessions sessions;
    private final UserRates userRates;
    private final NodeCalls calls;
    private final NodeQuestions questions;
    private final Tellings tellings;
    private final Bells bells;
    private final Watchers watchers;
    private final Marks marks;
    private final Conversation conversation;
    private final Mentions mentions;
    private final PresentNames names;
    private final Removals removals;
    private final SessionCalls sessionCalls;
    private final RoomCalls roomCalls;
    private final ReadinessProbe readiness;
    private final @Nullable NamedFiles files;
    private final AtomicReference<@Nullable CompletableFuture<Void>> started = new AtomicReference<>();
    private final AtomicReference<@Nullable CompletableFuture<Void>> stopped = new AtomicReference<>();

    public Node(EngineContext context, EngineThreads threads) {
        this.context = context;
        this.threads = threads;
        this.tellings = new Tellings(context);
        this.rooms = new Rooms(context, this::isStopping);
        this.calls = new NodeCalls(context.broker());
        Followers followers = new Followers(context, room -> calls.call(Followers.CALL, room));
        calls.listen(Followers.CALL, followers::called);
        this.bells = new Bells(context, followers);
        this.watchers = new Watchers(context, followers, this::isStopping);
        this.marks = new Marks(context, watchers, rooms.readNotices(), followers);
        DirectFollowing direct = new DirectFollowing(context, marks, room -> calls.call(DirectFollowing.CALL, room));
        calls.listen(DirectFollowing.CALL, direct::called);
        this.mentions = new Mentions(context, direct, watchers);
        this.names = new PresentNames(
                context, rooms, watchers, profile -> calls.call(PresentNames.CALL, profile), this::isStopping);
        calls.listen(PresentNames.CALL, names::called);
        this.questions = new NodeQuestions(context, calls);
        KnownUsers users = new KnownUsers(context.ticker(), context.scheduler(), MOST_GONE_USERS);
        new UserShares(context, questions, users, rooms).begin();
        this.userRates = new UserRates(context, users);
        this.conversation = new Conversation(context, tellings, watchers);
        Commands commands = new Commands(
                context, rooms, users, conversation, marks, watchers, names, questions.self(), this::isStopping);
        watchers.asks(commands::mayRead);
        this.sessions = new Sessions(context, commands);
        this.removals = new Removals(context, questions, rooms, sessions, watchers, commands.recheck());
        rooms.onDoubt(removals::recheckHere);
        this.sessionCalls = new SessionCalls(context.audit(), questions, sessions);
        this.roomCalls = new RoomCalls(questions, rooms);
        this.readiness = new ReadinessProbe(context);
        this.files = NamedFiles.of(context);
    }

    /** Connects the broker, once. */
    public CompletionStage<Void> start() {
        if (isStopping()) {
            return CompletableFuture.failedFuture(afterStop());
        }
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> first = started.compareAndExchange(null, mine);
        if (first != null) {
            return outcome(first);
        }
        if (isStopping()) { // since: that stop may not have seen this start
            mine.completeExceptionally(afterStop());
            return outcome(mine);
        }
        ChatBroker broker = context.broker();
        Incoming incoming = new Incoming(rooms, watchers, readiness, calls);
        CompletionStage<Void> connected = startFiles()
                .thenCompose(done -> broker.start(new CheckedListener(incoming)))
                .thenCompose(done -> broker.subscribe(NodeCalls.TOPIC))
                .thenRun(this::began);
        pass("starting", connected, mine);
        return outcome(mine);
    }

    private void began() {
        questions.hello();
        if (files != null) {
            files.begin(this::isStopping);
        }
    }

    private CompletionStage<Void> startFiles() {
        AttachmentStore store = context.files().store();
        return store == null ? CompletableFuture.completedFuture(null) : store.start();
    }

    /** Ends it all, once, and a start that is under way; see {@link Shutdown}. */
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> first = stopped.compareAndExchange(null, mine);
        if (first != null) {
            return outcome(first);
        }
        CompletableFuture<Void> starting = started.get();
        if (starting != null) {
            starting.completeExceptionally(afterStop()); // unless it has ended
        }
        pass("stopping", new Shutdown(context, threads, this::owed, questions::goodbye).after(sessions.end()), mine);
        return outcome(mine);
    }

    /** What this node has yet to tell and to write; completes when that was tried. */
    private CompletableFuture<Void> owed() {
        return CompletableFuture.allOf(tellings.flush(), marks.flush(), mentions.flush(), bells.flush(), names.flush());
    }

    public Rooms rooms() {
        return rooms;
    }

    public Sessions sessions() {
        return sessions;
    }

    public UserRates userRates() {
        return userRates;
    }

    public Conversation conversation() {
        return conversation;
    }

    public Marks marks() {
        return marks;
    }

    public Removals removals() {
        return removals;
    }

    public SessionCalls sessionCalls() {
        return sessionCalls;
    }

    public RoomCalls roomCalls() {
        return roomCalls;
    }

    public NodeCalls calls() {
        return calls;
    }

    public ReadinessProbe readiness() {
        return readiness;
    }

    private static ChatException afterStop() {
        return new ChatException(ErrorCode.SHUTTING_DOWN, "a stopped engine stays stopped, build another", false);
    }

    private boolean isStopping() {
        return stopped.get() != null;
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
}
