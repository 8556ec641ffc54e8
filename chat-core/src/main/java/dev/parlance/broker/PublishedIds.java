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

    /** What one takes in memory, but for the letters of its id: key, receipt and fingerprint. */
    private static final int ENTRY = 384;

    private @Nullable Map<Key, Seen> seen;
    private long bytes;

    long bytes() {
        return bytes;
    }

    /** Forgets the oldest until they take no more than this. */
    void shorten(long most) {
        Map<Key, Seen> known = seen;
        if (known != null && bytes > most) {
            Iterator<Map.Entry<Key, Seen>> each = known.entrySet().iterator();
            while (bytes > most && each.hasNext()) {
                bytes -= size(each.next().getKey());
                each.remove();
            }
        }
    }

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
        Key key = key(draft);
        if (known.put(key, new Seen(receipt, draft.fingerprint(), now)) == null) {
            bytes += size(key);
        }
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

    private void forget(Map<Key, Seen> known, Instant now) {
        Instant oldest = now.minus(ChatBroker.IDEMPOTENCY_WINDOW);
        Iterator<Map.Entry<Key, Seen>> each = known.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Key, Seen> first = each.next();
            boolean expired = !first.getValue().at().isAfter(oldest);
            if (!expired && known.size() <= ChatBroker.IDEMPOTENCY_CAPACITY) {
                return;
            }
            each.remove();
            bytes -= size(first.getKey());
        }
    }

    private static long size(Key key) {
        return ENTRY + 2L * key.clientMessageId().length();
    }

    private static Key key(MessageDraft draft) {
        return new Key(draft.author().id(), draft.clientMessageId().orElseThrow());
    }
}
