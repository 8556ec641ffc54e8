package dev.parlance.websocket;

import dev.parlance.ChatEngine;
import dev.parlance.websocket.chat.SocketIoChat;
import dev.parlance.websocket.engineio.EngineIoServer;
import dev.parlance.websocket.engineio.EngineIoSettings;
import dev.parlance.websocket.engineio.Timers;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.Router;
import dev.parlance.websocket.socketio.SocketIoNamespace;
import dev.parlance.websocket.socketio.protocol.HostNamespace;
import dev.parlance.websocket.socketio.protocol.NamespaceHandler;
import dev.parlance.websocket.socketio.protocol.SocketIoServer;
import dev.parlance.websocket.socketio.protocol.SocketIoSettings;
import java.util.HashMap;
import java.util.Map;

/** Socket.IO on a server: the chat in the main namespace, the host's own ones beside it. */
final class SocketIoMount {
    static final String MAIN_NAMESPACE = "/";

    private static final String PATH = "/socket.io/";

    private final Timers timers = Timers.start();
    private final EngineIoServer server;

    SocketIoMount(
            ChatEngine engine, Map<String, SocketIoNamespace> namespaces, EngineIoSettings settings, Origins origins) {
        Map<String, NamespaceHandler> handlers = new HashMap<>();
        namespaces.forEach((name, namespace) -> handlers.put(name, new HostNamespace(namespace)));
        handlers.put(MAIN_NAMESPACE, new SocketIoChat(engine));
        SocketIoServer application = new SocketIoServer(SocketIoSettings.DEFAULT, handlers);
        this.server = new EngineIoServer(settings, origins, timers, application);
    }

    void addTo(Router.Builder router) {
        server.addTo(router, PATH);
    }

    /** Closes all sessions; polls that wait are answered. */
    void stop() {
        server.stop();
    }

    /** Ends the clock, when no session is left. */
    void close() {
        timers.close();
    }
}
