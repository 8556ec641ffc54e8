package dev.parlance.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody did with a message that was there: what became of it, and who did so by which session. Immutable. */
public final class ActOnMessage {
    private final Kind kind;
    private final Message message;
    private final @Nullable User by;
    private final @Nullable String sessionId;
    private final @Nullable Reaction reaction;

    private ActOnMessage(Builder builder) {
        this.kind = builder.kind;
        this.message = builder.message;
        this.by = builder.by;
        this.sessionId = builder.sessionId;
        this.reaction = builder.reaction;
    }

    /** What was done; the family grows, so who decides by cases leaves alone what it does not know. */
    public enum Kind {
        /** It says something else. */
        EDITED,
        /** It says nothing any more. */
        DELETED,
        /** It is pinned. */
        PINNED,
        /** It is pinned no more. */
        UNPINNED,
        /** Somebody reacted to it. */
        REACTED,
        /** Somebody took a reaction back. */
        UNREACTED;

        /**
         * What made one state of a message of another; reactions are nobody's change of it.
         *
         * @param before its state before
         * @param after its state since
         * @return deleted, pinned or unpinned, if that alone was done, or else edited
         */
        public static Kind between(Message before, Message after) {
            if (after.deleted()) {
                return DELETED;
            }
            boolean pinned = after.pinnedAt().isPresent();
            boolean isSaidAlike = after.editedAt().equals(before.editedAt())
                    && after.text().equals(before.text())
                    && after.metadata().equals(before.metadata())
                    && after.mentions().equals(before.mentions())
                    && after.mentionsRoom() == before.mentionsRoom();
            return isSaidAlike && pinned != before.pinnedAt().isPresent() ? pinned ? PINNED : UNPINNED : EDITED;
        }
    }

    /**
     * Starts an act.
     *
     * @param kind what was done
     * @param message what became of the message
     * @return a builder, for one thread
     */
    public static Builder builder(Kind kind, Message message) {
        return new Builder(kind, message);
    }

    /** {@return what was done} */
    public Kind kind() {
        return kind;
    }

    /** {@return what became of the message} */
    public Message message() {
        return message;
    }

    /** {@return who did it; empty if it was the host} */
    public Optional<User> by() {
        return Optional.ofNullable(by);
    }

    /** {@return the session by which that user did it; empty if the host did} */
    public Optional<String> sessionId() {
        return Optional.ofNullable(sessionId);
    }

    /** {@return the reaction, if it was one} */
    public Optional<Reaction> reaction() {
        return Optional.ofNullable(reaction);
    }

    @Override
    public String toString() {
        return "ActOnMessage[" + kind + " by " + (by == null ? "the host" : by) + ", session " + sessionId + ", "
                + (reaction == null ? "" : reaction + ", ") + message + "]";
    }

    /** Collects an {@link ActOnMessage}; not safe for use by several threads. */
    public static final class Builder {
        private final Kind kind;
        private final Message message;
        private @Nullable User by;
        private @Nullable String sessionId;
        private @Nullable Reaction reaction;

        private Builder(Kind kind, Message message) {
            this.kind = kind;
            this.message = message;
        }

        /**
         * Says who did it.
         *
         * @param user who; null for the host
         * @param session by which session; null for the host, and for a user in whose name the host acts
         * @return this
         */
        public Builder by(@Nullable User user, @Nullable String session) {
            this.by = user;
            this.sessionId = session;
            return this;
        }

        /**
         * Says which reaction it was.
         *
         * @param value the reaction, or null
         * @return this
         */
        public Builder reaction(@Nullable Reaction value) {
            this.reaction = value;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the act
         * @throws IllegalArgumentException for a reaction in another act, or none in one that is about a reaction
         */
        public ActOnMessage build() {
            boolean isReaction = kind == Kind.REACTED || kind == Kind.UNREACTED;
            if (isReaction != (reaction != null)) {
                throw new IllegalArgumentException(kind + (isReaction ? " needs a reaction" : " is no reaction"));
            }
            return new ActOnMessage(this);
        }
    }
}
