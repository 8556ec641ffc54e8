package dev.parlance.websocket.socketio;

import dev.parlance.websocket.address.AddressAccounts;
import dev.parlance.websocket.engineio.Echo;
import dev.parlance.websocket.engineio.EngineIoServer;
import dev.parlance.websocket.engineio.EngineIoSettings;
import dev.parlance.websocket.engineio.Timers;
import dev.parlance.websocket.http.Edge;
import dev.parlance.websocket.http.HttpProtocol;
import dev.parlance.websocket.http.HttpSettings;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.Router;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.net.Port;
import dev.parlance.websocket.net.PortSettings;
import dev.parlance.websocket.socketio.protocol.HostNamespace;
import dev.parlance.websocket.socketio.protocol.SocketIoServer;
import dev.parlance.websocket.socketio.protocol.SocketIoSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the official test suites of both protocols expect to find: Engine.IO with an echo at {@code /engine.io/}, Socket.IO at {@code /socket.io/}, on
 * port 3000 or the one named.
 */
final class SocketIoConformanceServer {
    private SocketIoConformanceServer() {}

    public static void main(String[] args) throws IOException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 3000;
        EngineIoSettings engineIo =
                EngineIoSettings.DEFAULT.withHeartbeat(Duration.ofMillis(300), Duration.ofMillis(200));
        SocketIoSettings socketIo = SocketIoSettings.DEFAULT.withConnectTimeout(Duration.ofSeconds(1));
        SocketIoServer namespaces = new SocketIoServer(
                socketIo,
                Map.of(
                        "/", new HostNamespace(SocketIoConformanceServer::main, Duration.ofSeconds(10)),
                        "/custom", new HostNamespace(SocketIoConformanceServer::custom, Duration.ofSeconds(10))));
        Origins origins = new Origins(List.of("*"), false);
        Timers timers = Timers.start();
        InputBudget input = new InputBudget(InputBudget.defaultLimit());
        Router.Builder router = Router.builder();
        new EngineIoServer(engineIo, origins, timers, input, (session, request) -> new Echo(session, ending -> {}))
                .addTo(router, "/engine.io/");
        new EngineIoServer(engineIo, origins, timers, input, namespaces).addTo(router, "/socket.io/");
        HttpSettings http = new HttpSettings(router.build(), origins, Edge.PLAIN, AddressAccounts.unbounded());
        Port listening = new Port(
                new PortSettings(
                        new InetSocketAddress("0.0.0.0", port), 1, 1000, 100, Duration.ofMillis(50), input, null),
                wire -> new HttpProtocol(wire, http));
        System.out.println("serving " + listening.open());
    }

    private static void main(SocketIoSocket socket) {
        socket.emit("auth", socket.handshake().auth());
        socket.on("message", (arguments, acknowledgement) -> socket.emit("message-back", arguments.toArray()));
        socket.on("message-with-ack", (arguments, acknowledgement) -> acknowledgement.send(arguments.toArray()));
    }

    private static void custom(SocketIoSocket socket) {
        socket.emit("auth", socket.handshake().auth());
    }
}
