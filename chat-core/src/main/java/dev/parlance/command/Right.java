package dev.parlance.command;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Authorizer;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What a user needs the host's leave for. Immutable. */
enum Right {
    JOIN("you may not join this room") {
        @Override
        CompletionStage<Boolean> ask(Authorizer authorizer, User user, RoomId roomId) {
            return authorizer.mayJoin(user, roomId);
        }
    },
    SEND("you may not write in this room") {
        @Override
        CompletionStage<Boolean> ask(Authorizer authorizer, User user, RoomId roomId) {
            return authorizer.maySend(user, roomId);
        }
    };

    private final String refusal;

    @SuppressWarnings("ImmutableEnumChecker") // a function of nothing but the refusal; one for all messages
    private final Function<Boolean, Boolean> verdict = this::require;

    Right(String refusal) {
        this.refusal = refusal;
    }

    /** Asks the host; the answer fails for a user without this right. */
    final CompletionStage<Boolean> require(Authorizer authorizer, User user, RoomId roomId) {
        return ask(authorizer, user, roomId).thenApply(verdict);
    }

    abstract CompletionStage<Boolean> ask(Authorizer authorizer, User user, RoomId roomId);

    private boolean require(boolean allowed) {
        if (!allowed) {
            throw new ChatException(ErrorCode.FORBIDDEN, refusal);
        }
        return true;
    }
}
