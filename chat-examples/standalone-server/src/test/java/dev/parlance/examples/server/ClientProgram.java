package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Tests in another language, with that language's client, run as a process of their own. */
final class ClientProgram {
    static final String MODULE = "chat-examples/standalone-server";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private ClientProgram() {}

    /** Skips the test, and says so, unless all is there that it needs; on a build server that is a failure. */
    static void require(boolean isThere, String reason) {
        if (isThere) {
            return;
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(reason);
        }
        System.err.println("SKIPPED: " + reason);
        Assumptions.abort(reason);
    }

    static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs a command in this module's folder against nodes, which it may end. */
    static void run(List<String> command, Map<String, String> environment, SocketIoNodes nodes)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("SERVERS", words(nodes.addresses()));
        all.put("PROCESSES", words(nodes.processIds()));
        run(MODULE, command, all);
    }

    /** Runs a command in a folder of the repository; what it prints is the failure. */
    static void run(String folder, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path printed = Files.createTempFile("client", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Repository.file(folder).toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(ended && process.exitValue() == 0)
                    .as("%s:%n%s", String.join(" ", command), Files.readString(printed))
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
