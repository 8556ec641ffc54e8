package dev.parlance.model;

import java.time.Instant;

/**
 * What answers a message: as many messages say that they reply to it.
 *
 * @param replies how many, at least one; a deleted one is none
 * @param last the newest of them
 * @param lastAt when that was posted, by the store's clock
 */
public record ThreadSummary(long replies, MessageId last, Instant lastAt) {
    /**
     * Checks.
     *
     * @param replies as above
     * @param last as above
     * @param lastAt as above
     * @throws ChatException {@link ErrorCode#INVALID_MESSAGE} if there are none, or for a time outside the years 1970 to 9999
     */
    public ThreadSummary {
        String faults = replies < 1 ? "a thread has at least one reply" : null;
        MessageRules.require(MessageRules.both(faults, MessageRules.instant("lastAt", lastAt)), null);
    }
}
