package dev.parlance.command;

import static java.util.Objects.requireNonNull;

import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.Metered;
import dev.parlance.room.Rooms;
import dev.parlance.session.KnownUsers;
import dev.parlance.session.Session;
import dev.parlance.watch.FollowedRooms;
import dev.parlance.watch.Marks;
import dev.parlance.watch.PresentNames;
import dev.parlance.watch.Watchers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one gate before all commands, so that none has to think of it. On arrival: does the session, or its user, ask too much, is the node about to stop. In its turn: who
 * is it, does the command make sense, what is it about, does what it causes go beyond a limit, and has the host, within its deadline, nothing against it. On the session's lane.
 */
final class Gate {
    final EngineContext context;
    final Rooms rooms;
    final Recheck recheck = new Recheck(this);
    final Rates rates;
    final RoomCreations creations;
    final Conversation conversation;
    final Marks marks;
    final Watchers watchers;
    final PresentNames names;
    final FollowedRooms followedRooms;
    /** How this node calls itself. */
    final String node;

    private final boolean allowsAll;
    private final boolean goesByRoles;
    private final BooleanSupplier stopping;

    Gate(
            EngineContext context,
            Rooms rooms,
            KnownUsers users,
            Conversation conversation,
            Marks marks,
            Watchers watchers,
            PresentNames names,
            String node,
            BooleanSupplier stopping) {
        this.context = context;
        this.conversation = conversation;
        this.marks = marks;
        this.watchers = watchers;
        this.names = names;
        this.followedRooms = new FollowedRooms(context);
        this.node = node;
        this.rooms = rooms;
        this.rates = new Rates(context, users);
        this.creations = new RoomCreations(context);
        this.allowsAll = Authorizer.allowingAll().equals(context.authorizer());
        this.goesByRoles = Authorizer.byRole(context.standings()).equals(context.authorizer());
        this.stopping = stopping;
    }

    /**
     * Says on arrival why a request may not come in, if it may not.
     *
     * @param counted as what it is counted beside being a request
     * @param bytes how long all of it was
     */
    @Nullable
    ChatException refusal(Session session, Metered counted, long bytes) {
        long now = context.ticker().getAsLong();
        ChatException refusal = rates.take(session, Metered.REQUESTS, 1, now);
        if (refusal == null && counted != Metered.REQUESTS) {
            refusal = rates.take(session, counted, 1, now);
        }
        if (refusal == null && bytes != 0) {
            refusal = rates.take(session, Metered.BYTES_IN, bytes, now);
        }
        if (refusal != null) {
            return refusal;
        }
        return stopping.getAsBoolean()
                ? new ChatException(ErrorCode.SHUTTING_DOWN, "the server is about to stop")
                : null;
    }

    /** Lets a command do what it does, or throws or fails with what it is refused with. */
    CompletionStage<Void> pass(Command<?> command) {
        User user = command.isForStrangers() ? null : command.session.user();
        command.check();
        CompletableFuture<Void> prepared = command.prepare().toCompletableFuture();
        if (prepared.isDone() && !prepared.isCompletedExceptionally()) {
            return decide(command, user); // most have nothing to read
        }
        return command.within(prepared).thenComposeAsync(read -> decide(command, user), command.session.onLane());
    }

    private CompletionStage<Void> decide(Command<?> command, @Nullable User user) {
        requirePaid(command);
        if (isEverybodys(command)) {
            return command.run();
        }
        Action action = command.action();
        return action == null ? command.run() : ask(action, requireNonNull(user), command);
    }

    /** What everybody may do nobody is asked for, so that the hot path makes no question. A direct room is its members', whoever has made its record go. */
    private boolean isEverybodys(Command<?> command) {
        RoomId roomId = command.command().roomId();
        if ((roomId != null && roomId.isDirect()) || command.changesAnothers()) {
            return false;
        }
        return allowsAll
                || (goesByRoles
                        && roomId != null
                        && command.isOpenWithoutRecord()
                        && context.standings().isWithoutRecord(roomId));
    }

    /** Whether a user may be told of a room without being in it; completes on any thread. */
    CompletableFuture<Boolean> mayRead(User user, RoomId roomId) {
        boolean isEverybodys = !roomId.isDirect()
                && (allowsAll || (goesByRoles && context.standings().isWithoutRecord(roomId)));
        return isEverybodys
                ? CompletableFuture.completedFuture(true)
                : refusedAsNo(Permission.askSilently(context, user, new Action.Read(roomId)));
    }

    private void requirePaid(Command<?> command) {
        long caused = command.bytesCaused();
        if (caused == 0 && !command.readsLog()) {
            return;
        }
        long now = context.ticker().getAsLong();
        ChatException refusal = caused == 0 ? null : rates.take(command.session, Metered.BYTES_OUT, caused, now);
        if (refusal == null && command.readsLog()) {
            refusal = rates.take(command.session, Metered.HISTORY_BYTES, 0, now);
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Asks the host, within its deadline; fails with what the user is refused with. Completes on any thread. */
    CompletableFuture<Boolean> ask(User user, Action action) {
        return Permission.ask(context, user, action);
    }

    /** Asks the host for what a command can do without; completes, on any thread, with false for a refusal. */
    CompletableFuture<Boolean> may(User user, Action action) {
        return refusedAsNo(ask(user, action));
    }

    private static CompletableFuture<Boolean> refusedAsNo(CompletableFuture<Boolean> answer) {
        return answer.exceptionallyCompose(error -> ChatException.causeOf(error) instanceof ChatException refusal
                        && refusal.code().httpStatus() < 500
                ? CompletableFuture.completedFuture(false)
                : CompletableFuture.failedFuture(error));
    }

    private CompletionStage<Void> ask(Action action, User user, Command<?> command) {
        CompletableFuture<Boolean> answer = ask(user, action);
        if (answer.isDone() && !answer.isCompletedExceptionally()) {
            return command.run();
        }
        return answer.handleAsync(
                        (allowed, error) -> {
                            if (error == null) {
                                return command.run();
                            }
                            command.refused();
                            return CompletableFuture.<Void>failedFuture(error);
                        },
                        command.session.onLane())
                .thenCompose(stage -> stage);
    }
}
