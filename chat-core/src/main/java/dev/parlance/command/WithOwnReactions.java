package dev.parlance.command;

import dev.parlance.host.EngineContext;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.transport.OwnReactions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What was read for a user, and what that user reacted with there, which the store is asked only where more reacted to a message than it names. Any thread.
 *
 * @param <T> what was read
 */
record WithOwnReactions<T>(T read, OwnReactions own) {
    static <T> CompletionStage<WithOwnReactions<T>> of(
            EngineContext context, RoomId roomId, UserId reader, T read, List<Message> messages) {
        List<Position> unsaid = OwnReactions.unsaid(messages);
        if (unsaid.isEmpty()) {
            return CompletableFuture.completedFuture(new WithOwnReactions<>(read, OwnReactions.SAID));
        }
        return context.broker().reactionsOf(roomId, reader, unsaid).thenApply(found -> {
            Map<Position, Set<String>> own = new HashMap<>();
            unsaid.forEach(each -> own.put(each, found.getOrDefault(each, Set.of())));
            return new WithOwnReactions<>(read, new OwnReactions(own));
        });
    }
}
