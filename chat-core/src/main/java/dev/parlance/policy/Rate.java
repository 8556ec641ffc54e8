package dev.parlance.policy;

/**
 * How much of something may be done: so much a second in the long run, and so much at once by whoever has been quiet. What is dearer than a whole burst is let through after a time of quiet
 * that gave a whole one, and paid for afterwards.
 *
 * @param perSecond 1 to 1,000,000,000
 * @param burst 1 to 1,000,000,000
 */
public record Rate(int perSecond, int burst) {
    /** No bound. */
    public static final Rate UNLIMITED = new Rate(1_000_000_000, 1_000_000_000);

    /** More than this a second is as good as any number. */
    private static final int MOST = 1_000_000_000;

    /**
     * Checks.
     *
     * @param perSecond as above
     * @param burst as above
     * @throws IllegalArgumentException naming what is out of bounds
     */
    public Rate {
        if (perSecond < 1 || perSecond > MOST || burst < 1 || burst > MOST) {
            throw new IllegalArgumentException(
                    "a rate has 1 to " + MOST + " a second and as many at once, not " + perSecond + " and " + burst);
        }
    }

    /** {@return whether this is no bound} */
    public boolean isUnlimited() {
        return perSecond == MOST && burst == MOST;
    }
}
