package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a broker answers that does not keep something of a conversation. */
final class NotKept {
    private NotKept() {}

    static <T> CompletionStage<T> failed() {
        return CompletableFuture.failedFuture(
                new ChatException(ErrorCode.BROKER_UNAVAILABLE, "this is not kept here yet", false));
    }
}
