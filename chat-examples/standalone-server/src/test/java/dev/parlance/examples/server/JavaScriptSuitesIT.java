package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that are JavaScript throughout, of the client and of the page: without a server and without a browser. */
class JavaScriptSuitesIT {
    @BeforeAll
    static void needsNode() {
        NodeJs.require();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat-websocket/client-js/test", ClientProgram.MODULE + "/src/test/js"})
    @Timeout(value = 100, unit = TimeUnit.SECONDS)
    void theyAreGreen(String folder) throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=spec"));
        command.addAll(suites(folder));
        ClientProgram.run(folder, command, Map.of());
    }

    /** Named one by one: Node.js 20 knows no patterns. */
    private static List<String> suites(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Repository.file(folder))) {
            List<String> suites = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".test.mjs"))
                    .sorted()
                    .toList();
            assertThat(suites).as("suites in %s", folder).isNotEmpty();
            return suites;
        }
    }
}
