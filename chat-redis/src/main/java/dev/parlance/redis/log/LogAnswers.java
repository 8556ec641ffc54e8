package dev.parlance.redis.log;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.redis.form.Bodies;
import dev.parlance.redis.link.Replies;
import dev.parlance.redis.link.WordReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of what a room's keys hold. An entry of the log is {@code epoch stamp previous ticket body}, with the offset of the post as its id; a
 * change is {@code epoch offset post ticket deleted body}, under the offset of the post.
 */
public final class LogAnswers {
    private static final byte[] LOST = "!LOST".getBytes(StandardCharsets.US_ASCII);

    private LogAnswers() {}

    /** Makes a message of an entry, which it reads to the end. */
    public static Message entry(RoomId room, long offset, WordReader entry) {
        String epoch = entry.word();
        long stamp = entry.number();
        return Bodies.message(entry.skip().skip().rest(), room, epoch, offset, stamp, offset);
    }

    /** Makes a message of a change, which it reads to the end. */
    public static Message change(RoomId room, WordReader change) {
        String epoch = change.word();
        long offset = change.number();
        long post = change.number();
        return Bodies.message(change.skip().skip().rest(), room, epoch, post, 0, offset);
    }

    static HistoryPage page(RoomId room, HistoryQuery query, @Nullable Object answer) {
        if (answer instanceof byte[] refusal && Arrays.equals(refusal, LOST)) {
            throw new ChatException(
                    ErrorCode.POSITION_LOST, "the log of epoch " + query.epoch().orElse("") + " is lost");
        }
        List<?> parts = Replies.list(answer);
        List<Message> messages = new ArrayList<>(parts.size() / 3);
        for (int i = 3; i < parts.size(); i += 3) {
            byte[] changed = (byte[]) parts.get(i + 2);
            messages.add(
                    changed.length > 0
                            ? change(room, new WordReader(changed))
                            : entry(room, Replies.number(parts.get(i)), words(parts.get(i + 1))));
        }
        return new HistoryPage(messages, Replies.number(parts.get(2)) == 1, position(parts));
    }

    static Optional<Message> message(RoomId room, long offset, @Nullable Object answer) {
        List<?> parts = Replies.list(answer);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        byte[] changed = (byte[]) parts.get(1);
        return Optional.of(
                changed.length > 0 ? change(room, new WordReader(changed)) : entry(room, offset, words(parts.get(0))));
    }

    static Missed missed(RoomId room, @Nullable Object answer) {
        List<?> parts = Replies.list(answer);
        int entries = (int) Replies.number(parts.get(7));
        int firstChange = 8 + 2 * entries;
        Map<Long, Message> changes = new HashMap<>();
        for (int i = firstChange; i < parts.size(); i++) {
            Message changed = change(room, words(parts.get(i)));
            changes.put(changed.position().offset(), changed);
        }
        List<Message> messages = new ArrayList<>(entries + changes.size());
        for (int i = 8; i < firstChange; i += 2) {
            long offset = Replies.number(parts.get(i));
            Message changed = changes.remove(offset);
            messages.add(changed == null ? entry(room, offset, words(parts.get(i + 1))) : changed);
        }
        messages.addAll(changes.values());
        messages.sort(Comparator.comparingLong(Message::changeOffset));
        return new Missed(
                messages,
                Replies.number(parts.get(3)) == 1,
                Replies.number(parts.get(4)) == 1,
                position(parts),
                Replies.number(parts.get(5)),
                (byte[]) parts.get(6));
    }

    private static WordReader words(Object part) {
        return new WordReader((byte[]) part);
    }

    private static Position position(List<?> parts) {
        return new Position(Replies.text(parts.get(0)), Replies.number(parts.get(1)));
    }
}
