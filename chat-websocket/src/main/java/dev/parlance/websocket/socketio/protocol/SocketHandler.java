package dev.parlance.websocket.socketio.protocol;

import tools.jackson.databind.node.ArrayNode;

/** What becomes of one client's packets in one namespace. All calls come on the connection's lane; what they throw closes the connection. */
public interface SocketHandler {
    /** The id of an event that wants no acknowledgement. */
    long NO_ACKNOWLEDGEMENT = Packet.NO_ID;

    /**
     * An event came.
     *
     * @param event its name
     * @param packet its name again and its arguments; binary attachments are binary nodes
     * @param id how the client knows the acknowledgement that it wants, 0 or more, or {@link #NO_ACKNOWLEDGEMENT}
     * @param bytes how long all of it was, its text at two bytes a character
     */
    void onEvent(String event, ArrayNode packet, long id, long bytes);

    /**
     * An acknowledgement came.
     *
     * @param id as it was sent; the client may have made it up
     * @param arguments what the client answers
     * @param bytes how long all of it was, as in {@link #onEvent}
     */
    void onAcknowledgement(long id, ArrayNode arguments, long bytes);

    /** The client has caught up, after typing or presence was shed because too much waited for it. */
    default void onCaughtUp() {}

    /** The client has taken what waited for it, after {@link ServerSocket#isWritable} was false. */
    default void onWritable() {}

    /**
     * The client has left the namespace, or was refused, or its connection is gone; the last call, once.
     *
     * @param reason in Socket.IO's words
     * @param forGood whether it has left or was turned out, by a packet of either side; false if its connection was lost, after which a client comes back
     */
    void onDisconnect(String reason, boolean forGood);
}
