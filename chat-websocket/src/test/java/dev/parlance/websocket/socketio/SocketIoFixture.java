package dev.parlance.websocket.socketio;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.engineio.EngineIoTestServer;
import dev.parlance.websocket.engineio.ManualTime;
import dev.parlance.websocket.socketio.protocol.HostNamespace;
import dev.parlance.websocket.socketio.protocol.NamespaceHandler;
import dev.parlance.websocket.socketio.protocol.SocketIoServer;
import dev.parlance.websocket.socketio.protocol.SocketIoSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A server with namespaces of a host, on time that stands still. */
public final class SocketIoFixture implements AutoCloseable {
    public final ManualTime time = new ManualTime();
    public final EngineIoTestServer server;

    public SocketIoFixture(Map<String, SocketIoNamespace> namespaces) throws IOException {
        Map<String, NamespaceHandler> handlers = new HashMap<>();
        namespaces.forEach(
                (name, namespace) -> handlers.put(name, new HostNamespace(namespace, Duration.ofSeconds(10))));
        server = EngineIoTestServer.start(new SocketIoServer(SocketIoSettings.DEFAULT, handlers), time);
    }

    /** A WebSocket that is in no namespace yet. */
    public RawClient open() throws IOException {
        RawClient client = server.connect().upgrade(EngineIoTestServer.PATH + "?EIO=4&transport=websocket");
        client.readText();
        return client;
    }

    /** A WebSocket that is in a namespace. */
    public RawClient connected(String namespace) throws IOException {
        RawClient client = open().text("40" + namespace);
        client.readText(text -> text.startsWith("40"));
        return client;
    }

    @Override
    public void close() {
        server.close();
    }
}
