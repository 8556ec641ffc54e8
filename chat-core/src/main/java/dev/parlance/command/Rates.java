package dev.parlance.command;

import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.User;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.room.LiveRoom;
import dev.parlance.session.KnownUsers;
import dev.parlance.session.Session;
import dev.parlance.session.UserBuckets;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much a session may do, and its user over all connections; in that order, and what the session has taken stays taken if its user may not. One for all sessions of a node; on the lane of
 * each. Every message passes here four times: what is within the limits waits for nobody and makes no garbage.
 */
final class Rates {
    /** What even the shortest message costs, for each who gets it. */
    private static final int MESSAGE = 200;
    /** What a notice of a join or leave costs beside the name, for each who gets it. */
    private static final int NOTICE = 100;

    private final EngineContext context;
    private final KnownUsers users;

    Rates(EngineContext context, KnownUsers users) {
        this.context = context;
        this.users = users;
    }

    /** Takes so much of the session's and its user's; returns why not, if there is not so much. Who is refused too often is closed. */
    @Nullable
    ChatException take(Session session, Metered what, long amount, long now) {
        long wait = wait(session, what, amount, now);
        if (wait == 0) {
            return null;
        }
        if (wait(session, Metered.REFUSALS, 1, now) != 0) {
            session.identity().cutOff(CloseReason.TOO_MANY_REQUESTS);
        }
        return refusal(what, wait);
    }

    /** What is told whoever has to wait so long for so much. */
    static ChatException refusal(Metered what, long wait) {
        return ChatException.rateLimited(
                "too many " + what.words() + " in a short time", Duration.ofMillis(wait / 1_000_000 + 1));
    }

    /** How long to wait for it; 0 if it was taken. */
    private long wait(Session session, Metered what, long amount, long now) {
        ChatLimits limits = context.limits();
        long since = now - session.peer().heldUp();
        Rate rate = limits.connectionRate(what);
        if (!rate.isUnlimited()) {
            long wait = session.buckets(since).tryTake(what, rate, amount, since, now);
            if (wait != 0) {
                return wait;
            }
        }
        Rate all = limits.userRate(what);
        UserBuckets own = all.isUnlimited() ? null : session.userBuckets(users);
        return own == null ? 0 : own.tryTake(what, all, amount, since, now);
    }

    /** What an answer told, of a history and of who is there, is taken afterwards. */
    void told(Session session, long bytes) {
        ChatLimits limits = context.limits();
        Rate rate = limits.connectionRate(Metered.HISTORY_BYTES);
        Rate all = limits.userRate(Metered.HISTORY_BYTES);
        UserBuckets own = all.isUnlimited() ? null : session.userBuckets(users);
        if (rate.isUnlimited() && own == null) {
            return;
        }
        long now = context.ticker().getAsLong();
        if (!rate.isUnlimited()) {
            session.buckets(now).take(Metered.HISTORY_BYTES, rate, bytes, now);
        }
        if (own != null) {
            own.take(Metered.HISTORY_BYTES, all, bytes, now);
        }
    }

    /** Whether a session's user, who is in so many rooms on this node, may be in one more. */
    boolean mayEnter(Session session, int here) {
        int most = context.limits().maxRoomsPerUser();
        UserBuckets own = session.userBuckets(users);
        return own == null
                ? here < most
                : own.mayEnter(here, most, context.ticker().getAsLong());
    }

    /**
     * What it has this node send that a session of this user comes into a room, or is there under a new name. Whoever goes is never held back, so the notice of its going is paid for with its coming, by
     * how many were there then.
     */
    static long noticed(@Nullable LiveRoom room, User user) {
        if (room == null) {
            return 0; // nobody is told
        }
        long name = 2L * (user.id().value().length() + user.name().length());
        return (NOTICE + name) * room.noticesOf(user) * room.connections();
    }

    /** What a message of so many bytes has this node send. */
    static long sent(long bytes, int members) {
        return (MESSAGE + bytes) * Math.max(1, members);
    }
}
