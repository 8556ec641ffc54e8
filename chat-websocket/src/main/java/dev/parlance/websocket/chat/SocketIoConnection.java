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
import dev.parlance.websocket.address.AddressAccount;
import dev.parlance.websocket.address.Refusal;
import dev.parlance.websocket.socketio.protocol.ServerSocket;
import dev.parlance.websocket.socketio.protocol.SocketHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A client in the chat's namespace: its socket on one side, its chat session on the other. */
class SocketIoConnection implements ChatConnection, SocketHandler {
    final ServerSocket socket;
    final OpenSession session = new OpenSession();
    private final FrameEncoder encoder;
    private final AddressAccount account;

    SocketIoConnection(ServerSocket socket, FrameEncoder encoder, AddressAccount account) {
        this.socket = socket;
        this.encoder = encoder;
        this.account = account;
    }

    /** Opens the session and lets the client in: at once, or if it says who it is when the host has answered. */
    void admit(ChatEngine engine, Map<String, String> attributes, ObjectNode auth, long bytes) {
        session.open(engine, this, attributes);
        ChatSession opened = session.get();
        if (opened == null || !SocketIoLogin.isIn(auth)) {
            session.receiveOther(bytes);
            socket.accept();
            return;
        }
        try {
            opened.ask(SocketIoLogin.command(auth), bytes, reply -> {
                if (reply instanceof ServerReply.Failed failed) {
                    SocketIoLogin.refuse(socket, failed.error());
                } else {
                    socket.accept();
                }
            });
        } catch (ChatException e) {
            SocketIoLogin.refuse(socket, e);
        }
    }

    /** A command of the client's. */
    void received(ClientCommand command, long id, long bytes, ChatSession opened) {
        opened.receive(command, id, bytes);
    }

    @Override
    public final void onEvent(String event, ArrayNode packet, long id, long bytes) {
        ChatSession opened = session.get();
        ClientCommand command = opened == null ? null : SocketIoRequests.read(event, packet, id, bytes, opened);
        if (opened != null && command != null) {
            received(command, id, bytes, opened);
        }
    }

    @Override
    public final void onAcknowledgement(long id, ArrayNode arguments, long bytes) {
        session.receiveOther(bytes); // the chat asks for none
    }

    @Override
    public final void onCaughtUp() {
        session.caughtUp();
    }

    @Override
    public void onWritable() {
        session.writable();
    }

    @Override
    public void onDisconnect(String reason, boolean forGood) {
        if (reason.equals(CloseReason.SLOW_CONSUMER.socketIo())) {
            session.slowConsumer();
        }
        session.end();
    }

    @Override
    public final FrameEncoder encoder() {
        return encoder;
    }

    @Override
    public final Executor lane() {
        return socket.lane();
    }

    @Override
    public boolean isWritable() {
        return socket.isWritable();
    }

    @Override
    public final Duration heldUp() {
        return socket.heldUp();
    }

    @Override
    public void send(EncodedFrame frame) {
        socket.send(frame);
    }

    @Override
    public void send(FrameBatch batch) {
        socket.send(batch);
    }

    @Override
    public final void authenticated() {
        socket.known();
    }

    @Override
    public final Optional<Duration> loginDelay() {
        return Optional.ofNullable(account.login()).map(Refusal::retryAfter);
    }

    @Override
    public final void loginFailed() {
        account.loginFailed();
    }

    @Override
    public final void close(CloseReason reason) {
        socket.close(reason);
    }
}
