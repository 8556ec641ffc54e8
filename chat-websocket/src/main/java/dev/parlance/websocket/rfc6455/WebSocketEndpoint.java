package dev.parlance.websocket.rfc6455;

import java.nio.ByteBuffer;

/** What a protocol on WebSocket does with one connection. All calls come on the connection's event loop; what they throw closes the connection with 1011. */
public interface WebSocketEndpoint {
    /** The handshake is done; messages may be sent from now on. */
    void onOpen();

    /**
     * A text message came.
     *
     * @param text all of it
     */
    void onText(String text);

    /**
     * A binary message came.
     *
     * @param data all of it, its own copy
     */
    void onBinary(ByteBuffer data);

    /** The connection has caught up after droppable frames were shed: what they told is to be told anew. */
    default void onCaughtUp() {}

    /** Nothing waits for the peer any more, after {@link WebSocketConnection#isWritable} was false. */
    default void onWritable() {}

    /** The connection is being closed because too much waits for its peer; {@link #onClose} follows. */
    default void onSlowConsumer() {}

    /** The server stops. The connection is closed with 1001 afterwards unless this has closed it. */
    default void onStopping() {}

    /**
     * The connection is closed, by whichever side; the last call, once.
     *
     * @param code the close code, 1005 if the peer gave none, 1006 if the connection was lost
     */
    void onClose(int code);
}
