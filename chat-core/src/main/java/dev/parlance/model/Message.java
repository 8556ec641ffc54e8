package dev.parlance.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message as the room's log holds it: what was said, by whom, when and where, in its latest state. */
public final class Message {
    /** The most different reactions to a message. */
    public static final int MAX_REACTIONS = 32;
    /** The longest reaction, in UTF-16 characters: an emoji of many parts, or a short word. */
    public static final int MAX_REACTION = 64;
    /** The most users of all reactions to a message together. */
    public static final int MAX_REACTION_USERS = 1_000;

    private final RoomId roomId;
    private final Position position;
    private final long changeOffset;
    private final User author;
    private final String text;
    private final Instant timestamp;
    private final @Nullable String clientMessageId;
    private final Map<String, String> metadata;
    private final @Nullable Instant editedAt;
    private final boolean deleted;
    private final Map<String, List<UserId>> reactions;

    private Message(Builder builder) {
        this.roomId = builder.roomId;
        this.position = builder.position;
        this.changeOffset = Math.max(builder.changeOffset, builder.position.offset());
        this.author = builder.author;
        this.text = builder.text;
        this.timestamp = builder.timestamp;
        this.clientMessageId = builder.clientMessageId;
        this.metadata = builder.metadata;
        this.editedAt = builder.editedAt;
        this.deleted = builder.deleted;
        this.reactions = builder.reactions;
    }

    /**
     * Starts the message that a draft becomes; for brokers.
     *
     * @param draft what was said
     * @param position where it was posted
     * @param timestamp when, by the store's clock
     * @return a builder, for one thread
     */
    public static Builder posted(MessageDraft draft, Position position, Instant timestamp) {
        Builder builder = new Builder(draft.roomId(), draft.author(), position, timestamp);
        builder.text = draft.text();
        builder.clientMessageId = draft.clientMessageId().orElse(null);
        builder.metadata = draft.metadata();
        builder.unchecked = !MessageRules.isSayable(timestamp); // the draft is checked
        return builder;
    }

    /**
     * Starts a message as a store has kept it; for brokers. Say its text unless it was deleted.
     *
     * @param roomId its room
     * @param author who said it, under the name of then
     * @param position where it was posted
     * @param timestamp when, by the store's clock
     * @return a builder, for one thread
     */
    public static Builder stored(RoomId roomId, User author, Position position, Instant timestamp) {
        return new Builder(roomId, author, position, timestamp);
    }

    /**
     * Starts from this message, for a change of it.
     *
     * @return a builder that holds all of this
     */
    public Builder toBuilder() {
        Builder builder = new Builder(roomId, author, position, timestamp);
        builder.changeOffset = changeOffset;
        builder.text = text;
        builder.clientMessageId = clientMessageId;
        builder.metadata = metadata;
        builder.editedAt = editedAt;
        builder.deleted = deleted;
        builder.reactions = reactions;
        builder.unchecked = false;
        return builder;
    }

    /**
     * Its name, for ever.
     *
     * @return the id
     */
    public MessageId id() {
        return MessageId.at(position);
    }

    /**
     * Its room.
     *
     * @return the room's id
     */
    public RoomId roomId() {
        return roomId;
    }

    /**
     * Where it was posted.
     *
     * @return epoch and offset of the post
     */
    public Position position() {
        return position;
    }

    /**
     * Where it was changed last, in the same epoch.
     *
     * @return the offset of the last change, that of the post if there was none
     */
    public long changeOffset() {
        return changeOffset;
    }

    /**
     * Who said it, under the name of then.
     *
     * @return the author
     */
    public User author() {
        return author;
    }

    /**
     * What is said.
     *
     * @return the text as it is now; empty once deleted
     */
    public String text() {
        return text;
    }

    /**
     * When it was posted, by the store's clock, to the millisecond.
     *
     * @return the time
     */
    public Instant timestamp() {
        return timestamp;
    }

    /**
     * The id that its client gave it, by which that client knows its own message again.
     *
     * @return the id, if there was one
     */
    public Optional<String> clientMessageId() {
        return Optional.ofNullable(clientMessageId);
    }

    /**
     * What the host added.
     *
     * @return an immutable map, mostly empty
     */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * When the text was changed last.
     *
     * @return the time of the last edit, if any
     */
    public Optional<Instant> editedAt() {
        return Optional.ofNullable(editedAt);
    }

    /**
     * Whether it was deleted: it keeps its place, but says nothing any more.
     *
     * @return true once deleted
     */
    public boolean deleted() {
        return deleted;
    }

    /**
     * Who reacted with what.
     *
     * @return an immutable map in the order of the first reaction
     */
    public Map<String, List<UserId>> reactions() {
        return reactions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message that
                && roomId.equals(that.roomId)
                && position.equals(that.position)
                && changeOffset == that.changeOffset
                && author.equals(that.author)
                && text.equals(that.text)
                && timestamp.equals(that.timestamp)
                && Objects.equals(clientMessageId, that.clientMessageId)
                && metadata.equals(that.metadata)
                && Objects.equals(editedAt, that.editedAt)
                && deleted == that.deleted
                && reactions.equals(that.reactions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(roomId, position, changeOffset);
    }

    /**
     * For logs and failures: on one line and bounded, and different for messages that differ in anything.
     *
     * @return what this message is, long texts cut and summed up
     */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder("Message[").append(roomId).append(' ');
        words.append(position.epoch()).append('-').append(position.offset());
        if (changeOffset > position.offset()) {
            words.append('/').append(changeOffset);
        }
        words.append(" at ").append(timestamp).append(" by ").append(author);
        words.append(deleted ? " deleted " : " ").append(Excerpt.of(text));
        if (clientMessageId != null) {
            words.append(" as ").append(clientMessageId);
        }
        if (editedAt != null) {
            words.append(" edited ").append(editedAt);
        }
        if (!metadata.isEmpty()) {
            words.append(" with ").append(Excerpt.of(new TreeMap<>(metadata).toString()));
        }
        if (!reactions.isEmpty()) {
            words.append(" reactions ").append(Excerpt.of(reactions.toString()));
        }
        return words.append(']').toString();
    }

    /** Collects a {@link Message}; not safe for use by several threads. */
    public static final class Builder {
        private final RoomId roomId;
        private final User author;
        private final Position position;
        private final Instant timestamp;
        private long changeOffset;
        private String text = "";
        private @Nullable String clientMessageId;
        private Map<String, String> metadata = Map.of();
        private @Nullable Instant editedAt;
        private boolean deleted;
        private Map<String, List<UserId>> reactions = Map.of();
        /** Whether something may break a rule; what comes from a draft or a message keeps them all. */
        private boolean unchecked = true;

        private Builder(RoomId roomId, User author, Position position, Instant timestamp) {
            this.roomId = roomId;
            this.author = author;
            this.position = position;
            this.timestamp = timestamp;
        }

        /**
         * Places the last change; for brokers.
         *
         * @param value an offset after that of the post
         * @return this
         */
        public Builder changeOffset(long value) {
            this.changeOffset = value;
            return this;
        }

        /**
         * Says what it says, as posted; for brokers.
         *
         * @param value the text
         * @return this
         */
        public Builder text(String value) {
            this.text = value;
            this.unchecked = true;
            return this;
        }

        /**
         * Names the id that its client gave it; for brokers.
         *
         * @param value the id, or null for none
         * @return this
         */
        public Builder clientMessageId(@Nullable String value) {
            this.clientMessageId = value;
            this.unchecked = true;
            return this;
        }

        /**
         * Says something else.
         *
         * @param value the new text
         * @param at when, in the years 1970 to 9999
         * @return this
         */
        public Builder edited(String value, Instant at) {
            this.text = value;
            this.editedAt = at;
            this.unchecked = true;
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
            this.unchecked = true;
            return this;
        }

        /**
         * Deletes: text, metadata and reactions go, and nothing brings them back.
         *
         * @return this
         */
        public Builder deleted() {
            this.deleted = true;
            this.text = "";
            this.metadata = Map.of();
            this.reactions = Map.of();
            return this;
        }

        /**
         * Replaces the reactions.
         *
         * @param value who reacted with what, in order: at most {@value Message#MAX_REACTIONS} reactions of at most {@value Message#MAX_REACTION} characters, of
         *     {@value Message#MAX_REACTION_USERS} users together, each once a reaction
         * @return this
         */
        public Builder reactions(Map<String, List<UserId>> value) {
            this.reactions = value;
            this.unchecked = true;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the message
         * @throws ChatException {@link ErrorCode#INVALID_MESSAGE}, naming every fault, for null, an empty text or half a surrogate pair in it, anything said by a deleted message,
         *     an invalid client message id, metadata or reactions, a time outside the years 1970 to 9999; {@link ErrorCode#MESSAGE_TOO_LONG} for a text of more than {@value MessageDraft#MAX_TEXT} characters
         */
        public Message build() {
            if (unchecked) {
                MessageRules.require(faults(), text);
                metadata = Map.copyOf(metadata);
                reactions = copy(reactions);
                unchecked = false;
            }
            return new Message(this);
        }

        private @Nullable String faults() {
            String faults = MessageRules.both(
                    MessageRules.both(MessageRules.present("roomId", roomId), MessageRules.present("author", author)),
                    MessageRules.both(
                            MessageRules.present("position", position), MessageRules.present("timestamp", timestamp)));
            faults = MessageRules.both(faults, MessageRules.instant("timestamp", timestamp));
            faults = MessageRules.both(faults, MessageRules.instant("editedAt", editedAt));
            faults = MessageRules.both(faults, MessageRules.clientMessageId(clientMessageId));
            if (deleted) {
                return MessageRules.both(faults, MessageRules.deleted(text, metadata, reactions));
            }
            faults = MessageRules.both(faults, MessageRules.text(text));
            faults = MessageRules.both(faults, MessageRules.metadata(metadata));
            return MessageRules.both(faults, MessageRules.reactions(reactions));
        }

        private static Map<String, List<UserId>> copy(Map<String, List<UserId>> reactions) {
            Map<String, List<UserId>> copy = new LinkedHashMap<>();
            reactions.forEach((reaction, users) -> copy.put(reaction, List.copyOf(users)));
            return Collections.unmodifiableMap(copy);
        }
    }
}
