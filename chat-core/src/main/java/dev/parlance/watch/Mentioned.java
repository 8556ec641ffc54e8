package dev.parlance.watch;

import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.UserId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a message mentions in one of its states: whom it names but for its author, nobody once it is deleted. Immutable.
 *
 * @param contentOffset which state, see {@link Message#contentOffset}
 * @param named in the order of the message
 * @param ofRoom whether it mentions the whole room, too: then it counts for everyone as that, once
 */
record Mentioned(long contentOffset, Set<UserId> named, boolean ofRoom) {
    /** Before there is a message. */
    static final Mentioned NOBODY = new Mentioned(0, Set.of(), false);

    static Mentioned by(MessageDraft draft, Receipt receipt) {
        return new Mentioned(
                receipt.position().offset(),
                others(draft.mentions(), draft.author().id()),
                draft.mentionsRoom());
    }

    static Mentioned by(Message message) {
        return new Mentioned(
                message.contentOffset(),
                others(message.mentions(), message.author().id()),
                message.mentionsRoom());
    }

    private static Set<UserId> others(List<UserId> mentions, UserId author) {
        Set<UserId> others = new LinkedHashSet<>(mentions);
        others.remove(author);
        return others;
    }

    /** For whom it counts as a mention of their own. */
    Set<UserId> counted() {
        return ofRoom ? Set.of() : named;
    }

    /** Whether another state mentions the same. */
    boolean isAs(Mentioned other) {
        return named.equals(other.named) && counted().equals(other.counted());
    }

    static Set<UserId> without(Set<UserId> some, Set<UserId> others) {
        Set<UserId> rest = new LinkedHashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    static Set<UserId> both(Set<UserId> some, Set<UserId> others) {
        Set<UserId> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
