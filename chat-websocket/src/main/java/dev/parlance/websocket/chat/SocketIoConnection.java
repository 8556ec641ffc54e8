package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.engineio.Ending;
import dev.parlance.websocket.http.Request;
import dev.parlance.websocket.json.EventWriter;
import dev.parlance.websocket.socketio.protocol.ServerSocket;
import dev.parlance.websocket.socketio.protocol.SocketHandler;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A client in the chat's namespace: its socket on one side, its chat session on the other. */
final class SocketIoConnection implements ChatConnection, SocketHandler {
    private final ServerSocket socket;
    private final FrameEncoder encoder;
    private @Nullable ChatSession session;

    SocketIoConnection(ServerSocket socket, FrameEncoder encoder) {
        this.socket = socket;
        this.encoder = encoder;
    }

    void open(ChatEngine engine, Request request) {
        session = engine.open(this, ConnectionAttributes.of(request));
    }

    void admit(ObjectNode auth) {
        ChatSession opened = session;
        if (opened != null && SocketIoLogin.isIn(auth)) {
            SocketIoLogin.begin(auth, opened);
        } else {
            socket.accept();
        }
    }

    void refuse(ChatException error) {
        socket.refuse(error.getMessage(), json -> EventWriter.write(new ServerReply.Failed(error), json));
    }

    @Override
    public void onEvent(String event, ArrayNode packet, long id) {
        if (session != null) {
            SocketIoRequests.receive(event, packet, id, session);
        }
    }

    @Override
    public void onAcknowledgement(long id, ArrayNode arguments) {
        // the chat asks for none
    }

    @Override
    public void onDisconnect(String reason) {
        if (session != null) {
            session.disconnected();
            session = null;
        }
    }

    @Override
    public FrameEncoder encoder() {
        return encoder;
    }

    @Override
    public Executor lane() {
        return socket.lane();
    }

    @Override
    public void send(EncodedFrame frame) {
        if (socket.isConnected()) {
            socket.send(frame);
        } else if (frame == SocketIoLogin.ADMITTED) {
            socket.accept();
        } else {
            socket.refuse(frame); // until the client is in, all that comes is the answer to its login
        }
    }

    @Override
    public void send(FrameBatch batch) {
        socket.send(batch);
    }

    @Override
    public void close(CloseReason reason) {
        if (reason == CloseReason.CLOSED_BY_HOST || reason == CloseReason.NOT_AUTHENTICATED) {
            socket.refuse(reason.text(), null);
            socket.disconnect();
        } else {
            Ending ending = reason == CloseReason.SHUTDOWN ? Ending.SERVER_SHUTDOWN : Ending.FORCED_CLOSE;
            socket.closeConnection(ending, reason.code(), reason.text());
        }
    }
}
