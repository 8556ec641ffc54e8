package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.User;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Decides by what a user is to a room; see {@link Authorizer#byRole}. Holds nothing, for use by any thread. */
final class RoleAuthorizer implements Authorizer {
    private static final CompletionStage<Boolean> YES = CompletableFuture.completedFuture(true);
    private static final CompletionStage<Boolean> NO = CompletableFuture.completedFuture(false);

    private final RoomStandings standings;

    RoleAuthorizer(RoomStandings standings) {
        this.standings = standings;
    }

    /** Two that ask the same standings are one policy. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RoleAuthorizer that && that.standings.equals(standings);
    }

    @Override
    public int hashCode() {
        return standings.hashCode();
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
        CompletableFuture<RoomStanding> standing =
                standings.of(action.roomId(), user.id()).toCompletableFuture();
        return standing.isDone() && !standing.isCompletedExceptionally()
                ? permits(user, action, standing.join()) // the common case makes nothing
                : standing.thenCompose(read -> permits(user, action, read));
    }

    private CompletionStage<Boolean> permits(User user, Action action, RoomStanding standing) {
        RoomRecord room = standing.record().orElse(null);
        RoomRole role = standing.role().orElse(null);
        if (action instanceof Action.Join || action instanceof Action.Read) {
            return answer(isIn(room, role));
        }
        if (action instanceof Action.Send || action instanceof Action.Type || action instanceof Action.Upload) {
            return writes(room, role);
        }
        if (action instanceof Action.Edit edit) {
            boolean may = edit.author().equals(user.id()) || keepsOrder(role);
            return may ? writes(room, role) : NO;
        }
        if (action instanceof Action.Delete delete) { // what one said one may take back as long as one is in
            return answer(keepsOrder(role) || (delete.author().equals(user.id()) && isIn(room, role)));
        }
        if (action instanceof Action.React) { // announcements live of it
            return answer(isIn(room, role) && role != RoomRole.GUEST);
        }
        if (action instanceof Action.Pin) {
            return room == null || room.kind() == RoomKind.DIRECT ? writes(room, role) : answer(keepsOrder(role));
        }
        if (action instanceof Action.MentionRoom) {
            return answer(keepsOrder(role));
        }
        if (room == null) {
            return refusal(ErrorCode.ROOM_NOT_FOUND, "this room has no record");
        }
        if (action instanceof Action.UpdateRoom) {
            return answer(keepsOrder(role));
        }
        if (action instanceof Action.ManageMember manage) {
            return manages(user, manage, role);
        }
        return NO; // what a later version asks, nobody has a role for yet; CreateRoom and OpenDirect were answered
    }

    private static boolean isIn(@Nullable RoomRecord room, @Nullable RoomRole role) {
        return room == null || room.kind() == RoomKind.OPEN || role != null;
    }

    private static CompletionStage<Boolean> writes(@Nullable RoomRecord room, @Nullable RoomRole role) {
        if (!isIn(room, role) || role == RoomRole.GUEST) {
            return NO;
        }
        return room == null || !room.readOnly() || keepsOrder(role)
                ? YES
                : refusal(ErrorCode.READ_ONLY, "in this room only its owners and moderators write");
    }

    private static CompletionStage<Boolean> refusal(ErrorCode code, String message) {
        return CompletableFuture.failedFuture(new ChatException(code, message));
    }

    private static boolean keepsOrder(@Nullable RoomRole role) {
        return role != null && role.keepsOrder();
    }

    /** Who goes of their own will goes. Owners say who is what; moderators do of those who are below them, and make nobody their like. */
    private CompletionStage<Boolean> manages(User user, Action.ManageMember manage, @Nullable RoomRole role) {
        if (role == RoomRole.OWNER
                || (role != null && manage.role() == null && manage.userId().equals(user.id()))) {
            return YES;
        }
        if (role != RoomRole.MODERATOR || keepsOrder(manage.role())) {
            return NO;
        }
        return standings
                .of(manage.roomId(), manage.userId())
                .thenApply(theirs -> !keepsOrder(theirs.role().orElse(null)));
    }

    private static CompletionStage<Boolean> answer(boolean allowed) {
        return allowed ? YES : NO;
    }
}
