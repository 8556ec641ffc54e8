package dev.parlance.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A message on its way into a room: what an author says, before the store gives it a place and a time. */
public final class MessageDraft {
    /** The longest text of any message on any service, in UTF-16 characters; {@code ChatLimits.maxMessageLength} says how long it may be on one. */
    public static final int MAX_TEXT = 65_536;
    /** The longest client message id, in UTF-16 characters. */
    public static final int MAX_CLIENT_MESSAGE_ID = 64;
    /** The most metadata entries. */
    public static final int MAX_METADATA_ENTRIES = 16;
    /** The longest metadata key, in UTF-16 characters. */
    public static final int MAX_METADATA_KEY = 64;
    /** The longest metadata value, in UTF-16 characters. */
    public static final int MAX_METADATA_VALUE = 512;

    private final RoomId roomId;
    private final User author;
    private final String text;
    private final @Nullable String clientMessageId;
    private final Map<String, String> metadata;
    private final Aside aside;
    private final @Nullable MessageId edits;
    private final User writer;

    private MessageDraft(Builder builder) {
        this.roomId = builder.roomId;
        this.author = builder.author;
        this.text = builder.text;
        this.clientMessageId = builder.clientMessageId;
        this.metadata = builder.metadata;
        this.aside = builder.aside;
        this.edits = builder.edits;
        this.writer = builder.editor == null ? builder.author : builder.editor;
    }

    /**
     * Starts a draft.
     *
     * @param roomId where to
     * @param author who says it
     * @param text what, at most {@value #MAX_TEXT} characters
     * @return a builder, for one thread
     */
    public static Builder builder(RoomId roomId, User author, String text) {
        return new Builder(roomId, author, text);
    }

    /**
     * Starts from this draft, for an interceptor that changes some of it.
     *
     * @return a builder that holds all of this
     */
    public Builder toBuilder() {
        Builder builder = new Builder(roomId, author, text);
        builder.clientMessageId = clientMessageId;
        builder.metadata = metadata;
        builder.aside = aside;
        builder.edits = edits;
        builder.editor = edits == null ? null : writer;
        return builder;
    }

    /**
     * Where to.
     *
     * @return the room
     */
    public RoomId roomId() {
        return roomId;
    }

    /**
     * Who says it; of an edit, whoever said the message first.
     *
     * @return the author
     */
    public User author() {
        return author;
    }

    /**
     * What is said.
     *
     * @return the text; empty or blank in one that has {@link #attachments} alone
     */
    public String text() {
        return text;
    }

    /**
     * The id that the client made up, which makes sending again safe: room, author and this id together are stored once within
     * the store's window (2 minutes and 1,000 ids a room).
     *
     * @return the id, if the client gave one
     */
    public Optional<String> clientMessageId() {
        return Optional.ofNullable(clientMessageId);
    }

    /**
     * What the host adds.
     *
     * @return an immutable map, at most {@value #MAX_METADATA_ENTRIES} entries
     */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * Which message it answers.
     *
     * @return the id, if it answers one
     */
    public Optional<MessageId> replyTo() {
        return Optional.ofNullable(aside.replyTo());
    }

    /**
     * Whom it mentions.
     *
     * @return distinct users, at most {@value Message#MAX_MENTIONS}
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
     * @return distinct files, at most {@value Message#MAX_ATTACHMENTS}, in the order of the author
     */
    public List<Attachment> attachments() {
        return aside.attachments();
    }

    /**
     * Which message this shall be from now on: what passes by the interceptors is a new message, or an edit as its author would now say it.
     *
     * @return the id of the message that is edited; empty for a new one
     */
    public Optional<MessageId> edits() {
        return Optional.ofNullable(edits);
    }

    /**
     * Who wants this to be said: the author, but for an edit whoever edits, who may be another one, such as a moderator.
     *
     * @return whose right to write counts
     */
    public User writer() {
        return writer;
    }

    /** What a message has of it that few have. */
    Aside aside() {
        return aside;
    }

    /**
     * A digest of what is said and to whom, by which a store tells a repeat from another message under the same client message id.
     *
     * @return 32 hexadecimal digits
     */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            feed(digest, text);
            new TreeMap<>(metadata).forEach((key, value) -> {
                feed(digest, key);
                feed(digest, value);
            });
            if (!aside.equals(Aside.NONE)) {
                feed(digest, "\0"); // no key of metadata: what follows is nothing else
                feed(digest, aside.replyTo() == null ? "" : aside.replyTo().value());
                feed(digest, aside.mentionsRoom() ? "all" : "");
                aside.mentions().forEach(user -> feed(digest, user.value()));
                if (!aside.attachments().isEmpty()) {
                    feed(digest, "\0"); // no user: what follows is files
                    aside.attachments()
                            .forEach(file -> feed(digest, file.fileId().value()));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void feed(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (bytes.length >>> 24));
        digest.update((byte) (bytes.length >>> 16));
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
    }

    @Override
    public String toString() {
        StringBuilder words =
                new StringBuilder("MessageDraft[").append(roomId).append(" by ").append(author);
        words.append(' ').append(Excerpt.of(text));
        if (clientMessageId != null) {
            words.append(" as ").append(clientMessageId);
        }
        if (edits != null) {
            words.append(" in place of ").append(edits);
        }
        return words.append(']').toString();
    }

    /** Collects a {@link MessageDraft}; not safe for use by several threads. */
    public static final class Builder {
        private final RoomId roomId;
        private final User author;
        private String text;
        private @Nullable String clientMessageId;
        private Map<String, String> metadata = Map.of();
        private Aside aside = Aside.NONE;
        private @Nullable MessageId edits;
        private @Nullable User editor;

        private Builder(RoomId roomId, User author, String text) {
            this.roomId = roomId;
            this.author = author;
            this.text = text;
        }

        /**
         * Says something else.
         *
         * @param value the new text
         * @return this
         */
        public Builder text(String value) {
            this.text = value;
            return this;
        }

        /**
         * Makes sending again safe, see {@link MessageDraft#clientMessageId()}.
         *
         * @param value 1 to {@value MessageDraft#MAX_CLIENT_MESSAGE_ID} characters without control characters, or null for none
         * @return this
         */
        public Builder clientMessageId(@Nullable String value) {
            this.clientMessageId = value;
            return this;
        }

        /**
         * Adds what the host wants to travel with the message.
         *
         * @param value at most {@value MessageDraft#MAX_METADATA_ENTRIES} entries; keys of at most
         *     {@value MessageDraft#MAX_METADATA_KEY}, values of at most {@value MessageDraft#MAX_METADATA_VALUE} characters
         * @return this
         */
        public Builder metadata(Map<String, String> value) {
            this.metadata = value;
            return this;
        }

        /**
         * Says which message it answers.
         *
         * @param value its id, or null for none
         * @return this
         */
        public Builder replyTo(@Nullable MessageId value) {
            this.aside = aside.withReplyTo(value);
            return this;
        }

        /**
         * Says whom it mentions.
         *
         * @param value at most {@value Message#MAX_MENTIONS} users; each counts once
         * @return this
         */
        public Builder mentions(Collection<UserId> value) {
            this.aside = aside.withMentions(value);
            return this;
        }

        /**
         * Says what files it has.
         *
         * @param value at most {@value Message#MAX_ATTACHMENTS} distinct files, in order
         * @return this
         */
        public Builder attachments(Collection<Attachment> value) {
            if (!value.isEmpty() || !aside.attachments().isEmpty()) {
                this.aside = aside.withAttachments(value);
            }
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
            return this;
        }

        /**
         * Says that it is another wording of a message that is there; for the engine.
         *
         * @param value that message's id
         * @param by who edits it
         * @return this
         */
        public Builder edits(MessageId value, User by) {
            this.edits = value;
            this.editor = by;
            return this;
        }

        /**
         * Checks and builds.
         *
         * @return the draft
         * @throws ChatException {@link ErrorCode#INVALID_MESSAGE}, naming every fault, for null, an empty text without attachments or half a surrogate pair in it, an invalid client message
         *     id, metadata, mentions or attachments; {@link ErrorCode#MESSAGE_TOO_LONG} for a text of more than {@value MessageDraft#MAX_TEXT} characters
         */
        public MessageDraft build() {
            String faults =
                    MessageRules.both(MessageRules.present("roomId", roomId), MessageRules.present("author", author));
            faults = MessageRules.both(faults, MessageRules.text(text, aside));
            faults = MessageRules.both(faults, MessageRules.clientMessageId(clientMessageId));
            faults = MessageRules.both(faults, MessageRules.metadata(metadata));
            faults = MessageRules.both(faults, aside.faults());
            MessageRules.require(faults, text);
            metadata = Map.copyOf(metadata);
            aside = aside.checked();
            return new MessageDraft(this);
        }
    }
}
