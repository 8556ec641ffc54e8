package dev.parlance.websocket;

import dev.parlance.ChatEngine;
import dev.parlance.websocket.chat.SocketIoChat;
import dev.parlance.websocket.engineio.EngineIoServer;
import dev.parlance.websocket.engineio.EngineIoSettings;
import dev.parlance.websocket.engineio.Timers;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.Router;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.socketio.SocketIoNamespace;
import dev.parlance.websocket.socketio.protocol.HostNamespace;
import dev.parlance.websocket.socketio.protocol.NamespaceHandler;
import dev.parlance.websocket.socketio.protocol.SocketIoServer;
import dev.parlance.websocket.socketio.protocol.SocketIoSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Socket.IO on a server: the chat in the main namespace, the host's own ones beside it. */
final class SocketIoMount {
    static final String MAIN_NAMESPACE = "/";

    private static final String PATH = "/socket.io/";
    private static final long SETTLE_MILLIS = 2_000;
    private static final long LAST_POLLS_MILLIS = 1_000;

    private final Timers timers = Timers.start();
    private final SocketIoChat chat;
    private final EngineIoServer server;

    SocketIoMount(
            ChatEngine engine,
            boolean recovery,
            Map<String, SocketIoNamespace> namespaces,
            EngineIoSettings settings,
            Origins origins,
            InputBudget input) {
        this.chat = new SocketIoChat(engine, recovery, timers);
        Map<String, NamespaceHandler> handlers = new HashMap<>();
        namespaces.forEach((name, namespace) ->
                handlers.put(name, new HostNamespace(namespace, engine.limits().policyTimeout())));
        handlers.put(MAIN_NAMESPACE, chat);
        SocketIoServer application = new SocketIoServer(
                SocketIoSettings.DEFAULT.withMaxRefusals(engine.limits().maxAuthenticationAttempts()), handlers);
        this.server = new EngineIoServer(settings, origins, timers, input, application);
    }

    void addTo(Router.Builder router) {
        server.addTo(router, PATH);
    }

    /** Closes all sessions; polls that wait are answered. Who polls has a moment to come for what waits, and is turned away afterwards. */
    void stop() {
        server.stop()
                .toCompletableFuture()
                .completeOnTimeout(null, LAST_POLLS_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }

    /** Ends, when no session is left: what clients may come back for is kept by then, unless the store takes too long. */
    void close() {
        chat.settled()
                .toCompletableFuture()
                .completeOnTimeout(null, SETTLE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
        timers.close();
    }
}
