package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The installed Node.js with the packages of {@code package.json}, which {@code npm ci} has put beside it. */
final class Node {
    private static final String MODULE = "chat-examples/standalone-server";
    private static final Path CLIENT = Repository.file(MODULE + "/node_modules/socket.io-client/package.json");

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Node() {}

    /** Skips the test, and says so, where Node.js or socket.io-client is missing; on a build server that is a failure. */
    static void require() {
        boolean node = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
        if (node && Files.exists(CLIENT)) {
            return;
        }
        String reason = "The tests with socket.io-client need node on the PATH, and \"npm ci\" in " + MODULE + ".";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(reason);
        }
        System.err.println("SKIPPED: " + reason);
        Assumptions.abort(reason);
    }

    /** Runs the tests of a file against nodes, which they may end; what it prints is the failure. */
    static void test(String file, SocketIoNodes nodes) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("node-test", ".out");
        ProcessBuilder builder = new ProcessBuilder("node", "--test", "src/test/node/" + file)
                .directory(Repository.file(MODULE).toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("SERVERS", words(nodes.addresses()));
        builder.environment().put("PROCESSES", words(nodes.processIds()));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(ended && process.exitValue() == 0)
                    .as("node --test %s:%n%s", file, Files.readString(printed))
                    .isTrue();
        } finally {
            process.destroyForcibly();
            Files.delete(printed);
        }
    }

    private static String words(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
