package dev.parlance.protocol.words;

import dev.parlance.model.Message;
import dev.parlance.protocol.json.JsonBytes;
import dev.parlance.transport.LongAnswers;
import dev.parlance.transport.LongText;
import dev.parlance.transport.OwnReactions;
import dev.parlance.transport.ServerReply;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/** An answer with a long history. It holds the messages, which the room's log has in common with all who ask, and writes each when the client is about to read it. */
public final class MessagesText implements LongText {
    private static final int LONG = 64 * 1024;

    private final byte[] before;
    private final List<Message> messages;
    private final OwnReactions own;
    /** Where each message ends, counted from the first one's begin; commas stand before all but the first. */
    private final int[] ends;

    private final byte[] after;

    private MessagesText(byte[] before, List<Message> messages, OwnReactions own, int[] ends, byte[] after) {
        this.before = before;
        this.messages = messages;
        this.own = own;
        this.ends = ends;
        this.after = after;
        Math.addExact(Math.addExact(before.length, after.length), body());
    }

    private static List<Message> messages(ServerReply reply) {
        if (reply instanceof ServerReply.History history) {
            return history.page().messages();
        }
        if (reply instanceof ServerReply.Messages some) {
            return some.page().messages();
        }
        return reply instanceof ServerReply.Joined joined ? joined.messages() : List.of();
    }

    /**
     * Whether an answer is worth being written twice, once for its length and once when it is sent.
     *
     * @param reply which
     * @return true for a long history
     */
    public static boolean isLong(ServerReply reply) {
        return LongAnswers.bytes(messages(reply)) > LONG;
    }

    /**
     * Makes the text of an answer that {@linkplain #isLong is long}.
     *
     * @param reply which
     * @param words writes it: all but the messages, for which it is given what takes their place
     * @return the text; the same as if it had been written whole
     */
    public static MessagesText of(ServerReply reply, BiConsumer<MessageList, JsonGenerator> words) {
        int[] cut = {0};
        OwnReactions[] own = {OwnReactions.SAID};
        MessageList none = (left, mine, json) -> {
            own[0] = mine;
            json.writeStartArray();
            cut[0] = JsonBytes.lengthOf(json);
            json.writeEndArray();
        };
        JsonBytes text = JsonBytes.write(json -> words.accept(none, json));
        byte[] before = Arrays.copyOf(text.array(), cut[0]);
        byte[] after = Arrays.copyOfRange(text.array(), cut[0], text.length());
        List<Message> messages = messages(reply);
        int[] ends = new int[messages.size()];
        int end = -1; // no comma before the first
        for (int i = 0; i < ends.length; i++) {
            end = Math.addExact(end, 1 + write(messages.get(i), own[0]).length());
            ends[i] = end;
        }
        return new MessagesText(before, messages, own[0], ends, after);
    }

    private static JsonBytes write(Message message, OwnReactions own) {
        return JsonBytes.write(json -> MessageWriter.present(message, own, json));
    }

    private int body() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    @Override
    public int length() {
        return before.length + body() + after.length;
    }

    @Override
    public void copyTo(int offset, ByteBuffer target) {
        int at = offset; // in what comes next
        if (at < before.length) {
            at += put(before, at, before.length, target);
        }
        at -= before.length;
        for (int i = indexAt(at); i < ends.length && target.hasRemaining(); i++) {
            JsonBytes message = write(messages.get(i), own);
            int begin = ends[i] - message.length();
            if (at < begin) {
                target.put((byte) ',');
                at = begin;
            }
            at += put(message.array(), at - begin, message.length(), target);
        }
        if (at >= body()) {
            put(after, at - body(), after.length, target);
        }
    }

    /** The first message that ends behind a place. */
    private int indexAt(int place) {
        int found = Arrays.binarySearch(ends, place + 1);
        return found >= 0 ? found : -found - 1;
    }

    private static int put(byte[] bytes, int from, int end, ByteBuffer target) {
        int count = Math.min(end - from, target.remaining());
        target.put(bytes, from, count);
        return count;
    }
}
