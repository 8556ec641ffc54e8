package dev.parlance.websocket.socketio.protocol;

import dev.parlance.websocket.http.RequestHead;
import tools.jackson.databind.node.ObjectNode;

/** What a namespace does with those who connect to it. */
@FunctionalInterface
public interface NamespaceHandler {
    /**
     * A client wants to connect; on the lane of its connection.
     *
     * @param socket to be {@linkplain ServerSocket#accept accepted} or {@linkplain ServerSocket#refuse refused}, within this call or later
     * @param auth what the client sent with it, empty if nothing; the receiver's own
     * @param bytes how long all of that was, its text at two bytes a character
     * @param request the first request of the connection
     * @return what becomes of the client's events
     */
    SocketHandler connect(ServerSocket socket, ObjectNode auth, long bytes, RequestHead request);
}
