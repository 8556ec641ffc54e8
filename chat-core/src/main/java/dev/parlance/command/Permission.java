package dev.parlance.command;

import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authorizer;
import java.util.concurrent.CompletableFuture;

/** The question whether a user may do something, and what is told who may not. Any thread. */
public final class Permission {
    private Permission() {}

    /** Asks the host, within its deadline; fails with what the user is refused with. Completes on any thread. */
    public static CompletableFuture<Boolean> ask(EngineContext context, User user, Action action) {
        Authorizer authorizer = context.authorizer();
        return context.policies()
                .ask(authorizer, () -> authorizer.permits(user, action).thenApply(allowed -> require(allowed, action)));
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
        } else if (action instanceof Action.Type) {
            return "type in this room";
        }
        throw new AssertionError("no words for " + action.getClass().getName());
    }
}
