package dev.parlance.websocket.net;

import java.nio.ByteBuffer;

/** What is spoken on a {@link Wire} at the moment. All calls come on the wire's event loop; what they throw ends the wire. */
public interface Protocol {
    /**
     * Bytes came.
     *
     * @param data backed by an array of offset 0, valid during the call only; what is left over is lost
     */
    void received(ByteBuffer data);

    /** The peer will send nothing more. The wire still can, until {@link Wire#end} or {@link Wire#abort}. */
    void peerEnded();

    /** Nothing waits on the wire any more. */
    default void flushed() {}

    /** Everything that waited is written, but for droppable frames that were shed meanwhile; comes before {@link #flushed}. */
    default void caughtUp() {}

    /**
     * Time passes; called a few times a second, or as often as {@link PortSettings#sweepInterval()} says.
     *
     * @param now {@link System#nanoTime()}
     */
    void sweep(long now);

    /** This connection holds more input than the node can spare: give it up, say why, and end the wire. May come when the wire is ending already. */
    void overloaded();

    /**
     * Whether the peer has shown nothing yet for which its connection would be kept while there is no room for another; asked where {@link PortSettings#strangersGiveWay()} says so.
     *
     * @return false if it stays
     */
    default boolean givesWay() {
        return false;
    }

    /** The server stops: say goodbye and end the wire soon. */
    void stopping();

    /** The wire is gone; the last call. */
    void closed();
}
