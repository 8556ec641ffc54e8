package dev.parlance.websocket.tck;

import dev.parlance.websocket.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A WebSocket that reads only when it is told to, and can be silent, rude, or gone. */
final class WebSocketLine {
    private static final RawClient.Frame ENDED = new RawClient.Frame(RawClient.CLOSE, new byte[0], true);

    private final RawClient client;
    private RawClient.@Nullable Frame end;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private boolean closed;
    boolean silent;

    WebSocketLine(RawClient client) {
        this.client = client;
    }

    void send(String text) throws IOException {
        client.text(text);
    }

    /** Says something, unless it has ended or is silent. */
    void trySend(String text) {
        answer(RawClient.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A frame with reserved bits, without a mask. */
    void breakFraming() throws IOException {
        client.send(new byte[] {(byte) 0xf1, 0});
    }

    /** The next text or close; a close without a code if the line just ended. Pings are answered. */
    RawClient.@Nullable Frame read(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (end == null) {
            if (!client.hears(Duration.ofNanos(deadline - System.nanoTime()))) {
                return null;
            }
            RawClient.Frame frame;
            try {
                frame = client.read();
            } catch (IOException e) {
                end = ENDED;
                break;
            }
            if (frame.opcode() == RawClient.TEXT || frame.opcode() == RawClient.CONTINUATION) {
                text.write(frame.payload());
                if (frame.isLast()) {
                    byte[] whole = text.toByteArray();
                    text.reset();
                    return new RawClient.Frame(RawClient.TEXT, whole, true);
                }
            }
            if (frame.opcode() == RawClient.PING) {
                answer(RawClient.PONG, frame.payload());
            } else if (frame.opcode() == RawClient.CLOSE) {
                end = frame;
                answer(RawClient.CLOSE, frame.payload());
            }
        }
        return end;
    }

    private void answer(int opcode, byte[] payload) {
        if (!silent) {
            try {
                client.send(RawClient.frame(RawClient.FIN | opcode, payload));
            } catch (IOException e) {
                // it has ended, as the next reading shows
            }
        }
    }

    void vanish() throws IOException {
        closed = true;
        client.vanish();
    }

    void close(byte[] goodbye) throws IOException {
        if (!closed) {
            closed = true;
            answer(RawClient.CLOSE, goodbye);
            client.close();
        }
    }
}
