package dev.parlance.websocket.engineio;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.websocket.http.Response;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several packets in the body of a request or of an answer: separated by U+001E, binary messages as {@link BinaryText}. */
final class Payload {
    private static final char SEPARATOR = '\u001e';
    private static final String CONTENT_TYPE = "text/plain; charset=UTF-8";
    private static final List<String> HEADERS = List.of("Cache-Control", "no-store");
    private static final Response OK = new Response(
            200, "text/html", "ok".getBytes(StandardCharsets.US_ASCII), HEADERS); // as the reference answers

    private Payload() {}

    /** The answer to a request that brought packets. */
    static Response taken() {
        return OK;
    }

    static Response of(EncodedFrame frame) {
        return of(List.of(frame));
    }

    /** The answer to a poll. */
    static Response of(List<EncodedFrame> frames) {
        int size = 0;
        for (EncodedFrame frame : frames) {
            size += frame.size();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(size);
        for (EncodedFrame frame : frames) {
            if (body.size() > 0) {
                body.write(SEPARATOR);
            }
            ByteBuffer payload = Packets.payload(Packets.isBinary(frame) ? BinaryText.frame(frame) : frame);
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            body.write(bytes, 0, bytes.length);
        }
        return new Response(200, CONTENT_TYPE, body.toByteArray(), HEADERS);
    }

    /** The packets of a request's body, or null if it is not UTF-8 or has more of them than it may. */
    static @Nullable List<String> packets(byte[] body, int maxPackets) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
        List<String> packets = new ArrayList<>(1);
        int start = 0;
        for (int end = text.indexOf(SEPARATOR); end >= 0; end = text.indexOf(SEPARATOR, start)) {
            packets.add(text.substring(start, end));
            if (packets.size() == maxPackets) {
                return null;
            }
            start = end + 1;
        }
        packets.add(text.substring(start));
        return packets;
    }
}
