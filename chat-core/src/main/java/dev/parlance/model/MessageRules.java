package dev.parlance.model;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message may be, whoever writes it: a client, an interceptor, the host, a store that reads it again. Drafts and messages are built through here, so
 * one that breaks a rule cannot exist. How long a text may be on one service is {@code ChatLimits.maxMessageLength}, asked on every road through the engine.
 */
final class MessageRules {
    /** The last moment that every encoding of a message can say. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private MessageRules() {}

    /** Returns what is wrong with a text that is said, or null: with attachments a message may do without one. */
    static @Nullable String text(@Nullable String text, Aside aside) {
        return text != null && text.isBlank() && !aside.attachments().isEmpty() ? bounded(text) : text(text);
    }

    /** Returns what is wrong with a text that is said alone, or null. */
    static @Nullable String text(@Nullable String text) {
        return text == null || text.isBlank() ? "a message must not be empty" : bounded(text);
    }

    /** Returns what is wrong with a text that may be empty, or null. */
    static @Nullable String bounded(String text) {
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

    static @Nullable String mentions(List<UserId> users) {
        if (users.stream().anyMatch(Objects::isNull)) {
            return "mentions must not have null in it";
        }
        return users.size() > Message.MAX_MENTIONS
                ? "a message must mention at most " + Message.MAX_MENTIONS + " users, this one mentions " + users.size()
                : null;
    }

    static @Nullable String attachments(List<Attachment> files) {
        if (files.stream().anyMatch(Objects::isNull)) {
            return "attachments must not have null in it";
        }
        if (files.size() > Message.MAX_ATTACHMENTS) {
            return "a message must have at most " + Message.MAX_ATTACHMENTS + " attachments, this one has "
                    + files.size();
        }
        return files.stream().map(Attachment::fileId).distinct().count() == files.size()
                ? null
                : "a message must name each file once";
    }

    static @Nullable String reactions(Map<String, Integer> counts, Map<String, List<UserId>> listed) {
        if (counts.size() > Message.MAX_REACTIONS) {
            return "a message must have at most " + Message.MAX_REACTIONS + " different reactions, this one has "
                    + counts.size();
        }
        String faults = counts.keySet().equals(listed.keySet()) ? null : "reactions must be counted, each of them";
        long all = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            String reaction = entry.getKey();
            int count = entry.getValue();
            faults = both(faults, reaction(reaction));
            faults = both(faults, reactors(reaction, count, listed.get(reaction)));
            all += count;
        }
        if (all > Message.MAX_REACTORS) {
            String fault = "a message must have at most " + Message.MAX_REACTORS + " reactions, this one has " + all;
            faults = both(faults, fault);
        }
        return faults;
    }

    static @Nullable String reaction(@Nullable String reaction) {
        return TextFaults.fault("a reaction", reaction == null ? "" : reaction, Message.MAX_REACTION);
    }

    private static @Nullable String reactors(String reaction, int count, @Nullable List<UserId> users) {
        boolean isWell =
                users != null && count > 0 && users.size() <= count && new HashSet<>(users).size() == users.size();
        return isWell
                ? null
                : "the reaction " + reaction + " must name its users, each once, and no more than it counts";
    }

    /** What is left of a deleted message is its place, and its place among others. */
    static @Nullable String deleted(@Nullable String text, @Nullable Map<String, String> metadata, Aside aside) {
        boolean silent = text != null && text.isEmpty() && metadata != null && metadata.isEmpty() && aside.isSilent();
        return silent
                ? null
                : "a deleted message stays deleted: it has no text, metadata, mentions, attachments, pin or reactions";
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
