package dev.parlance.websocket.socketio.protocol;

import dev.parlance.websocket.engineio.EngineIoApplication;
import dev.parlance.websocket.engineio.EngineIoHandler;
import dev.parlance.websocket.engineio.EngineIoSession;
import dev.parlance.websocket.http.RequestHead;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The namespaces that clients may connect to. Safe for use by many threads. */
public final class SocketIoServer implements EngineIoApplication {
    private static final int ID_BYTES = 15;

    private final SocketIoSettings settings;
    private final Map<String, NamespaceHandler> namespaces;
    private final SecureRandom random = new SecureRandom();

    /**
     * Makes a server.
     *
     * @param settings times and bounds
     * @param namespaces by their names, each with a slash at its beginning
     */
    public SocketIoServer(SocketIoSettings settings, Map<String, NamespaceHandler> namespaces) {
        this.settings = settings;
        this.namespaces = Map.copyOf(namespaces);
        PacketJson.load();
    }

    @Override
    public EngineIoHandler open(EngineIoSession session, RequestHead request) {
        return new Client(this, session, request);
    }

    SocketIoSettings settings() {
        return settings;
    }

    boolean hasOneNamespace() {
        return namespaces.size() == 1;
    }

    @Nullable
    NamespaceHandler namespace(String name) {
        return namespaces.get(name);
    }

    String newId() {
        byte[] drawn = new byte[ID_BYTES];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().encodeToString(drawn);
    }
}
