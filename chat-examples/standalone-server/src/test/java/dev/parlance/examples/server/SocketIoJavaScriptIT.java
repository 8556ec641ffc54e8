package dev.parlance.examples.server;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unmodified socket.io-client in Node.js, and two nodes of the server as it is shipped. The tests themselves are in {@code src/test/node}. */
class SocketIoJavaScriptIT {
    private static SocketIoNodes nodes;

    @BeforeAll
    static void start() {
        Node.require();
        nodes = SocketIoNodes.start();
    }

    @AfterAll
    static void stop() {
        if (nodes != null) {
            nodes.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"transports", "acknowledgements", "connect", "reconnection", "recovery", "crowd"})
    @Timeout(value = 100, unit = TimeUnit.SECONDS)
    void unmodifiedClientsWork(String tests) throws Exception {
        Node.test(tests + ".test.mjs", nodes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"node-stopped", "node-killed"})
    @Timeout(value = 100, unit = TimeUnit.SECONDS)
    void theyGoOnWithTheOtherNode(String tests) throws Exception {
        try (SocketIoNodes mortal = SocketIoNodes.start()) {
            Node.test(tests + ".test.mjs", mortal);
        }
    }
}
