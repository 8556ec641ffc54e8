package dev.parlance.websocket.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JavaScript client, unmodified, on a transport that is not ours. Its tests are in {@code client-js/live}. */
class ClientJsTest {
    private static final Path CLIENT = Path.of("client-js");
    private static final int OUTBOX_BYTES = 1024 * 1024;

    @Test
    void itTalksWithAHostsOwnServer(@TempDir Path folder) throws IOException, InterruptedException {
        requireNode();
        ChatEngine engine = ChatEngine.builder().build();
        engine.start().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        try (JakartaServer server = new JakartaServer(engine, OUTBOX_BYTES, Duration.ofSeconds(60))) {
            File printed = folder.resolve("printed").toFile();
            ProcessBuilder tests = new ProcessBuilder("npm", "run", "live")
                    .directory(CLIENT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(printed);
            tests.environment().put("PARLANCE_URL", "ws://127.0.0.1:" + server.port() + "/ws");
            Process process = tests.start();
            try {
                boolean ended = process.waitFor(55, TimeUnit.SECONDS);
                assertThat(ended && process.exitValue() == 0)
                        .as(Files.readString(printed.toPath()))
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
        } finally {
            engine.close();
        }
    }

    /** Skips aloud where there is no Node.js; on a build server that is a failure. */
    private static void requireNode() {
        boolean isThere = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "npm")));
        assertThat(isThere || !"true".equals(System.getenv("CI")))
                .as("npm on the PATH")
                .isTrue();
        Assumptions.assumeTrue(isThere, "the tests of the JavaScript client need node and npm on the PATH");
    }
}
