package dev.parlance.examples.bench;

/** The load cannot be applied: the message says, in one line, what is in the way. */
final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LoadException(String message) {
        super(message);
    }
}
