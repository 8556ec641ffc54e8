package dev.parlance.websocket.engineio;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;

/** How the packets of a session reach its client. All calls come on the session's event loop. */
interface Transport {
    /**
     * Sends a packet.
     *
     * @return false if more would wait than may
     */
    boolean send(EncodedFrame frame);

    /**
     * Sends packets.
     *
     * @return false if more would wait than may
     */
    boolean send(FrameBatch batch);

    /** The client has proved who it is. */
    default void known() {}

    /** Whether so little waits for the client that more may be asked for; if not, the session is told when it is. */
    boolean isWritable();

    /**
     * Says goodbye after what was sent before.
     *
     * @return false if that has to wait for the client's next request
     */
    boolean close(int code, String reason);
}
