package dev.parlance.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a user was taken out of a room by the host, rather than leaving it. Immutable. */
public final class Removal {
    /** How long a reason may be, in UTF-16 characters. */
    public static final int MAX_REASON = 200;

    private final Kind kind;
    private final @Nullable String reason;

    private Removal(Kind kind, @Nullable String reason) {
        this.kind = kind;
        this.reason = reason;
    }

    /** What the host did. More may come: who does not know one takes it for any removal. */
    public enum Kind {
        /** This user was taken out. */
        KICK("kick"),
        /** The room was closed: everybody was taken out. */
        CLOSE("close"),
        /** The host was asked anew, and does not allow this user to be there any more. */
        FORBIDDEN("forbidden");

        private final String action;

        Kind(String action) {
            this.action = action;
        }

        /** {@return its word on the wire} */
        public String action() {
            return action;
        }
    }

    /**
     * Says why.
     *
     * @param kind what the host did
     * @param reason in words, for the user; at most {@value #MAX_REASON} characters, none of them control or bidi; empty for none
     * @return the removal
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} for another reason
     */
    public static Removal of(Kind kind, String reason) {
        return new Removal(
                kind,
                reason.isEmpty() ? null : TextFaults.require("a reason", reason, MAX_REASON, ErrorCode.BAD_REQUEST));
    }

    /** {@return what the host did} */
    public Kind kind() {
        return kind;
    }

    /** {@return what the host says about it, if anything} */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** {@return what a client is told that asked for something there, or whose protocol has no other word for it} */
    public ChatException refusal() {
        String text = "you were taken out of this room";
        return new ChatException(ErrorCode.FORBIDDEN, reason == null ? text : text + ": " + reason);
    }

    @Override
    public String toString() {
        return reason == null ? kind.action : kind.action + ": " + reason;
    }
}
