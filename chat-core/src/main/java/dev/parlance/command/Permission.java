package dev.parlance.command;

import dev.parlance.host.Audit;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.RoomStanding;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The question whether a user may do something, and what is told who may not. Any thread. */
public final class Permission {
    private Permission() {}

    /**
     * Asks the host, within its deadline; fails with what the user is refused with. A direct room is its two members', whatever the host would say: others are not even asked for. Completes on any thread.
     */
    public static CompletableFuture<Boolean> ask(EngineContext context, User user, Action action) {
        CompletableFuture<Boolean> answer = askSilently(context, user, action);
        if (!answer.isDone() || answer.isCompletedExceptionally()) {
            Future<?> unused = answer.whenComplete((allowed, error) -> report(context, user, action, error));
        }
        return answer;
    }

    /** The same for what the user has not asked for: whoever is not told something has tried nothing, so that nobody hears of a refusal. */
    static CompletableFuture<Boolean> askSilently(EngineContext context, User user, Action action) {
        return !action.roomId().isDirect() || action instanceof Action.OpenDirect
                ? askHost(context, user, action)
                : askOfMember(context, user, action);
    }

    private static CompletableFuture<Boolean> askOfMember(EngineContext context, User user, Action action) {
        CompletableFuture<RoomStanding> known =
                context.standings().of(action.roomId(), user.id()).toCompletableFuture();
        if (known.isDone()
                && !known.isCompletedExceptionally()
                && known.join().role().isPresent()) {
            return askHost(context, user, action); // the common case
        }
        return Deadline.within(context, known)
                .thenCompose(standing -> {
                    require(standing.role().isPresent(), action);
                    return askHost(context, user, action);
                })
                .toCompletableFuture();
    }

    private static CompletableFuture<Boolean> askHost(EngineContext context, User user, Action action) {
        Authorizer authorizer = context.authorizer();
        return context.policies()
                .ask(authorizer, () -> authorizer.permits(user, action).thenApply(allowed -> require(allowed, action)));
    }

    private static void report(EngineContext context, User user, Action action, @Nullable Throwable error) {
        if (error != null
                && ChatException.causeOf(error) instanceof ChatException refusal
                && refusal.code().httpStatus() < 500) {
            context.audit()
                    .tell(
                            SecurityEvent.Kind.ACCESS_DENIED,
                            Audit.word(refusal),
                            user.id(),
                            null,
                            action.roomId(),
                            what(action));
        }
    }

    private static boolean require(boolean allowed, Action action) {
        if (!allowed) {
            throw new ChatException(ErrorCode.FORBIDDEN, "you may not " + what(action));
        }
        return true;
    }

    private static String what(Action action) {
        if (action instanceof Action.Join) {
            return "join this room";
        } else if (action instanceof Action.Read) {
            return "read this room";
        } else if (action instanceof Action.Send) {
            return "write in this room";
        } else if (action instanceof Action.Upload) {
            return "upload files into this room";
        } else if (action instanceof Action.Type) {
            return "type in this room";
        } else if (action instanceof Action.CreateRoom) {
            return "create this room";
        } else if (action instanceof Action.UpdateRoom) {
            return "change this room";
        } else if (action instanceof Action.ManageMember) {
            return "say who is a member of this room";
        } else if (action instanceof Action.OpenDirect) {
            return "open a room with this user";
        } else if (action instanceof Action.Edit) {
            return "edit this message";
        } else if (action instanceof Action.Delete) {
            return "delete this message";
        } else if (action instanceof Action.React) {
            return "react in this room";
        } else if (action instanceof Action.Pin) {
            return "pin messages in this room";
        } else if (action instanceof Action.MentionRoom) {
            return "mention this whole room";
        }
        throw new AssertionError("no words for " + action.getClass().getName());
    }
}
