package dev.parlance.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What of a message shall be another; what is not named stays as it is. Immutable. */
public final class MessageEdit {
    private final @Nullable String text;
    private final @Nullable List<UserId> mentions;
    private final @Nullable Boolean mentionsRoom;
    private final @Nullable Map<String, String> metadata;
    private final @Nullable List<Attachment> attachments;
    private final @Nullable Instant ifEditedAt;

    private MessageEdit(Builder builder) {
        this.text = builder.text;
        this.mentions = builder.mentions;
        this.mentionsRoom = builder.mentionsRoom;
        this.metadata = builder.metadata;
        this.attachments = builder.attachments;
        this.ifEditedAt = builder.ifEditedAt;
    }

    /**
     * Starts an edit.
     *
     * @return a builder, for one thread
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the new text, if it shall be another} */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /** {@return whom it mentions from now on, if that shall be others} */
    public Optional<List<UserId>> mentions() {
        return Optional.ofNullable(mentions);
    }

    /** {@return whether it mentions the whole room from now on, if that shall be otherwise} */
    public Optional<Boolean> mentionsRoom() {
        return Optional.ofNullable(mentionsRoom);
    }

    /** {@return what the host adds from now on, if that shall be something else} */
    public Optional<Map<String, String>> metadata() {
        return Optional.ofNullable(metadata);
    }

    /** {@return what files it has from now on, if that shall be others; none for none at all} */
    public Optional<List<Attachment>> attachments() {
        return Optional.ofNullable(attachments);
    }

    /**
     * Starts from this edit.
     *
     * @return a builder that holds all of this
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.text = text;
        builder.mentions = mentions;
        builder.mentionsRoom = mentionsRoom;
        builder.metadata = metadata;
        builder.attachments = attachments;
        builder.ifEditedAt = ifEditedAt;
        return builder;
    }

    /** {@return when the message was edited last in the state that this was made from, if that counts: {@link Instant#EPOCH} for never} */
    public Optional<Instant> ifEditedAt() {
        return Optional.ofNullable(ifEditedAt);
    }

    /**
     * What becomes of a message.
     *
     * @param seen its latest state
     * @param now the time of the edit; where the message was edited at that time or later already, a millisecond after that counts, so that no two edits have one time
     * @return the message as it shall be, to be stored by a {@code MessageChange}
     * @throws ChatException {@link ErrorCode#MESSAGE_NOT_FOUND} if it was deleted, {@link ErrorCode#EDIT_CONFLICT} if it was edited since {@link #ifEditedAt}
     */
    public Message on(Message seen, Instant now) {
        if (seen.deleted()) {
            throw new ChatException(ErrorCode.MESSAGE_NOT_FOUND, "the message was deleted");
        }
        Instant before = seen.editedAt().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.MILLIS);
        if (ifEditedAt != null && !ifEditedAt.equals(before)) {
            throw new ChatException(ErrorCode.EDIT_CONFLICT, "the message was edited meanwhile");
        }
        Instant millis = now.truncatedTo(ChronoUnit.MILLIS);
        Instant at = millis.isAfter(before) ? millis : before.plusMillis(1);
        Message.Builder next = seen.toBuilder().edited(text().orElse(seen.text()), at);
        mentions().ifPresent(next::mentions);
        mentionsRoom().ifPresent(next::mentionsRoom);
        metadata().ifPresent(next::metadata);
        attachments().ifPresent(next::attachments);
        return next.build();
    }

    @Override
    public String toString() {
        StringJoiner words = new StringJoiner(", ", "MessageEdit[", "]");
        text().ifPresent(value -> words.add("text " + Excerpt.of(value)));
        mentions().ifPresent(value -> words.add("mentions " + value));
        mentionsRoom().ifPresent(value -> words.add("mentionsRoom " + value));
        metadata().ifPresent(value -> words.add("metadata of " + value.keySet()));
        attachments().ifPresent(value -> words.add("attachments " + Excerpt.of(value.toString())));
        ifEditedAt().ifPresent(value -> words.add("ifEditedAt " + value));
        return words.toString();
    }

    /** Collects a {@link MessageEdit}; not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String text;
        private @Nullable List<UserId> mentions;
        private @Nullable Boolean mentionsRoom;
        private @Nullable Map<String, String> metadata;
        private @Nullable List<Attachment> attachments;
        private @Nullable Instant ifEditedAt;

        private Builder() {}

        /**
         * Says something else.
         *
         * @param value at most {@value MessageDraft#MAX_TEXT} characters; empty or blank only if the message then has attachments, which is found out when it is made
         * @return this
         */
        public Builder text(String value) {
            this.text = value;
            return this;
        }

        /**
         * Mentions others.
         *
         * @param value at most {@value Message#MAX_MENTIONS} users, each of whom counts once; none to mention nobody any more
         * @return this
         */
        public Builder mentions(Collection<UserId> value) {
            this.mentions = new ArrayList<>(new LinkedHashSet<>(value));
            return this;
        }

        /**
         * Mentions the whole room, or does so no more.
         *
         * @param value true if so
         * @return this
         */
        public Builder mentionsRoom(boolean value) {
            this.mentionsRoom = value;
            return this;
        }

        /**
         * Replaces what the host added.
         *
         * @param value within the bounds of {@link MessageDraft.Builder#metadata}
         * @return this
         */
        public Builder metadata(Map<String, String> value) {
            this.metadata = value;
            return this;
        }

        /**
         * Has other files.
         *
         * @param value at most {@value Message#MAX_ATTACHMENTS} distinct files, in order; none for none at all
         * @return this
         */
        public Builder attachments(Collection<Attachment> value) {
            this.attachments = new ArrayList<>(value);
            return this;
        }

        /**
         * Says of which state this is an edit; it takes effect on that alone.
         *
         * @param value when the message was edited last, to the millisecond, or {@link Instant#EPOCH} for never; null for an edit of whatever state
         * @return this
         */
        public Builder ifEditedAt(@Nullable Instant value) {
            this.ifEditedAt = value == null ? null : value.truncatedTo(ChronoUnit.MILLIS);
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the edit
         * @throws ChatException {@link ErrorCode#INVALID_MESSAGE}, naming every fault, for an edit of nothing, half a surrogate pair in a text, or invalid metadata, mentions or attachments; {@link
         *     ErrorCode#MESSAGE_TOO_LONG} for a text of more than {@value MessageDraft#MAX_TEXT} characters
         */
        public MessageEdit build() {
            boolean isEmpty =
                    text == null && mentions == null && mentionsRoom == null && metadata == null && attachments == null;
            String faults = isEmpty ? "an edit must say what is to be changed" : null;
            faults = text == null ? faults : MessageRules.both(faults, MessageRules.bounded(text));
            faults = mentions == null ? faults : MessageRules.both(faults, MessageRules.mentions(mentions));
            faults = metadata == null ? faults : MessageRules.both(faults, MessageRules.metadata(metadata));
            faults = attachments == null ? faults : MessageRules.both(faults, MessageRules.attachments(attachments));
            MessageRules.require(faults, text);
            attachments = attachments == null ? null : List.copyOf(attachments);
            mentions = mentions == null ? null : List.copyOf(mentions);
            metadata = metadata == null ? null : Map.copyOf(metadata);
            return new MessageEdit(this);
        }
    }
}
