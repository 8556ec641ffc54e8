package dev.parlance.command;

import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.UserId;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.session.KnownUsers;
import dev.parlance.transport.CloseReason;

/** How much a user may do without a connection, as over HTTP: it is taken of the same as what all connections of the user do. One for all of a node; any thread. */
public final class UserRates {
    private final EngineContext context;
    private final KnownUsers users;

    public UserRates(EngineContext context, KnownUsers users) {
        this.context = context;
        this.users = users;
    }

    /**
     * Takes so much of the user's.
     *
     * @throws ChatException if there is not so much; retryable, unless the user has been refused too often
     */
    public void take(UserId id, Metered what, long amount) {
        long wait = wait(id, what, amount);
        if (wait == 0) {
            return;
        }
        ChatException refusal = Rates.refusal(what, wait);
        tell(SecurityEvent.Kind.LIMIT_REACHED, refusal.code().name(), id, refusal.getMessage());
        if (wait(id, Metered.REFUSALS, 1) != 0) {
            tell(SecurityEvent.Kind.CUT_OFF, CloseReason.TOO_MANY_REQUESTS.name(), id, "");
            throw new ChatException(ErrorCode.RATE_LIMITED, CloseReason.TOO_MANY_REQUESTS.text(), false);
        }
        throw refusal;
    }

    /** Takes so much of the user's, whether it is there or not. */
    public void charge(UserId id, Metered what, long amount) {
        Rate rate = context.limits().userRate(what);
        if (!rate.isUnlimited()) {
            users.take(id, what, rate, amount);
        }
    }

    /** How long to wait for it; 0 if it was taken. */
    private long wait(UserId id, Metered what, long amount) {
        Rate rate = context.limits().userRate(what);
        return rate.isUnlimited() ? 0 : users.tryTake(id, what, rate, amount);
    }

    private void tell(SecurityEvent.Kind kind, String code, UserId id, String detail) {
        context.audit().tell(kind, code, id, null, null, detail);
    }
}
