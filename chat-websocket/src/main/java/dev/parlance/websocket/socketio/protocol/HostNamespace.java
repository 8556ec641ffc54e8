package dev.parlance.websocket.socketio.protocol;

import dev.parlance.complaint.Complaints;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.websocket.engineio.Alarm;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.socketio.SocketIoHandshake;
import dev.parlance.websocket.socketio.SocketIoNamespace;
import dev.parlance.websocket.socketio.SocketIoRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Brings clients to a namespace of the host's own. */
public final class HostNamespace implements NamespaceHandler {
    private static final Logger LOG = LoggerFactory.getLogger(HostNamespace.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private final SocketIoNamespace namespace;
    private final Duration patience;

    /**
     * Brings clients to a namespace.
     *
     * @param namespace the host's
     * @param patience how long the host may take to admit a client
     */
    public HostNamespace(SocketIoNamespace namespace, Duration patience) {
        this.namespace = namespace;
        this.patience = patience;
    }

    @Override
    public SocketHandler connect(ServerSocket socket, ObjectNode auth, long bytes, RequestHead request) {
        HostHandshake handshake = new HostHandshake(socket.namespace(), PlainValues.of(auth), request);
        HostSocket client = new HostSocket(socket, handshake);
        Alarm deadline = socket.alarm();
        deadline.set(patience, () -> {
            COMPLAINTS.warn("a namespace has not admitted or refused a client within " + patience, socket.namespace());
            socket.refuse("the host application did not decide in time", HostNamespace::late);
        });
        client.beforeGone(deadline::clear);
        ask(handshake)
                .whenComplete((done, failure) -> socket.lane().execute(() -> {
                    deadline.clear();
                    decide(client, socket, failure);
                }));
        return client;
    }

    private CompletionStage<?> ask(SocketIoHandshake handshake) {
        try {
            return namespace.admit(handshake);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void decide(HostSocket client, ServerSocket socket, @Nullable Throwable failure) {
        if (socket.isOver()) {
            return; // refused at the deadline, or gone
        }
        if (failure != null) {
            refuse(socket, failure);
            return;
        }
        socket.known();
        socket.accept();
        if (socket.isConnected()) {
            try {
                namespace.onConnect(client);
            } catch (RuntimeException e) {
                COMPLAINTS.error("a client of a namespace is turned out by a fault", socket.namespace(), e);
                socket.disconnect();
            }
        }
    }

    private static void late(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("code", ErrorCode.HOST_UNAVAILABLE.name());
        json.writeBooleanProperty("retryable", true);
        json.writeEndObject();
    }

    private static void refuse(ServerSocket socket, Throwable failure) {
        Throwable cause = ChatException.causeOf(failure);
        if (!(cause instanceof SocketIoRefusal refusal)) {
            COMPLAINTS.error("a client of a namespace could not be admitted", socket.namespace(), cause);
            socket.refuse("a fault of the server", null);
            return;
        }
        String message = refusal.getMessage() == null ? "refused" : refusal.getMessage();
        if (refusal.data().isEmpty()) {
            socket.refuse(message, null);
        } else {
            socket.refuse(message, json -> PlainValues.write(refusal.data(), json, new ArrayList<>()));
        }
    }
}
