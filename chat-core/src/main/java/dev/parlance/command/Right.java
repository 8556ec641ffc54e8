package dev.parlance.command;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Authorizer;
import java.util.concurrent.CompletionStage;

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

    Right(String refusal) {
        this.refusal = refusal;
    }

    abstract CompletionStage<Boolean> ask(Authorizer authorizer, User user, RoomId roomId);

    /** Returns true, or throws what a user without this right is told. */
    boolean require(boolean allowed) {
        if (!allowed) {
            throw new ChatException(ErrorCode.FORBIDDEN, refusal);
        }
        return true;
    }
}
