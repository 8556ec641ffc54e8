package dev.parlance.model;

/**
 * One user's reaction to a message, which is there or not: a user has each kind once.
 *
 * @param emoji with what: 1 to {@value Message#MAX_REACTION} UTF-16 characters, none of them a control or bidirectional formatting character
 * @param userId who
 * @param on whether it is there from now on
 */
public record Reaction(String emoji, UserId userId, boolean on) {
    /**
     * Checks.
     *
     * @param emoji as above
     * @param userId as above
     * @param on as above
     * @throws ChatException {@link ErrorCode#INVALID_MESSAGE} for any other emoji, or for nobody
     */
    public Reaction {
        String faults = MessageRules.both(MessageRules.reaction(emoji), MessageRules.present("userId", userId));
        MessageRules.require(faults, null);
    }
}
