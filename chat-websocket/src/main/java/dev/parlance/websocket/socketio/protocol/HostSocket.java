package dev.parlance.websocket.socketio.protocol;

import dev.parlance.complaint.Complaints;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.websocket.socketio.SocketIoAcknowledgement;
import dev.parlance.websocket.socketio.SocketIoHandshake;
import dev.parlance.websocket.socketio.SocketIoListener;
import dev.parlance.websocket.socketio.SocketIoSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;

/** A client as the host sees it. What comes from other threads goes to the lane first. */
final class HostSocket implements SocketIoSocket, SocketHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HostSocket.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final SocketIoAcknowledgement UNWANTED = new SocketIoAcknowledgement() {
        @Override
        public boolean isWanted() {
            return false;
        }

        @Override
        public void send(@Nullable Object... arguments) {}
    };

    private final ServerSocket socket;
    private final SocketIoHandshake handshake;
    private final Map<String, SocketIoListener> listeners = new HashMap<>();
    private final HostRequests requests;
    private @Nullable Consumer<String> onDisconnect;
    private @Nullable Runnable beforeGone;

    HostSocket(ServerSocket socket, SocketIoHandshake handshake) {
        this.socket = socket;
        this.handshake = handshake;
        this.requests = new HostRequests(socket);
    }

    /** Says what to do first when the client goes. */
    void beforeGone(Runnable action) {
        beforeGone = action;
    }

    @Override
    public String id() {
        return socket.id();
    }

    @Override
    public SocketIoHandshake handshake() {
        return handshake;
    }

    @Override
    public void on(String event, SocketIoListener listener) {
        listeners.put(event, listener);
    }

    @Override
    public void onDisconnect(Consumer<String> listener) {
        onDisconnect = listener;
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        send(PlainPacket.event(event, arguments), Packet.NO_ID);
    }

    @Override
    public CompletionStage<List<@Nullable Object>> request(
            Duration timeout, String event, @Nullable Object... arguments) {
        return requests.send(timeout, PlainPacket.event(event, arguments));
    }

    @Override
    public void disconnect() {
        socket.lane().execute(socket::disconnect);
    }

    @Override
    public void onEvent(String event, ArrayNode packet, long id, long bytes) {
        SocketIoListener listener = listeners.get(event);
        if (listener == null) {
            return;
        }
        try {
            listener.onEvent(PlainValues.of(packet, 1), id == NO_ACKNOWLEDGEMENT ? UNWANTED : new Acknowledgement(id));
        } catch (RuntimeException e) {
            COMPLAINTS.error("a listener of a namespace failed", event + " of " + socket.namespace(), e);
        }
    }

    @Override
    public void onAcknowledgement(long id, ArrayNode arguments, long bytes) {
        requests.answered(id, PlainValues.of(arguments, 0));
    }

    @Override
    public void onDisconnect(String reason, boolean forGood) {
        if (beforeGone != null) {
            beforeGone.run();
        }
        requests.cancel();
        if (onDisconnect != null) {
            try {
                onDisconnect.accept(reason);
            } catch (RuntimeException e) {
                COMPLAINTS.error("the listener to the end of a namespace's client failed", socket.namespace(), e);
            }
        }
    }

    private void send(PlainPacket packet, long id) {
        List<EncodedFrame> frames = packet.frames(socket.namespace(), id);
        socket.lane().execute(() -> frames.forEach(socket::send));
    }

    private final class Acknowledgement implements SocketIoAcknowledgement {
        private final long id;
        private final AtomicBoolean sent = new AtomicBoolean();

        Acknowledgement(long id) {
            this.id = id;
        }

        @Override
        public boolean isWanted() {
            return !sent.get();
        }

        @Override
        public void send(@Nullable Object... arguments) {
            PlainPacket packet = PlainPacket.acknowledgement(arguments);
            if (sent.compareAndSet(false, true)) {
                HostSocket.this.send(packet, id);
            }
        }
    }
}
