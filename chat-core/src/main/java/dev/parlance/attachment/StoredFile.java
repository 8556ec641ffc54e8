package dev.parlance.attachment;

import dev.parlance.model.Attachment;
import dev.parlance.model.FileId;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a store knows of a file. Immutable; it will grow. */
public final class StoredFile {
    private final Attachment attachment;
    private final RoomId roomId;
    private final UserId uploader;
    private final Instant createdAt;
    private final @Nullable Instant claimedAt;
    private final Set<MessageId> messages;

    private StoredFile(Builder builder) {
        this.attachment = builder.attachment;
        this.roomId = builder.roomId;
        this.uploader = builder.uploader;
        this.createdAt = builder.createdAt.truncatedTo(ChronoUnit.MILLIS);
        this.claimedAt = builder.claimedAt == null ? null : builder.claimedAt.truncatedTo(ChronoUnit.MILLIS);
        this.messages = Set.copyOf(builder.messages);
    }

    /**
     * Starts the facts of a file.
     *
     * @param attachment what it is
     * @param roomId in which room it may be attached and read
     * @param uploader whose it is
     * @param createdAt when it came, to the millisecond
     * @return a builder, for one thread
     */
    public static Builder builder(Attachment attachment, RoomId roomId, UserId uploader, Instant createdAt) {
        return new Builder(attachment, roomId, uploader, createdAt);
    }

    /** {@return its id} */
    public FileId id() {
        return attachment.fileId();
    }

    /** {@return what messages say of it} */
    public Attachment attachment() {
        return attachment;
    }

    /** {@return in which room it may be attached and read} */
    public RoomId roomId() {
        return roomId;
    }

    /** {@return who uploaded it} */
    public UserId uploader() {
        return uploader;
    }

    /** {@return when it came, to the millisecond} */
    public Instant createdAt() {
        return createdAt;
    }

    /** {@return when someone was about to name it in a message, the last time, if none has come of it yet} */
    public Optional<Instant> claimedAt() {
        return Optional.ofNullable(claimedAt);
    }

    /** {@return the messages that name it, as far as the store was told} */
    public Set<MessageId> messages() {
        return messages;
    }

    /**
     * Whether it may go.
     *
     * @param created it must have been uploaded before that
     * @param claimed there must be no claim, or one from before that
     * @return whether it is so, and no message names it
     */
    public boolean isUnnamed(Instant created, Instant claimed) {
        return messages.isEmpty() && createdAt.isBefore(created) && (claimedAt == null || claimedAt.isBefore(claimed));
    }

    /**
     * Starts from these facts.
     *
     * @return a builder that holds all of this
     */
    public Builder toBuilder() {
        return new Builder(attachment, roomId, uploader, createdAt)
                .claimedAt(claimedAt)
                .messages(messages);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredFile that
                && attachment.equals(that.attachment)
                && roomId.equals(that.roomId)
                && uploader.equals(that.uploader)
                && createdAt.equals(that.createdAt)
                && Objects.equals(claimedAt, that.claimedAt)
                && messages.equals(that.messages);
    }

    @Override
    public int hashCode() {
        return Objects.hash(attachment, roomId, uploader, createdAt);
    }

    @Override
    public String toString() {
        return "StoredFile[" + attachment + " in " + roomId + " by " + uploader + " at " + createdAt + " claimed "
                + claimedAt + " named by " + messages + "]";
    }

    /** Collects a {@link StoredFile}; not safe for use by several threads. */
    public static final class Builder {
        private final Attachment attachment;
        private final RoomId roomId;
        private final UserId uploader;
        private final Instant createdAt;
        private @Nullable Instant claimedAt;
        private Collection<MessageId> messages = Set.of();

        private Builder(Attachment attachment, RoomId roomId, UserId uploader, Instant createdAt) {
            this.attachment = attachment;
            this.roomId = roomId;
            this.uploader = uploader;
            this.createdAt = createdAt;
        }

        /**
         * Says when someone was about to name it.
         *
         * @param value the last time, or null for never
         * @return this
         */
        public Builder claimedAt(@Nullable Instant value) {
            this.claimedAt = value;
            return this;
        }

        /**
         * Says which messages name it.
         *
         * @param value each once
         * @return this
         */
        public Builder messages(Collection<MessageId> value) {
            this.messages = value;
            return this;
        }

        /** {@return the facts} */
        public StoredFile build() {
            return new StoredFile(this);
        }
    }
}
