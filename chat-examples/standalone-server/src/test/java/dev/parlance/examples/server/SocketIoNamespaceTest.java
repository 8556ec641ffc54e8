package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.socketio.SocketIoNamespace;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of docs/SOCKETIO.md that mount a namespace: here they are compiled and run. */
class SocketIoNamespaceTest {
    @Test
    void theyMakeANamespace() throws Exception {
        ChatEngine engine = ChatEngine.builder().build();
        BlockingQueue<String> gone = new LinkedBlockingQueue<>();
        int port = 0;

        SocketIoNamespace orders = socket -> {
            socket.on("place", (arguments, acknowledgement) -> acknowledgement.send("placed", arguments.get(0)));
            socket.onDisconnect(reason -> gone.add(socket.id()));
            socket.emit("welcome", Map.of("to", socket.handshake().namespace()));
        };
        ChatServer server = ChatServer.builder(engine)
                .port(port)
                .namespace("/orders", orders)
                .build();

        BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        try (engine;
                server) {
            server.start();
            Socket client = IO.socket("http://localhost:" + server.address().getPort() + "/orders");
            client.on("welcome", arguments -> heard.add(arguments[0]));
            client.connect();
            assertThat(heard.poll(60, TimeUnit.SECONDS)).hasToString("{\"to\":\"/orders\"}");
            client.emit("place", 7, (Ack) arguments -> heard.add(arguments[0] + " " + arguments[1]));
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("placed 7");
            String id = client.id();
            client.disconnect();
            assertThat(gone.poll(60, TimeUnit.SECONDS)).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void whoIsSentAwayHasHeardEverythingAndStaysAway(String transport) throws Exception {
        SocketIoNamespace kicking = socket -> socket.on("kick", (arguments, acknowledgement) -> {
            for (int i = 0; i < 40; i++) {
                socket.emit("last words", i);
            }
            socket.disconnect();
        });
        BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        try (ChatEngine engine = ChatEngine.builder().build();
                ChatServer server = ChatServer.builder(engine)
                        .port(0)
                        .namespace("/kicking", kicking)
                        .build()) {
            server.start();
            IO.Options options = new IO.Options();
            options.transports = new String[] {transport};
            Socket client = IO.socket("http://localhost:" + server.address().getPort() + "/kicking", options);
            client.on("last words", arguments -> heard.add(arguments[0]));
            client.on(Socket.EVENT_DISCONNECT, arguments -> heard.add(arguments[0]));
            client.connect();
            client.emit("kick");
            for (int i = 0; i < 40; i++) {
                assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(i);
            }
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("io server disconnect");
            assertThat(client.isActive()).isFalse(); // it does not come back by itself
        }
    }
}
