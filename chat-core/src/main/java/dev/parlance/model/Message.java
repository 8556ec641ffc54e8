package dev.parlance.model;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message as the room's log holds it: what was said, by whom, when and where, in its latest state. */
public final class Message {
    /** The most different reactions to a message. */
    public static final int MAX_REACTIONS = 50;
    /** The longest reaction, in UTF-16 characters: an emoji of many parts, or a short word. */
    public static final int MAX_REACTION = 64;
    /** The most reactions to a message, all kinds together. */
    public static final int MAX_REACTORS = 20_000;
    /** The most users whom a message names for one kind of reaction; the others are counted, and asked for. */
    public static final int MAX_LISTED_REACTORS = 10;
    /** The most UTF-16 characters of all ids of users whom a message names for its reactions; where they are used up later kinds name fewer. */
    public static final int MAX_LISTED_CHARACTERS = 4_096;
    /** The most users whom a message mentions. */
    public static final int MAX_MENTIONS = 25;
    /** The most files that a message has. */
    public static final int MAX_ATTACHMENTS = 10;

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
    private final long number;
    private final Aside aside; // most messages have nothing of it

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
        this.number = builder.number;
        this.aside = builder.aside.withContentOffset(builder.contentOffsetUpTo(changeOffset));
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
        builder.aside = draft.aside();
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
        builder.number = number;
        builder.aside = aside;
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
     * Where its content was changed last, in the same epoch: by an edit, a deletion, a pin, or what the host added. Reactions and replies leave it as it is, so that nobody's edit is in conflict
     * with them.
     *
     * @return the offset of that change, that of the post if there was none
     */
    public long contentOffset() {
        return aside.contentOffset() == 0 ? changeOffset : aside.contentOffset();
    }

    /**
     * Its place among the posts of its epoch. Changes take no number, so that of two messages the numbers say how many were posted between them.
     *
     * @return a number from 1; 0 if the store did not number it
     */
    public long number() {
        return number;
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
     * @return the text as it is now; empty once deleted, and empty or blank in a message that is its {@link #attachments} alone
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
     * Which message it answers. What that one says is read when it is shown, and never kept here: an edit changes it everywhere, a deletion takes it away.
     *
     * @return the id, if it answers one, which may be gone
     */
    public Optional<MessageId> replyTo() {
        return Optional.ofNullable(aside.replyTo());
    }

    /**
     * Whom it mentions, as its author said: nobody reads that out of the text.
     *
     * @return distinct users, at most {@value #MAX_MENTIONS}
     */
    public List<UserId> mentions() {
        return aside.mentions();
    }

    /**
     * Whether it mentions the whole room.
     *
     * @return true if so
     */
    public boolean mentionsRoom() {
        return aside.mentionsRoom();
    }

    /**
     * What files it has.
     *
     * @return distinct files, at most {@value #MAX_ATTACHMENTS}, in the order of the author; none once deleted
     */
    public List<Attachment> attachments() {
        return aside.attachments();
    }

    /**
     * When it was pinned.
     *
     * @return the time, while it is pinned
     */
    public Optional<Instant> pinnedAt() {
        return Optional.ofNullable(aside.pinnedAt());
    }

    /**
     * How many reacted with what.
     *
     * @return an immutable map in the order of the first reaction, exact as of {@link #changeOffset()}
     */
    public Map<String, Integer> reactionCounts() {
        return aside.reactionCounts();
    }

    /**
     * Who reacted with what, as far as a message says it.
     *
     * @return an immutable map of the keys of {@link #reactionCounts()}, in their order: of each the first {@value #MAX_LISTED_REACTORS} users, or fewer where their ids are long
     *     ({@value #MAX_LISTED_CHARACTERS} characters in all); the others are asked for
     */
    public Map<String, List<UserId>> reactions() {
        return aside.reactions();
    }

    /**
     * What answers it.
     *
     * @return how many replies there are and which is the last, if there are some
     */
    public Optional<ThreadSummary> thread() {
        return Optional.ofNullable(aside.thread());
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
                && number == that.number
                && aside.equals(that.aside);
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
        if (number > 0) {
            words.append(" #").append(number);
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
        aside.describe(words);
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
        private long number;
        private Aside aside = Aside.NONE;
        /** Whether something may break a rule; what comes from a draft or a message keeps them all. */
        private boolean unchecked = true;

        private Builder(RoomId roomId, User author, Position position, Instant timestamp) {
            this.roomId = roomId;
            this.author = author;
            this.position = position;
            this.timestamp = timestamp;
        }

        /**
         * Places the last change, which is one of the content unless {@link #contentOffset} says otherwise afterwards; for brokers.
         *
         * @param value an offset after that of the post
         * @return this
         */
        public Builder changeOffset(long value) {
            this.changeOffset = value;
            this.aside = aside.withContentOffset(0);
            return this;
        }

        /**
         * Says that the last change left the content as it was, since it was about reactions or replies; for brokers, after {@link #changeOffset}.
         *
         * @param value where the content was changed last, or the message was posted
         * @return this
         */
        public Builder contentOffset(long value) {
            this.aside = aside.withContentOffset(value);
            return this;
        }

        /**
         * Numbers it among the posts of its epoch; for brokers.
         *
         * @param value from 1, 0 for none
         * @return this
         */
        public Builder number(long value) {
            this.number = Math.max(0, value);
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
         * Says which message it answers; for brokers.
         *
         * @param value its id, or null for none
         * @return this
         */
        public Builder replyTo(@Nullable MessageId value) {
            this.aside = aside.withReplyTo(value);
            return this;
        }

        /**
         * Replaces whom it mentions.
         *
         * @param value at most {@value Message#MAX_MENTIONS} users; each counts once
         * @return this
         */
        public Builder mentions(Collection<UserId> value) {
            this.aside = aside.withMentions(value);
            this.unchecked = true;
            return this;
        }

        /**
         * Says whether it mentions the whole room.
         *
         * @param value true if so
         * @return this
         */
        public Builder mentionsRoom(boolean value) {
            this.aside = aside.withMentionsRoom(value);
            this.unchecked = true;
            return this;
        }

        /**
         * Replaces what files it has.
         *
         * @param value at most {@value Message#MAX_ATTACHMENTS} distinct files, in order
         * @return this
         */
        public Builder attachments(Collection<Attachment> value) {
            if (!value.isEmpty() || !aside.attachments().isEmpty()) {
                this.aside = aside.withAttachments(value);
                this.unchecked = true;
            }
            return this;
        }

        /**
         * Pins it, or does so no more.
         *
         * @param value when, in the years 1970 to 9999; null if it is not pinned
         * @return this
         */
        public Builder pinnedAt(@Nullable Instant value) {
            this.aside = aside.withPinnedAt(value);
            this.unchecked = true;
            return this;
        }

        /**
         * Deletes: text, metadata, mentions, attachments, pin and reactions go, and nothing brings them back. What it answers and what answers it stays.
         *
         * @return this
         */
        public Builder deleted() {
            this.deleted = true;
            this.text = "";
            this.metadata = Map.of();
            this.aside = aside.deleted();
            return this;
        }

        /**
         * Replaces the reactions; for brokers, who alone know them all.
         *
         * @param everyone who reacted with what, in order: at most {@value Message#MAX_REACTIONS} reactions of at most {@value Message#MAX_REACTION} characters, each user once a reaction, {@value
         *     Message#MAX_REACTORS} in all. They are counted; of each the first {@value Message#MAX_LISTED_REACTORS} are listed
         * @return this
         */
        public Builder reactions(Map<String, List<UserId>> everyone) {
            return reactions(Aside.sizes(everyone), everyone);
        }

        /**
         * Replaces the reactions; for brokers.
         *
         * @param counts how many reacted with what, in order: within the bounds of {@link #reactions(Map)}
         * @param first the first users of each; of those beyond {@value Message#MAX_LISTED_REACTORS}, and beyond {@value Message#MAX_LISTED_CHARACTERS} characters in all, none is listed
         * @return this
         */
        public Builder reactions(Map<String, Integer> counts, Map<String, List<UserId>> first) {
            this.aside = aside.withReactions(counts, first);
            this.unchecked = true;
            return this;
        }

        /**
         * Says what answers it; for brokers.
         *
         * @param value the replies, or null if there are none
         * @return this
         */
        public Builder thread(@Nullable ThreadSummary value) {
            this.aside = aside.withThread(value);
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the message
         * @throws ChatException {@link ErrorCode#INVALID_MESSAGE}, naming every fault, for null, an empty text without attachments or half a surrogate pair in it, anything said by a deleted message,
         *     an invalid client message id, metadata, mentions, attachments or reactions, a time outside the years 1970 to 9999; {@link ErrorCode#MESSAGE_TOO_LONG} for a text of more than {@value MessageDraft#MAX_TEXT} characters
         */
        public Message build() {
            if (unchecked) {
                MessageRules.require(faults(), text);
                metadata = Map.copyOf(metadata);
                aside = aside.checked();
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
                return MessageRules.both(faults, MessageRules.deleted(text, metadata, aside));
            }
            faults = MessageRules.both(faults, MessageRules.text(text, aside));
            faults = MessageRules.both(faults, MessageRules.metadata(metadata));
            return MessageRules.both(faults, aside.faults());
        }

        /** What the message has beside its last change: 0 if that was one of the content. */
        private long contentOffsetUpTo(long lastChange) {
            long said = aside.contentOffset();
            long placed = said == 0 ? 0 : Math.max(said, position.offset());
            return placed < lastChange ? placed : 0;
        }
    }
}
