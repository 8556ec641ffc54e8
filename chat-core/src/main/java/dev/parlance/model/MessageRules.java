package dev.parlance.model;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message may be, whoever writes it: a client, an interceptor, the host, a store that reads it again. Drafts and messages are built through here, so
 * one that breaks a rule cannot exist. How long a text may be on one service is {@code ChatLimits.maxMessageLength}, asked on every road through the engine.
 */
final class MessageRules {
    /** The last moment that every encoding of a message can say. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private MessageRules() {}

    /** Returns what is wrong with a text that is said, or null. */
    static @Nullable String text(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return "a message must not be empty";
        }
        if (text.length() > MessageDraft.MAX_TEXT) {
            return "a message must have at most " + MessageDraft.MAX_TEXT + " characters, this one has "
                    + text.length();
        }
        return TextFaults.brokenFault("a message", text);
    }

    static @Nullable String clientMessageId(@Nullable String id) {
        return id == null ? null : TextFaults.fault("a clientMessageId", id, MessageDraft.MAX_CLIENT_MESSAGE_ID);
    }

    static @Nullable String metadata(@Nullable Map<String, String> map) {
        if (map == null) {
            return "metadata must not be null";
        }
        if (map.size() > MessageDraft.MAX_METADATA_ENTRIES) {
            return "metadata must have at most " + MessageDraft.MAX_METADATA_ENTRIES + " entries, this one has "
                    + map.size();
        }
        String faults = null;
        for (Map.Entry<String, String> entry : map.entrySet()) {
            faults = both(faults, metadata(entry.getKey(), entry.getValue()));
        }
        return faults;
    }

    private static @Nullable String metadata(@Nullable String key, @Nullable String value) {
        if (key == null || value == null) {
            return "metadata must not have null in it";
        }
        String fault = TextFaults.fault("a metadata key", key, MessageDraft.MAX_METADATA_KEY);
        if (fault != null) {
            return fault;
        }
        String what = "the metadata value of \"" + key + "\"";
        return value.length() > MessageDraft.MAX_METADATA_VALUE
                ? what + " must have at most " + MessageDraft.MAX_METADATA_VALUE + " characters"
                : TextFaults.brokenFault(what, value);
    }

    static @Nullable String reactions(@Nullable Map<String, List<UserId>> reactions) {
        if (reactions == null) {
            return "reactions must not be null";
        }
        if (reactions.size() > Message.MAX_REACTIONS) {
            return "a message must have at most " + Message.MAX_REACTIONS + " different reactions, this one has "
                    + reactions.size();
        }
        String faults = null;
        long users = 0;
        for (Map.Entry<String, List<UserId>> entry : reactions.entrySet()) {
            String reaction = entry.getKey();
            List<UserId> by = entry.getValue();
            faults = both(
                    faults, TextFaults.fault("a reaction", reaction == null ? "" : reaction, Message.MAX_REACTION));
            if (by == null || by.isEmpty() || new HashSet<>(by).size() < by.size()) {
                faults = both(faults, "the reaction " + reaction + " must name its users, each once");
            } else {
                users += by.size();
            }
        }
        if (users > Message.MAX_REACTION_USERS) {
            faults = both(
                    faults,
                    "the reactions to a message must be of at most " + Message.MAX_REACTION_USERS
                            + " users together, these are of " + users);
        }
        return faults;
    }

    /** What is left of a deleted message is its place. */
    static @Nullable String deleted(
            @Nullable String text,
            @Nullable Map<String, String> metadata,
            @Nullable Map<String, List<UserId>> reactions) {
        boolean silent = text != null
                && text.isEmpty()
                && metadata != null
                && metadata.isEmpty()
                && reactions != null
                && reactions.isEmpty();
        return silent ? null : "a deleted message stays deleted: it has no text, metadata or reactions";
    }

    static @Nullable String present(String what, @Nullable Object value) {
        return value == null ? what + " must not be null" : null;
    }

    static @Nullable String instant(String what, @Nullable Instant value) {
        return value == null || isSayable(value) ? null : what + " must be in the years 1970 to 9999";
    }

    static boolean isSayable(Instant value) {
        return !value.isBefore(Instant.EPOCH) && !value.isAfter(LAST);
    }

    /** Two faults in one text; each may be null for none. */
    static @Nullable String both(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one + "; " + other;
    }

    /** Throws if there is a fault. */
    static void require(@Nullable String faults, @Nullable String text) {
        if (faults != null) {
            boolean tooLong = text != null && text.length() > MessageDraft.MAX_TEXT;
            throw new ChatException(tooLong ? ErrorCode.MESSAGE_TOO_LONG : ErrorCode.INVALID_MESSAGE, faults);
        }
    }
}
