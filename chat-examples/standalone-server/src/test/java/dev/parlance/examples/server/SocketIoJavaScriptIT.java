package dev.parlance.examples.server;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The unmodified socket.io-client in Node.js, versions 3 and 4, and two nodes of the server as it is shipped. The tests are in {@code src/test/node}. */
class SocketIoJavaScriptIT {
    private static SocketIoNodes nodes;

    @BeforeAll
    static void start() {
        NodeJs.requireClients();
        nodes = SocketIoNodes.start();
    }

    @AfterAll
    static void stop() {
        if (nodes != null) {
            nodes.close();
        }
    }

    /** Recovery came with version 4.6. */
    @ParameterizedTest
    @CsvSource({
        "socket.io-client, transports",
        "socket.io-client, acknowledgements",
        "socket.io-client, connect",
        "socket.io-client, reconnection",
        "socket.io-client, recovery",
        "socket.io-client, crowd",
        "socket.io-client, documented",
        "socket.io-client-3, transports",
        "socket.io-client-3, acknowledgements",
        "socket.io-client-3, connect",
        "socket.io-client-3, reconnection",
        "socket.io-client-3, crowd"
    })
    @Timeout(value = 100, unit = TimeUnit.SECONDS)
    void unmodifiedClientsWork(String client, String tests) throws Exception {
        NodeJs.test(tests + ".test.mjs", client, nodes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node-stopped", "node-killed"})
    @Timeout(value = 100, unit = TimeUnit.SECONDS)
    void theyGoOnWithTheOtherNode(String tests) throws Exception {
        try (SocketIoNodes mortal = SocketIoNodes.start()) {
            NodeJs.test(tests + ".test.mjs", "socket.io-client", mortal);
        }
    }
}
