package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which client message ids a room has seen within the window, so that sending again is safe. */
final class PublishedIds {
    private record Key(UserId author, String clientMessageId) {}

    private record Seen(Receipt receipt, String fingerprint, Instant at) {}

    private @Nullable Map<Key, Seen> seen;

    Optional<Receipt> find(MessageDraft draft, Instant now) {
        Map<Key, Seen> known = seen;
        if (known == null || draft.clientMessageId().isEmpty()) {
            return Optional.empty();
        }
        forget(known, now);
        Seen first = known.get(key(draft));
        if (first == null) {
            return Optional.empty();
        }
        if (!first.fingerprint().equals(draft.fingerprint())) {
            throw new ChatException(ErrorCode.ID_CONFLICT, "this clientMessageId stands for another message already");
        }
        return Optional.of(first.receipt());
    }

    void add(MessageDraft draft, Receipt receipt, Instant now) {
        if (draft.clientMessageId().isEmpty()) {
            return;
        }
        Map<Key, Seen> known = seen;
        if (known == null) {
            known = new LinkedHashMap<>();
            seen = known;
        }
        known.put(key(draft), new Seen(receipt, draft.fingerprint(), now));
        forget(known, now);
    }

    void forgetExpired(Instant now) {
        Map<Key, Seen> known = seen;
        if (known != null) {
            forget(known, now);
            if (known.isEmpty()) {
                seen = null;
            }
        }
    }

    private static void forget(Map<Key, Seen> known, Instant now) {
        Instant oldest = now.minus(ChatBroker.IDEMPOTENCY_WINDOW);
        Iterator<Seen> each = known.values().iterator();
        while (each.hasNext()) {
            boolean expired = !each.next().at().isAfter(oldest);
            if (!expired && known.size() <= ChatBroker.IDEMPOTENCY_CAPACITY) {
                return;
            }
            each.remove();
        }
    }

    private static Key key(MessageDraft draft) {
        return new Key(draft.author().id(), draft.clientMessageId().orElseThrow());
    }
}
