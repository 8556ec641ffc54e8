package dev.parlance.examples.bench.attack;

/** The attacks cannot be tried: the message says, in one line, what is in the way. */
final class AttackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AttackException(String message) {
        super(message);
    }

    AttackException(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
