package dev.parlance.websocket.chat;

import dev.parlance.ChatEngine;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.websocket.engineio.Timers;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.socketio.protocol.NamespaceHandler;
import dev.parlance.websocket.socketio.protocol.ServerSocket;
import dev.parlance.websocket.socketio.protocol.SocketHandler;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The chat as Socket.IO's main namespace, with the events of the native protocol. All its clients share one encoder. */
public final class SocketIoChat implements NamespaceHandler {
    private static final long MAX_KEPT = 64L * 1024 * 1024;

    private final ChatEngine engine;
    private final FrameEncoder encoder = new SocketIoEncoder();
    private final RecoverableEncoder recoverable = new RecoverableEncoder();
    private final Recovery recovery;
    private final boolean alwaysRecoverable;

    /**
     * Makes the namespace of an engine.
     *
     * @param engine the chat
     * @param alwaysRecoverable whether every client can recover its session, or only one that says {@code recovery=1} in its query or its auth
     * @param timers the server's, for what nodes wait for each other
     */
    public SocketIoChat(ChatEngine engine, boolean alwaysRecoverable, Timers timers) {
        this.engine = engine;
        this.alwaysRecoverable = alwaysRecoverable;
        this.recovery =
                new Recovery(engine.nodes(), new StateBudget(MAX_KEPT, KeptStates.TIME, System::nanoTime), timers);
    }

    /**
     * Waits until what clients may come back for is kept.
     *
     * @return completes normally, also if something could not be kept
     */
    public CompletionStage<Void> settled() {
        return recovery.settled();
    }

    @Override
    public SocketHandler connect(ServerSocket socket, ObjectNode auth, long bytes, RequestHead request) {
        Map<String, String> attributes = ConnectionAttributes.of(request);
        if (alwaysRecoverable || wantsRecovery(auth, request)) {
            RecoverableConnection connection =
                    new RecoverableConnection(socket, engine, attributes, recoverable, recovery, request.account());
            connection.openSession();
            new RecoveryAttempt(connection, recovery, auth, bytes).begin();
            return connection;
        }
        SocketIoConnection connection = new SocketIoConnection(socket, encoder, request.account());
        connection.admit(engine, attributes, auth, bytes);
        return connection;
    }

    private static boolean wantsRecovery(ObjectNode auth, RequestHead request) {
        JsonNode said = auth.get("recovery");
        return "1".equals(request.parameter("recovery"))
                || (said != null && said.asString().equals("1"));
    }
}
