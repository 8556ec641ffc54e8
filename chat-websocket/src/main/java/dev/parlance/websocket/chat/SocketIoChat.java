package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.websocket.http.Request;
import dev.parlance.websocket.socketio.protocol.NamespaceHandler;
import dev.parlance.websocket.socketio.protocol.ServerSocket;
import dev.parlance.websocket.socketio.protocol.SocketHandler;
import tools.jackson.databind.node.ObjectNode;

/** The chat as Socket.IO's main namespace, with the events of the native protocol. All its clients share one encoder. */
public final class SocketIoChat implements NamespaceHandler {
    private final ChatEngine engine;
    private final FrameEncoder encoder = new SocketIoEncoder();

    /**
     * Makes the namespace of an engine.
     *
     * @param engine the chat
     */
    public SocketIoChat(ChatEngine engine) {
        this.engine = engine;
    }

    @Override
    public SocketHandler connect(ServerSocket socket, ObjectNode auth, Request request) {
        SocketIoConnection connection = new SocketIoConnection(socket, encoder);
        connection.open(engine, request);
        try {
            connection.admit(auth);
        } catch (ChatException e) {
            connection.refuse(e);
        }
        return connection;
    }
}
