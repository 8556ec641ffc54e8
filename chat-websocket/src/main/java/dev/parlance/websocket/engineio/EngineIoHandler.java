package dev.parlance.websocket.engineio;

import java.nio.ByteBuffer;

/** What is said over one session. All calls come on the session's event loop; what they throw closes the session. */
public interface EngineIoHandler {
    /**
     * A text message came.
     *
     * @param text all of it
     */
    void onText(String text);

    /**
     * A binary message came.
     *
     * @param data all of it, the receiver's own
     */
    void onBinary(ByteBuffer data);

    /** The client has caught up, after frames that may be shed were shed because too much waited for it. */
    default void onCaughtUp() {}

    /** The client has taken what waited for it, after {@link EngineIoSession#isWritable} was false. */
    default void onWritable() {}

    /**
     * The session has ended, by whichever side; the last call, once.
     *
     * @param ending why
     */
    void onClose(Ending ending);
}
