package dev.parlance.protocol.json;

/** A text that is not the JSON that it may be. Says what it must be, in our words: Jackson's name its own classes and switches. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedJsonException(String right) {
        super(right, null, false, false);
    }

    /**
     * What is right.
     *
     * @return goes on after "must be"
     */
    public String right() {
        return String.valueOf(getMessage());
    }
}
