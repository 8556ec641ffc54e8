package dev.parlance.model;

import java.time.Duration;

/**
 * How much of a room's log is kept.
 *
 * @param maxMessages the newest so many, 0 for none
 * @param timeToLive how long all of them, from the room's last stored event on
 * @param archived whether nothing is forgotten before it is kept elsewhere for good: {@code dev.parlance.broker.LogArchiving}. A broker that cannot be archived passes over it
 */
public record Retention(int maxMessages, Duration timeToLive, boolean archived) {
    /** The most that a room may keep. */
    public static final int MAX_MESSAGES = 100_000;

    /** 100 messages, for 7 days. */
    public static final Retention DEFAULT = new Retention(100, Duration.ofDays(7));

    /**
     * Checks.
     *
     * @param maxMessages as above
     * @param timeToLive as above
     * @param archived as above
     * @throws IllegalArgumentException if out of bounds
     */
    public Retention {
        if (maxMessages < 0 || maxMessages > MAX_MESSAGES) {
            throw new IllegalArgumentException("maxMessages must be 0 to " + MAX_MESSAGES + ", not " + maxMessages);
        }
        if (timeToLive.compareTo(Duration.ofSeconds(1)) < 0 || timeToLive.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("timeToLive must be 1 second to 30 days, not " + timeToLive);
        }
    }

    /**
     * Of messages that are kept nowhere else.
     *
     * @param maxMessages as above
     * @param timeToLive as above
     * @throws IllegalArgumentException if out of bounds
     */
    public Retention(int maxMessages, Duration timeToLive) {
        this(maxMessages, timeToLive, false);
    }

    /**
     * The same of a room that is archived.
     *
     * @return a copy
     */
    public Retention inFrontOfAnArchive() {
        return new Retention(maxMessages, timeToLive, true);
    }

    /**
     * The same with another cap.
     *
     * @param messages the newest so many
     * @return a copy
     */
    public Retention withMaxMessages(int messages) {
        return new Retention(messages, timeToLive, archived);
    }
}
