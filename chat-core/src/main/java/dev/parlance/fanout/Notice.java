package dev.parlance.fanout;

import dev.parlance.model.UserId;
import dev.parlance.transport.ServerEvent;
import org.jspecify.annotations.Nullable;

/**
 * A join or leave on its way to the members of a room. Immutable.
 *
 * @param event as they are told
 * @param userId whose
 * @param isNewName for one who is in already: news for that user's other connections, too, which are not told of joins and leaves of their own
 * @param order its place among all notices of the room on this node, from 1
 */
public record Notice(ServerEvent event, UserId userId, boolean isNewName, long order) {
    @Nullable
    UserId except() {
        return isNewName ? null : userId;
    }
}
