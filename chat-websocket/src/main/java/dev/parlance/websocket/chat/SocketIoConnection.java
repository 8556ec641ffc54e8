package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.model.ChatException;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerReply;
import dev.parlance.websocket.engineio.Ending;
import dev.parlance.websocket.socketio.protocol.ServerSocket;
import dev.parlance.websocket.socketio.protocol.SocketHandler;
import java.util.Map;
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

    void open(ChatEngine engine, Map<String, String> attributes) {
        session = engine.open(this, attributes);
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
        socket.refuse(SocketIoLogin.refusal(new ServerReply.Failed(error)));
    }

    @Override
    public void onEvent(String event, ArrayNode packet, long id) {
        ChatSession opened = session;
        ClientCommand command = opened == null ? null : SocketIoRequests.read(event, packet, id, opened);
        if (opened != null && command != null) {
            opened.receive(command, id);
        }
    }

    @Override
    public void onAcknowledgement(long id, ArrayNode arguments) {
        // the chat asks for none
    }

    @Override
    public void onCaughtUp() {
        if (session != null) {
            session.caughtUp();
        }
    }

    @Override
    public void onWritable() {
        if (session != null) {
            session.writable();
        }
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
    public boolean isWritable() {
        return socket.isWritable();
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
    public void authenticated() {
        socket.known();
    }

    @Override
    public void close(CloseReason reason) {
        close(socket, reason);
    }

    /** A client that may come back loses its connection, which its library mends; one that may not is told to leave. */
    static void close(ServerSocket socket, CloseReason reason) {
        if (!reason.mayComeBack()) {
            socket.refuse(reason.text(), null);
            socket.disconnect();
        } else {
            Ending ending = reason == CloseReason.SHUTDOWN ? Ending.SERVER_SHUTDOWN : Ending.FORCED_CLOSE;
            socket.closeConnection(ending, reason.code(), reason.text());
        }
    }
}
