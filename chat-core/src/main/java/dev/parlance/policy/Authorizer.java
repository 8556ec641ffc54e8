package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.User;
import java.util.concurrent.CompletionStage;

/** Says who may do what, at every act; nothing is remembered but what an {@link Action} says. */
@FunctionalInterface
public non-sealed interface Authorizer extends Policy {
    /**
     * Whether a user may do something. Questions of one session come one after the other, those of several at once.
     *
     * @param user who, with the roles and attributes that the authenticator gave
     * @param action what and where
     * @return true to allow; a stage that fails refuses too, with its own code if it failed with a {@link ChatException}, as an internal error otherwise
     */
    CompletionStage<Boolean> permits(User user, Action action);

    /**
     * Allows everything to everyone who is authenticated, whatever the records of rooms say; but for one thing: what somebody said nobody else edits or deletes.
     *
     * @return a policy that asks nothing, always the same object: an engine that has it asks nobody but for that
     */
    static Authorizer allowingAll() {
        return AllowingAll.ONLY;
    }

    /**
     * Decides by the records of rooms and the roles of their members. In rooms without a record everyone joins, reads and writes. Of those with one, whoever is no member gets into no private or direct
     * room; guests read and do not write; in a read-only room owners and moderators alone write (others are refused with {@code READ_ONLY}); these change the record, and
     * they alone pin messages and mention the whole room. What was said its author edits who may write, and whoever keeps the room in order; both delete it, the author also where only others write.
     * Whoever is in and no guest reacts, in a read-only room too. In a room without a record, and in a direct one, whoever writes pins; without a record nobody mentions the whole room. Owners say who is a member in which
     * role, moderators do so of members and guests, and whoever is a member may go. Rooms are for everyone to create, rooms of two for everyone to open: stand before this what allows less.
     *
     * @param standings the engine's, as {@code ChatEngine.Builder.authorizerBy} hands them over
     * @return the default, which does not block
     */
    static Authorizer byRole(RoomStandings standings) {
        return new RoleAuthorizer(standings);
    }
}
