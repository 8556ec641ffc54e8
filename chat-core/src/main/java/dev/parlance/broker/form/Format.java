package dev.parlance.broker.form;

/**
 * The number of the format of all that lies in a store and is told between nodes, the first byte of each form. A version writes one, and reads that one, those before it back to the oldest, and the
 * next: two versions whose numbers are neighbours run side by side, as they do while a service is upgraded node by node.
 *
 * <p>So forms grow in one way alone: what a new format adds stands at the end of a form, or of a block within one, and a reader of an older format gets a default in its place. The version before passes
 * over what is added, and loses it where it writes such a form back: until all nodes are of the new version what is added is lost here and there, and must be such that this is borne.
 */
public final class Format {
    /** The format that this version writes. It rises by one with every version that changes any form. */
    public static final int WRITTEN = 3;

    /** The oldest format that this version reads. */
    public static final int OLDEST = 1;

    /** The newest format that this version reads, of which it passes over what it does not know. */
    public static final int NEWEST = WRITTEN + 1;

    private Format() {}

    /**
     * Whether this version reads a format.
     *
     * @param format its number
     * @return whether it does
     */
    public static boolean isRead(int format) {
        return format >= OLDEST && format <= NEWEST;
    }

    /**
     * Whether this version runs beside one of another format.
     *
     * @param format its number
     * @return whether each reads what the other writes
     */
    public static boolean isNeighbour(int format) {
        return Math.abs(format - WRITTEN) <= 1;
    }

    /**
     * Says why a format is refused, for whoever has to do something about it.
     *
     * @param what what is of that format
     * @param format its number
     * @return a sentence with the number and those that are read
     */
    public static String refusal(String what, int format) {
        return what + " is of format " + format + ", this version of Parlance reads " + OLDEST + " to " + NEWEST;
    }
}
