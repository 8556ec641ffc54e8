package dev.parlance.command;

import static java.util.Objects.requireNonNull;

import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.room.Rooms;
import dev.parlance.session.CommandRate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one gate before all commands, so that none has to think of it. On arrival: is the node about to stop, does the session ask too much. In its turn: who
 * is it, does the command make sense, and has the host, within its deadline, nothing against it. On the session's lane.
 */
final class Gate {
    final EngineContext context;
    final Rooms rooms;
    final Recheck recheck = new Recheck(this);
    private final BooleanSupplier stopping;

    Gate(EngineContext context, Rooms rooms, BooleanSupplier stopping) {
        this.context = context;
        this.rooms = rooms;
        this.stopping = stopping;
    }

    /** Says on arrival why a request may not come in, if it may not. */
    @Nullable
    ChatException refusal(CommandRate rate) {
        if (!rate.tryAcquire(context.ticker().getAsLong())) {
            return new ChatException(ErrorCode.RATE_LIMITED, "too many requests in a short time");
        }
        return stopping.getAsBoolean()
                ? new ChatException(ErrorCode.SHUTTING_DOWN, "the server is about to stop")
                : null;
    }

    /** Lets a command do what it does, or throws or fails with what it is refused with. */
    CompletionStage<Void> pass(Command<?> command) {
        User user = command.isForStrangers() ? null : command.session.user();
        command.check();
        Action action = command.action();
        return action == null ? command.run() : ask(action, requireNonNull(user), command);
    }

    /** Asks the host, within its deadline; fails with what the user is refused with. Completes on any thread. */
    CompletableFuture<Boolean> ask(User user, Action action) {
        return Permission.ask(context, user, action);
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
