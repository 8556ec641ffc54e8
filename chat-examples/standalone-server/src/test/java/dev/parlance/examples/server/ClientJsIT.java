package dev.parlance.examples.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JavaScript client and the server as it is shipped. The tests are in {@code chat-websocket/client-js/live}. */
class ClientJsIT {
    @BeforeAll
    static void needsNode() {
        NodeJs.require();
    }

    @Test
    @Timeout(value = 100, unit = TimeUnit.SECONDS)
    void itTalksWithTheServer() throws Exception {
        try (ServerProcess server = ServerProcess.start("--port", "0", "--host", "127.0.0.1")) {
            ClientProgram.run(
                    "chat-websocket/client-js",
                    List.of("npm", "run", "live"),
                    Map.of("PARLANCE_URL", "ws://" + server.address().getAuthority() + "/ws"));
        }
    }
}
