package dev.parlance.broker.store;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;

/** The port, with what its failures mean to whoever called the broker. */
final class Transactions {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Transactions.class.getName()));
    private static final int TRIES = 3;

    private final StorePort port;

    Transactions(StorePort port) {
        this.port = port;
    }

    /** Does what may be done twice: if it is unsure whether it was done, it is done again. */
    <T> T harmless(StorePort.Work<T> work) {
        for (int i = 1; i < TRIES; i++) {
            try {
                return port.transaction(work);
            } catch (UnsureCommitException e) {
                // once more: it is the same done once or twice
            } catch (StoreUnavailableException e) {
                throw unavailable(e);
            }
        }
        return once(work, true);
    }

    /** Does what must not be done twice. */
    <T> T harmful(StorePort.Work<T> work) {
        return once(work, false);
    }

    private <T> T once(StorePort.Work<T> work, boolean harmless) {
        try {
            return port.transaction(work);
        } catch (UnsureCommitException e) {
            throw new ChatException(
                    ErrorCode.BROKER_UNAVAILABLE, "the store did not say whether it has done this", harmless);
        } catch (StoreUnavailableException e) {
            throw unavailable(e);
        }
    }

    static ChatException unavailable(StoreUnavailableException e) {
        COMPLAINTS.warn("a store cannot be used", e.getMessage());
        return new ChatException(ErrorCode.BROKER_UNAVAILABLE, "the store cannot be used now");
    }
}
