package dev.parlance.protocol.json;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** What was written as JSON, in UTF-8. */
public final class JsonBytes extends OutputStream {
    private static final int SMALL = 64 * 1024;
    /** As long as a long history. A longer buffer is made anew each time; one that is made anew for each answer would keep the garbage collector busy, which halts everybody. */
    private static final int MAX_KEPT = 1024 * 1024;
    /** After so many short texts in a row a thread keeps a small buffer again. */
    private static final int SHORT_ONES = 256;

    private static final ThreadLocal<JsonBytes> LOCAL = ThreadLocal.withInitial(JsonBytes::new);
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private byte[] bytes = new byte[1024];
    private int length;
    private int shortOnes;

    private JsonBytes() {}

    /**
     * Writes JSON.
     *
     * @param content what writes it; must not write other JSON by this method meanwhile
     * @return the bytes, the calling thread's own until it writes again
     */
    public static JsonBytes write(Consumer<JsonGenerator> content) {
        return write(content, Consumer::accept);
    }

    /**
     * Writes a value as JSON; on the road of every message, so nothing is made for it.
     *
     * @param <T> what it is
     * @param value what
     * @param words how it is written; must not write other JSON by this method meanwhile
     * @return the bytes, the calling thread's own until it writes again
     */
    public static <T> JsonBytes write(T value, BiConsumer<? super T, JsonGenerator> words) {
        JsonBytes target = LOCAL.get();
        target.clear();
        try (JsonGenerator json = generator(target)) {
            words.accept(value, json);
        }
        return target;
    }

    /**
     * Writes JSON elsewhere.
     *
     * @param target where to
     * @return what writes it; closing it closes the target
     */
    public static JsonGenerator generator(OutputStream target) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), target);
    }

    /**
     * Where they stand.
     *
     * @return an array that begins with them
     */
    public byte[] array() {
        return bytes;
    }

    /**
     * How many.
     *
     * @return 1 or more
     */
    public int length() {
        return length;
    }

    /**
     * How many were written so far.
     *
     * @param json as given to what writes the content
     * @return bytes, 0 or more
     */
    public static int lengthOf(JsonGenerator json) {
        json.flush();
        return ((JsonBytes) json.streamWriteOutputTarget()).length;
    }

    /**
     * A copy that lasts.
     *
     * @return exactly the bytes
     */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void clear() {
        if (bytes.length > SMALL) {
            shortOnes = length > SMALL ? 0 : shortOnes + 1;
            if (bytes.length > MAX_KEPT || shortOnes > SHORT_ONES) {
                bytes = new byte[1024];
                shortOnes = 0;
            }
        }
        length = 0;
    }

    @Override
    public void write(int b) {
        ensure(1);
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        ensure(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
