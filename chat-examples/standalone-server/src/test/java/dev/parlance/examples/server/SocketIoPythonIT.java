package dev.parlance.examples.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unmodified python-socketio, and two nodes of the server as it is shipped. The tests themselves are in {@code src/test/python}. */
class SocketIoPythonIT {
    private static final Path PYTHON = Repository.file(ClientProgram.MODULE + "/.venv/bin/python");
    private static SocketIoNodes nodes;

    @BeforeAll
    static void start() {
        ClientProgram.require(
                Files.isExecutable(PYTHON),
                "The tests with python-socketio need src/test/python/requirements.txt installed in "
                        + ClientProgram.MODULE + "/.venv.");
        nodes = SocketIoNodes.start();
    }

    @AfterAll
    static void stop() {
        if (nodes != null) {
            nodes.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "async"})
    @Timeout(value = 100, unit = TimeUnit.SECONDS)
    void unmodifiedClientsWork(String kind) throws Exception {
        ClientProgram.run(List.of(PYTHON.toString(), "src/test/python/test_" + kind + ".py"), Map.of(), nodes);
    }
}
