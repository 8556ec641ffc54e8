package dev.parlance.redis.log;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
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
 * Makes messages of what a room's keys hold. An entry of the log is {@code epoch stamp previous word body}, with the offset of the post as its id and {@code ticket/ending/replyTo/number} as its word; a change is {@code epoch offset
 * post word deleted body told} under the offset of the post, with {@code ticket/content/length/replyTo/number} as its word: where the content was changed last, and how long it is what others added. An earlier version writes the ticket
 * alone.
 */
public final class LogAnswers {
    private static final byte[] LOST = "!LOST".getBytes(StandardCharsets.US_ASCII);
    private static final int ENTRY = 4;
    private static final int CHANGE = 5;

    private LogAnswers() {}

    /** Makes a message of an entry, which it reads to the end. */
    public static Message entry(RoomId room, long offset, WordReader entry) {
        String epoch = entry.word();
        long stamp = entry.number();
        String[] word = entry.skip().word().split("/", -1);
        return Bodies.message(entry.rest(), room, epoch, offset, stamp, offset, message -> {
            if (word.length == ENTRY) {
                place(message, word[2], word[3]);
            }
        });
    }

    /** Makes a message of a change, which it reads to the end. */
    public static Message change(RoomId room, WordReader change) {
        return changed(room, change).message();
    }

    /** Makes an event of a change, which it reads to the end. */
    public static RoomEvent.Changed changed(RoomId room, WordReader change) {
        String epoch = change.word();
        long offset = change.number();
        long post = change.number();
        String[] word = change.word().split("/", -1);
        byte[] rest = change.skip().rest();
        int body = word.length == CHANGE ? rest.length - Integer.parseInt(word[2]) : rest.length;
        Additions told = Additions.read(Arrays.copyOfRange(rest, body, rest.length));
        byte[] form = body == rest.length ? rest : Arrays.copyOf(rest, body);
        Message message = Bodies.message(form, room, epoch, post, 0, offset, each -> {
            if (word.length == CHANGE) {
                place(each.contentOffset(Long.parseLong(word[1])), word[3], word[4]);
            }
            told.to(each);
        });
        return new RoomEvent.Changed(message, told.reaction());
    }

    private static void place(Message.Builder message, String replyTo, String number) {
        message.number(Long.parseLong(number));
        if (!replyTo.isEmpty()) {
            message.replyTo(new MessageId(replyTo));
        }
    }

    /** Reads messages that lie in threes from some place on: offset, entry, and change or nothing. */
    static List<Message> messages(RoomId room, List<?> parts, int from) {
        List<Message> messages = new ArrayList<>((parts.size() - from) / 3);
        for (int i = from; i < parts.size(); i += 3) {
            byte[] changed = (byte[]) parts.get(i + 2);
            messages.add(
                    changed.length > 0
                            ? change(room, new WordReader(changed))
                            : entry(room, Replies.number(parts.get(i)), words(parts.get(i + 1))));
        }
        return messages;
    }

    static HistoryPage page(RoomId room, HistoryQuery query, @Nullable Object answer) {
        if (answer instanceof byte[] refusal && Arrays.equals(refusal, LOST)) {
            throw new ChatException(
                    ErrorCode.POSITION_LOST, "the log of epoch " + query.epoch().orElse("") + " is lost");
        }
        List<?> parts = Replies.list(answer);
        return new HistoryPage(messages(room, parts, 3), Replies.number(parts.get(2)) == 1, position(parts));
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

    static Position position(List<?> parts) {
        return new Position(Replies.text(parts.get(0)), Replies.number(parts.get(1)));
    }
}
