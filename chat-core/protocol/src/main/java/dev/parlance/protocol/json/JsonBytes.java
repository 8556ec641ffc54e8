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
    private static final int MAX_KEPT = 64 * 1024;
    private static final ThreadLocal<JsonBytes> LOCAL = ThreadLocal.withInitial(JsonBytes::new);
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private byte[] bytes = new byte[1024];
    private int length;

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
        target.length = 0;
        if (target.bytes.length > MAX_KEPT) {
            target.bytes = new byte[1024];
        }
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
     * A copy that lasts.
     *
     * @return exactly the bytes
     */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
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
