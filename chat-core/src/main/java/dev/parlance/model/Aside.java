package dev.parlance.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What few messages have: kept behind one field, so that a plain message takes no more room for it. Immutable once {@link #checked}; before that it holds what a builder was given.
 *
 * @param contentOffset where the content was changed last, 0 if that is the message's last change
 */
record Aside(
        long contentOffset,
        @Nullable MessageId replyTo,
        List<UserId> mentions,
        boolean mentionsRoom,
        @Nullable Instant pinnedAt,
        Map<String, Integer> reactionCounts,
        Map<String, List<UserId>> reactions,
        @Nullable ThreadSummary thread,
        List<Attachment> attachments) {
    static final Aside NONE = new Aside(0, null, List.of(), false, null, Map.of(), Map.of(), null, List.of());

    Aside withContentOffset(long value) {
        return value == contentOffset
                ? this
                : new Aside(
                        value,
                        replyTo,
                        mentions,
                        mentionsRoom,
                        pinnedAt,
                        reactionCounts,
                        reactions,
                        thread,
                        attachments);
    }

    Aside withReplyTo(@Nullable MessageId value) {
        return new Aside(
                contentOffset, value, mentions, mentionsRoom, pinnedAt, reactionCounts, reactions, thread, attachments);
    }

    Aside withMentions(Collection<UserId> value) {
        List<UserId> each = new ArrayList<>(new LinkedHashSet<>(value));
        return new Aside(
                contentOffset, replyTo, each, mentionsRoom, pinnedAt, reactionCounts, reactions, thread, attachments);
    }

    Aside withMentionsRoom(boolean value) {
        return new Aside(
                contentOffset, replyTo, mentions, value, pinnedAt, reactionCounts, reactions, thread, attachments);
    }

    Aside withPinnedAt(@Nullable Instant value) {
        return new Aside(
                contentOffset, replyTo, mentions, mentionsRoom, value, reactionCounts, reactions, thread, attachments);
    }

    Aside withReactions(Map<String, Integer> counts, Map<String, List<UserId>> listed) {
        return new Aside(contentOffset, replyTo, mentions, mentionsRoom, pinnedAt, counts, listed, thread, attachments);
    }

    Aside withThread(@Nullable ThreadSummary value) {
        return new Aside(
                contentOffset,
                replyTo,
                mentions,
                mentionsRoom,
                pinnedAt,
                reactionCounts,
                reactions,
                value,
                attachments);
    }

    Aside withAttachments(Collection<Attachment> value) {
        List<Attachment> each = value.isEmpty() ? List.of() : new ArrayList<>(value);
        return new Aside(
                contentOffset, replyTo, mentions, mentionsRoom, pinnedAt, reactionCounts, reactions, thread, each);
    }

    /** What is left of it when the message is deleted: what it answers, and what answers it. */
    Aside deleted() {
        return isSilent()
                ? this
                : NONE.withContentOffset(contentOffset).withReplyTo(replyTo).withThread(thread);
    }

    /** Whether it has nothing that a deleted message must not have. */
    boolean isSilent() {
        return mentions.isEmpty()
                && !mentionsRoom
                && pinnedAt == null
                && attachments.isEmpty()
                && reactionCounts.isEmpty()
                && reactions.isEmpty();
    }

    /** Returns what is wrong with it, or null. */
    @Nullable
    String faults() {
        if (equals(NONE)) {
            return null;
        }
        String faults = MessageRules.both(MessageRules.mentions(mentions), MessageRules.instant("pinnedAt", pinnedAt));
        faults = MessageRules.both(faults, MessageRules.attachments(attachments));
        return MessageRules.both(faults, MessageRules.reactions(reactionCounts, reactions));
    }

    /** The same without what is beyond the bounds of what is listed; its own for ever. */
    Aside checked() {
        if (equals(NONE)) {
            return NONE;
        }
        Map<String, Integer> counts = Collections.unmodifiableMap(new LinkedHashMap<>(reactionCounts));
        return new Aside(
                contentOffset,
                replyTo,
                List.copyOf(mentions),
                mentionsRoom,
                pinnedAt,
                counts,
                listed(counts, reactions),
                thread,
                List.copyOf(attachments));
    }

    /** The first few of each kind, in the order of the kinds, as long as there is room for their ids. */
    private static Map<String, List<UserId>> listed(Map<String, Integer> counts, Map<String, List<UserId>> reactions) {
        Map<String, List<UserId>> listed = new LinkedHashMap<>();
        int room = Message.MAX_LISTED_CHARACTERS;
        for (String reaction : counts.keySet()) {
            List<UserId> first = new ArrayList<>();
            for (UserId user : reactions.getOrDefault(reaction, List.of())) {
                if (first.size() == Message.MAX_LISTED_REACTORS || user.value().length() > room) {
                    break;
                }
                room -= user.value().length();
                first.add(user);
            }
            listed.put(reaction, List.copyOf(first));
        }
        return Collections.unmodifiableMap(listed);
    }

    /** How many reacted with each, if these are all of them. */
    static Map<String, Integer> sizes(Map<String, List<UserId>> reactions) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        reactions.forEach((reaction, users) -> sizes.put(reaction, users.size()));
        return sizes;
    }

    /** For logs and failures; bounded, and different for all that differ. */
    void describe(StringBuilder words) {
        if (contentOffset > 0) {
            words.append(" said at ").append(contentOffset);
        }
        if (replyTo != null) {
            words.append(" to ").append(replyTo);
        }
        if (!mentions.isEmpty() || mentionsRoom) {
            words.append(mentionsRoom ? " for all and " : " for ").append(Excerpt.of(mentions.toString()));
        }
        if (pinnedAt != null) {
            words.append(" pinned ").append(pinnedAt);
        }
        if (!reactionCounts.isEmpty()) {
            words.append(" reactions ").append(Excerpt.of(reactionCounts.toString() + reactions));
        }
        if (!attachments.isEmpty()) {
            words.append(" has ").append(Excerpt.of(attachments.toString()));
        }
        if (thread != null) {
            words.append(" with ").append(thread);
        }
    }
}
