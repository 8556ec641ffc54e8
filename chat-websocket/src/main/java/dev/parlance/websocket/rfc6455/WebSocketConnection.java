package dev.parlance.websocket.rfc6455;

import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.websocket.net.Chatter;
import dev.parlance.websocket.net.EventLoop;
import dev.parlance.websocket.net.Protocol;
import dev.parlance.websocket.net.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket connection behind its handshake: messages in, frames out, pings, closing. For its event loop only.
 *
 * <p>A connection whose peer reads so slowly that more than {@link WebSocketSettings#outboxBytes()} would wait is closed with 4000; one that breaks the
 * protocol with 1002, 1007 or 1009; one that sends pings or pongs without end with 4503; one of which nothing was heard for too long with 4001. Those are not listened to any more and have five seconds to
 * take their close frame. A peer that does nothing wrong has two seconds to answer one, counted from when it last took of what waits before it, thirty at most.
 *
 * <p>While something waits for the peer nothing further is taken from it: who asks for more than it reads waits for its own answers. The same while the endpoint
 * has paused it.
 */
public final class WebSocketConnection implements Protocol {
    private static final long LAST_WORD_MILLIS = 5_000;

    private final Wire wire;
    private final WebSocketSettings settings;
    private final FrameCodec codec;
    private final FrameReader reader = new FrameReader();
    private final EndpointCalls endpoint = new EndpointCalls();
    private final Liveness liveness;
    private final Chatter chatter = new Chatter();
    private @Nullable MessageAssembly begun;
    private @Nullable ByteBuffer pingToAnswer;
    private @Nullable ByteBuffer held;
    private boolean paused;
    private boolean closing;
    private boolean deaf;

    WebSocketConnection(Wire wire, WebSocketSettings settings) {
        this.wire = wire;
        this.settings = settings;
        this.codec = FrameCodec.local();
        this.liveness = new Liveness(System.nanoTime());
        wire.maxWaiting(settings.outboxBytes());
    }

    void open(WebSocketEndpoint with) {
        endpoint.begin(with);
        call(WebSocketEndpoint::onOpen);
    }

    /** Takes note that the peer has proved who it is: its messages may be as long as any, and others give way before it. On the event loop. */
    public void known() {
        wire.input().known(true);
    }

    /** {@return where the connection lives, always the same} */
    public EventLoop loop() {
        return wire.loop();
    }

    /** {@return how long what comes now may have waited because the event loop was held up} */
    public Duration heldUp() {
        return wire.loop().heldUp();
    }

    /** {@return whether messages may still be sent; false from the first close frame on, whichever side sent it} */
    public boolean isOpen() {
        return !closing;
    }

    /** {@return whether nothing waits for the peer; once false, until {@link WebSocketEndpoint#onWritable}} */
    public boolean isWritable() {
        return !wire.isWaiting();
    }

    /** Takes no further message until {@link #resume}: what comes is left to the kernel, and so to the peer. */
    public void pause() {
        paused = true;
    }

    /** Ends a {@link #pause}; what came meanwhile is taken within this call, so not to be called while a message is delivered. */
    public void resume() {
        paused = false;
        try {
            takeHeld();
        } catch (Throwable e) {
            wire.abort(); // half a step: nobody knows where the next frame begins
            throw e;
        }
    }

    /**
     * Sends a frame; nothing happens on a closed connection.
     *
     * @param frame with its header, see {@link Frames}
     */
    public void send(EncodedFrame frame) {
        if (!closing && !wire.send(frame)) {
            slowConsumer();
        }
    }

    /**
     * Sends what gathered in a round; nothing happens on a closed connection.
     *
     * @param batch frames with their headers
     */
    public void send(FrameBatch batch) {
        if (!closing && !wire.send(batch)) {
            slowConsumer();
        }
    }

    /**
     * Closes, after what was sent before. {@link WebSocketEndpoint#onClose} follows, but not within this call.
     *
     * @param code the close code (RFC 6455, section 7.4)
     * @param reason in ASCII, at most 123 characters
     */
    public void close(int code, String reason) {
        if (!closing) {
            loop().execute(() -> endpoint.end(code)); // whoever closes may be iterating over the connections
            beginClosing();
            wire.send(codec.close(code, reason));
        }
    }

    @Override
    public void received(ByteBuffer data) {
        liveness.heard(System.nanoTime());
        if (deaf) {
            return;
        }
        hold(data);
        count();
    }

    @Override
    public void overloaded() {
        closeDeaf(settings.overloadedCode(), CloseReason.OVERLOADED.text());
    }

    private void hold(ByteBuffer data) {
        ByteBuffer before = held;
        if (before != null) { // TLS decrypts all that it has read, paused or not
            held = ByteBuffer.allocate(before.remaining() + data.remaining())
                    .put(before)
                    .put(data)
                    .flip();
            return;
        }
        take(data);
        if (data.hasRemaining() && !deaf) {
            held = ByteBuffer.allocate(data.remaining()).put(data).flip();
            wire.pause();
        }
    }

    /** Leaves the rest where it is when something begins to wait, or the endpoint pauses. */
    private void take(ByteBuffer data) {
        try {
            for (ByteBuffer frame = next(data); frame != null; frame = next(data)) {
                process(codec.decode(frame));
            }
        } catch (InvalidDataException e) {
            closeDeaf(
                    e.getCloseCode(), String.valueOf(e.getMessage())); // where the next frame begins is anyone's guess
        }
        answerPing();
    }

    @Override
    public void peerEnded() {
        wire.abort(); // without a close frame nothing can be expected of it
    }

    @Override
    public void sweep(long now) {
        switch (liveness.look(settings, now, wire.lastTaken(), paused)) {
            case FINE -> {}
            case SILENT -> send(codec.ping());
            case GONE -> closeDeaf(CloseReason.TIMED_OUT.code(), CloseReason.TIMED_OUT.text());
            case NEVER_CLOSES -> wire.abort();
        }
    }

    @Override
    public void stopping() {
        call(WebSocketEndpoint::onStopping);
        close(CloseReason.SHUTDOWN.code(), CloseReason.SHUTDOWN.text());
    }

    @Override
    public void closed() {
        closing = true;
        forget();
        endpoint.end(CloseFrame.ABNORMAL_CLOSE);
    }

    private @Nullable ByteBuffer next(ByteBuffer data) throws InvalidDataException {
        boolean mustWait = (paused || wire.isWaiting()) && !closing;
        return deaf || mustWait || !data.hasRemaining() ? null : reader.next(data, maxBytes());
    }

    private void process(Framedata frame) throws InvalidDataException {
        if (frame instanceof CloseFrame close) {
            peerCloses(close);
        } else if (closing) {
            return; // section 5.5.1: what was under way when the close frame was sent
        } else if (frame.getOpcode() != Opcode.PING && frame.getOpcode() != Opcode.PONG) {
            data(frame);
        } else if (chatter.isTooMuch(System.nanoTime())) {
            closeDeaf(CloseReason.TOO_MANY_REQUESTS.code(), "too many pings and pongs");
        } else if (frame.getOpcode() == Opcode.PING) {
            pingToAnswer = frame.getPayloadData();
        }
    }

    private void data(Framedata frame) throws InvalidDataException {
        MessageAssembly message = MessageAssembly.of(begun, frame);
        if (message == null) {
            deliver(frame.getOpcode(), frame.getPayloadData());
            return;
        }
        begun = message;
        message.add(frame.getPayloadData(), maxBytes());
        if (frame.isFin()) {
            begun = null;
            deliver(message.opcode(), message.message());
        }
    }

    private int maxBytes() {
        return wire.input().isKnown()
                ? settings.maxMessageBytes()
                : Math.min(settings.maxMessageBytes(), settings.strangerBytes());
    }

    private void deliver(Opcode opcode, ByteBuffer message) throws InvalidDataException {
        if (opcode == Opcode.TEXT) {
            String text = decode(message);
            call(told -> told.onText(text));
        } else {
            call(told -> told.onBinary(message));
        }
    }

    private static String decode(ByteBuffer utf8) throws InvalidDataException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidDataException(CloseFrame.NO_UTF8, "text must be UTF-8"); // section 8.1
        }
    }

    private void peerCloses(CloseFrame close) {
        deaf = true;
        forget();
        if (!closing) {
            int code = close.getCloseCode();
            beginClosing();
            wire.send(codec.close(code == CloseFrame.NOCODE ? CloseFrame.NORMAL : code, ""));
            endpoint.end(code);
        }
        wire.endAgreed(LAST_WORD_MILLIS);
    }

    /**
     * Section 5.5.3 allows to answer only the latest ping. One answer for all that came together, and none behind a frame that waits, bounds what a flood
     * of pings can cost.
     */
    private void answerPing() {
        ByteBuffer payload = pingToAnswer;
        if (payload != null && !closing && !wire.isWaiting()) {
            pingToAnswer = null;
            send(codec.pong(payload));
        }
    }

    @Override
    public void caughtUp() {
        if (!closing) {
            call(WebSocketEndpoint::onCaughtUp);
        }
    }

    @Override
    public void flushed() {
        answerPing();
        if (!closing) {
            call(WebSocketEndpoint::onWritable); // what was asked for before what is held
        }
        takeHeld();
    }

    private void takeHeld() {
        ByteBuffer rest = held;
        if (rest != null) {
            liveness.heard(System.nanoTime());
            take(rest);
            if (deaf || !rest.hasRemaining()) {
                held = null;
                wire.resume();
            }
            count();
        }
    }

    /** What came in complete messages is not held: most of the time this compares two zeros. */
    private void count() {
        ByteBuffer rest = held;
        long bytes = (long) reader.capacity()
                + (begun == null ? 0 : begun.capacity())
                + (rest == null ? 0 : rest.capacity());
        if (!wire.input().hold(bytes)) {
            overloaded();
        }
    }

    private void forget() {
        held = null;
        begun = null;
        reader.clear();
        wire.input().release();
    }

    private void slowConsumer() {
        call(WebSocketEndpoint::onSlowConsumer);
        wire.dropWaiting();
        closeDeaf(CloseReason.SLOW_CONSUMER.code(), CloseReason.SLOW_CONSUMER.text());
    }

    private void closeDeaf(int code, String reason) {
        deaf = true;
        forget();
        close(code, reason);
        wire.end(LAST_WORD_MILLIS);
    }

    private void beginClosing() {
        closing = true;
        liveness.closing(System.nanoTime());
        begun = null;
        pingToAnswer = null;
    }

    private void call(Consumer<WebSocketEndpoint> what) {
        if (!endpoint.call(what)) {
            close(CloseFrame.UNEXPECTED_CONDITION, "a fault of the server");
        }
    }
}
