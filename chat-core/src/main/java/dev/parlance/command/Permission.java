package dev.parlance.command;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.policy.Action;

/** What a user is told who may not do something. Any thread. */
final class Permission {
    private Permission() {}

    /**
     * Looks at the host's answer, within the question.
     *
     * @throws ChatException if it is no
     */
    static boolean require(boolean allowed, Action action) {
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
