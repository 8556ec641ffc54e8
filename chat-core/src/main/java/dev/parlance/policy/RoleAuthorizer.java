package dev.parlance.policy;

import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.User;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Decides by what a user is to a room; see {@link Authorizer#byRole}. Holds nothing, for use by any thread. */
final class RoleAuthorizer implements Authorizer {
    private static final CompletionStage<Boolean> YES = CompletableFuture.completedStage(true);

    private final RoomStandings standings;

    RoleAuthorizer(RoomStandings standings) {
        this.standings = standings;
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public CompletionStage<Boolean> permits(User user, Action action) {
        if (action instanceof Action.CreateRoom || action instanceof Action.OpenDirect) {
            return YES;
        }
        return standings.of(action.roomId(), user.id()).thenCompose(standing -> permits(user, action, standing));
    }

    private CompletionStage<Boolean> permits(User user, Action action, RoomStanding standing) {
        RoomRecord room = standing.record().orElse(null);
        RoomRole role = standing.role().orElse(null);
        if (action instanceof Action.Join || action instanceof Action.Read) {
            return answer(isIn(room, role));
        }
        if (action instanceof Action.Send || action instanceof Action.Type) {
            return answer(isIn(room, role) && role != RoomRole.GUEST && (!isReadOnly(room) || keepsOrder(role)));
        }
        if (action instanceof Action.UpdateRoom) {
            return answer(keepsOrder(role));
        }
        if (action instanceof Action.ManageMember manage) {
            return manages(user, manage, role);
        }
        return answer(
                false); // what a later version asks, nobody has a role for yet; CreateRoom and OpenDirect were answered
    }

    private static boolean isIn(@Nullable RoomRecord room, @Nullable RoomRole role) {
        return room == null || room.kind() == RoomKind.OPEN || role != null;
    }

    private static boolean isReadOnly(@Nullable RoomRecord room) {
        return room != null && room.readOnly();
    }

    private static boolean keepsOrder(@Nullable RoomRole role) {
        return role == RoomRole.OWNER || role == RoomRole.MODERATOR;
    }

    /** Who goes of their own will goes. Owners say who is what; moderators do of those who are below them, and make nobody their like. */
    private CompletionStage<Boolean> manages(User user, Action.ManageMember manage, @Nullable RoomRole role) {
        if (role == RoomRole.OWNER
                || (role != null && manage.role() == null && manage.userId().equals(user.id()))) {
            return YES;
        }
        if (role != RoomRole.MODERATOR || keepsOrder(manage.role())) {
            return answer(false);
        }
        return standings
                .of(manage.roomId(), manage.userId())
                .thenApply(theirs -> !keepsOrder(theirs.role().orElse(null)));
    }

    private static CompletionStage<Boolean> answer(boolean allowed) {
        return CompletableFuture.completedStage(allowed);
    }
}
