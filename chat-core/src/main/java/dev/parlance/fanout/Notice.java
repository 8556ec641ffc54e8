package dev.parlance.fanout;

import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.ServerEvent;
import org.jspecify.annotations.Nullable;

/**
 * A join or leave on its way to the members of a room. Immutable.
 *
 * @param event as it is told alone
 * @param user whose
 * @param joined whether the user is in now
 * @param isNewName for one who is in already: news for that user's other connections, too, which are not told of joins and leaves of their own
 */
public record Notice(ServerEvent event, User user, boolean joined, boolean isNewName) {
    @Nullable
    UserId except() {
        return isNewName ? null : user.id();
    }
}
