package dev.parlance.websocket.engineio;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FramePriority;
import dev.parlance.websocket.rfc6455.Frames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Binary messages where only text goes: a {@code b}, and behind it Base64. What is sent is the standard's (RFC 4648, section 4). What clients send is any of
 * the forms that their encoders make: the alphabet may be that for URLs, padding may be missing, and line breaks and blanks between say nothing. Any other
 * character, or padding that is not at the end, is no Base64.
 */
final class BinaryText {
    static final char MARK = 'b';

    private static final int MOST_PADDING = 2;

    private BinaryText() {}

    /** Makes a text frame of a binary one. */
    static EncodedFrame frame(EncodedFrame binary) {
        ByteBuffer encoded = Base64.getEncoder().encode(Packets.payload(binary));
        ByteBuffer text =
                ByteBuffer.allocate(1 + encoded.remaining()).put((byte) MARK).put(encoded);
        return Frames.text(text.array(), text.position(), FramePriority.ESSENTIAL);
    }

    /** The message of a packet that begins with the mark, or null if it is not Base64. */
    static @Nullable ByteBuffer decode(String packet) {
        byte[] given = packet.getBytes(StandardCharsets.ISO_8859_1);
        int length = 0;
        for (int i = 1; i < given.length; i++) {
            switch (given[i]) {
                case '\r', '\n', ' ', '\t' -> {} // MIME breaks lines (RFC 2045, section 6.8)
                case '-' -> given[length++] = '+';
                case '_' -> given[length++] = '/';
                default -> given[length++] = given[i]; // the decoder refuses what is in no alphabet
            }
        }
        int padding = 0;
        while (padding < MOST_PADDING && length > 0 && given[length - 1] == '=') {
            length--;
            padding++;
        }
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(Arrays.copyOf(given, length)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
