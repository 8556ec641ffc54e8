package dev.parlance.websocket.engineio;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

/** What a WebSocket tells the session that it carries, or would like to. All but {@link #loop} and {@link #isKnown} on the session's event loop. */
interface TransportListener {
    /** Where the session lives. */
    Executor loop();

    /** Whether its client has been let in. */
    boolean isKnown();

    /** A WebSocket wants to take over from polling. */
    void offer(Transport candidate);

    /** A text frame came. */
    void received(Transport from, String packet);

    /** A binary frame came. */
    void receivedBinary(Transport from, ByteBuffer data);

    /** All that waited is written, after something was shed. */
    void caughtUp(Transport from);

    /** Little waits any more, after {@link Transport#isWritable} was false. */
    void writable(Transport from);

    /** The client or the network has ended it. */
    void closed(Transport gone);

    /** It has ended since too much waits for the client. */
    void slowConsumer(Transport gone);
}
