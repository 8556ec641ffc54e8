package dev.parlance.websocket.engineio;

import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import java.time.Duration;
import java.util.concurrent.Executor;

/** One client's session, over polling or a WebSocket. It lives on the event loop of its first request; all calls but {@link #id} and {@link #loop} come there. */
public interface EngineIoSession {
    /** {@return how the client names this session: unguessable, a secret of the two} */
    String id();

    /** {@return the event loop on which the session lives, always the same} */
    Executor loop();

    /** {@return whether messages may still be sent; false from the first sign of the end on} */
    boolean isOpen();

    /** Takes note that the client has been let in: its messages may be as long as any, and others give way before it. On the event loop. */
    void known();

    /**
     * Says how much the application holds of messages that are not complete; on the event loop. If that is too much the session is closed.
     *
     * @param bytes all of it, 0 for nothing
     */
    void hold(long bytes);

    /** {@return whether little waits for the client; once false, until {@link EngineIoHandler#onWritable}} */
    boolean isWritable();

    /**
     * How long what comes now may have waited because the event loop was held up.
     *
     * @return zero as a rule
     */
    Duration heldUp();

    /** {@return an alarm for the application's own deadlines, not set yet; to be cleared when the session closes} */
    Alarm alarm();

    /**
     * Sends a message; nothing happens on a closed session.
     *
     * @param frame a WebSocket frame: text that begins with {@code 4}, or binary
     */
    void send(EncodedFrame frame);

    /**
     * Sends what gathered in a round; nothing happens on a closed session.
     *
     * @param batch WebSocket frames as above
     */
    void send(FrameBatch batch);

    /**
     * Closes, after what was sent before: a WebSocket with a close frame, polling with a packet in a poll of its own, which the client has two minutes to come
     * to as long as it polls. An upgrade that is under way may still be completed; then all of it goes that way. The handler hears of it, but not within this
     * call.
     *
     * @param ending what the handler is told
     * @param code the WebSocket's close code
     * @param reason in ASCII, at most 123 characters
     */
    void close(Ending ending, int code, String reason);

    /**
     * Closes as {@link #close(Ending, int, String)} does, in the words of the engine.
     *
     * @param reason why; one after which the client may come back
     */
    void close(CloseReason reason);
}
