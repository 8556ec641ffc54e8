package dev.parlance.redis;

import dev.parlance.model.HistoryPage;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of what a room's keys hold. An entry of the log is {@code 1 epoch stamp previous number body}, with the offset of the post as its id; a
 * change is {@code 1 epoch offset post number deleted body}, under the offset of the post. The first word is the version of the format.
 */
final class LogReader {
    private LogReader() {}

    static Message entry(RoomId room, long offset, byte[] entry) {
        Bytes words = new Bytes(entry);
        words.word();
        String epoch = words.word();
        long stamp = words.number();
        words.word();
        words.word();
        return MessageJson.message(words, room, epoch, offset, stamp, offset);
    }

    static Message change(RoomId room, byte[] change) {
        Bytes words = new Bytes(change);
        words.word();
        String epoch = words.word();
        long offset = words.number();
        long post = words.number();
        words.word();
        words.word();
        return MessageJson.message(words, room, epoch, post, 0, offset);
    }

    static HistoryPage page(RoomId room, @Nullable Object answer) {
        if (answer instanceof byte[]) {
            Refusals.words(answer);
        }
        List<?> parts = Link.list(answer);
        List<Message> messages = new ArrayList<>(parts.size() / 3);
        for (int i = 3; i < parts.size(); i += 3) {
            byte[] changed = (byte[]) parts.get(i + 2);
            messages.add(
                    changed.length > 0
                            ? change(room, changed)
                            : entry(room, number(parts.get(i)), (byte[]) parts.get(i + 1)));
        }
        return new HistoryPage(messages, number(parts.get(2)) == 1, position(parts));
    }

    static Optional<Message> message(RoomId room, long offset, @Nullable Object answer) {
        List<?> parts = Link.list(answer);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        byte[] changed = (byte[]) parts.get(1);
        return Optional.of(changed.length > 0 ? change(room, changed) : entry(room, offset, (byte[]) parts.get(0)));
    }

    static Missed missed(RoomId room, @Nullable Object answer) {
        List<?> parts = Link.list(answer);
        int entries = (int) number(parts.get(7));
        int firstChange = 8 + 2 * entries;
        Map<Long, Message> changes = new HashMap<>();
        for (int i = firstChange; i < parts.size(); i++) {
            Message changed = change(room, (byte[]) parts.get(i));
            changes.put(changed.position().offset(), changed);
        }
        List<Message> messages = new ArrayList<>(entries + changes.size());
        for (int i = 8; i < firstChange; i += 2) {
            long offset = number(parts.get(i));
            Message changed = changes.remove(offset);
            messages.add(changed == null ? entry(room, offset, (byte[]) parts.get(i + 1)) : changed);
        }
        messages.addAll(changes.values());
        messages.sort(Comparator.comparingLong(Message::changeOffset));
        return new Missed(
                messages,
                number(parts.get(3)) == 1,
                number(parts.get(4)) == 1,
                position(parts),
                number(parts.get(5)),
                Link.text(parts.get(6)));
    }

    private static Position position(List<?> parts) {
        return new Position(Link.text(parts.get(0)), number(parts.get(1)));
    }

    private static long number(@Nullable Object part) {
        return part instanceof Long number ? number : Long.parseLong(Link.text(part));
    }

    static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
