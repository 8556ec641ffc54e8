package dev.parlance.policy;

import dev.parlance.model.ChatException;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Nobody says the same twice in a row in one room within a time. The same message once more, under its client message id, is no repeat, nor is an edit. */
final class RepeatRule implements TextRule {
    private static final int PARTS = 16;
    private static final int SPEAKERS_A_PART = 1_024;

    private final Part[] parts =
            IntStream.range(0, PARTS).mapToObj(i -> new Part()).toArray(Part[]::new);
    private final long nanos;
    private final LongSupplier ticker;

    RepeatRule(Duration within, LongSupplier ticker) {
        this.nanos = within.toNanos();
        this.ticker = ticker;
    }

    private record Speaker(RoomId roomId, UserId userId) {}

    private record Said(String text, @Nullable String clientMessageId, long at) {}

    /** The last words of some speakers, those who spoke last; under its own lock. */
    private static final class Part extends LinkedHashMap<Speaker, Said> {
        private static final long serialVersionUID = 1L;

        Part() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Speaker, Said> eldest) {
            return size() > SPEAKERS_A_PART;
        }
    }

    @Override
    public String apply(MessageDraft draft, String text) {
        if (draft.edits().isPresent() || !draft.attachments().isEmpty()) { // two files under one text are no repeat
            return text;
        }
        Speaker speaker = new Speaker(draft.roomId(), draft.author().id());
        Said now = new Said(text, draft.clientMessageId().orElse(null), ticker.getAsLong());
        Part part = parts[(speaker.hashCode() & Integer.MAX_VALUE) % PARTS];
        Said before;
        synchronized (part) {
            before = part.put(speaker, now);
        }
        if (before != null && isRepeat(before, now)) {
            throw ChatException.refused(TextRules.REPEAT, "you have just said that");
        }
        return text;
    }

    private boolean isRepeat(Said before, Said now) {
        boolean again =
                now.clientMessageId() != null && Objects.equals(now.clientMessageId(), before.clientMessageId());
        return !again && now.text().equals(before.text()) && now.at() - before.at() < nanos;
    }
}
