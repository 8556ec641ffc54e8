package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.redis.OwnProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The shaded jar as a process of its own, run as README.md says; what it prints goes to files. */
final class ServerProcess implements AutoCloseable {
    static final String JAR = "chat-examples/standalone-server/target/chat-server.jar";

    private static final Pattern ADDRESS = Pattern.compile("Parlance serves (https?://\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final OwnProcess process;
    private final Path out;
    private final Path err;

    private ServerProcess(OwnProcess process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static ServerProcess start(String... options) {
        return start(Map.of(), options);
    }

    static ServerProcess start(Map<String, String> environment, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Repository.file(JAR).toString()));
        command.addAll(List.of(options));
        return run(command, environment);
    }

    static ServerProcess run(List<String> command, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("chat-server", ".out");
            Path err = Files.createTempFile("chat-server", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment()
                    .keySet()
                    .removeAll(List.of(
                            "PORT",
                            "HOST",
                            "HISTORY_LIMIT",
                            "CORS_ORIGIN",
                            "ALLOWED_HOST",
                            "TLS_CERT",
                            "TLS_KEY",
                            "TLS_PASSWORD",
                            "RECOVERY",
                            "POSTGRES_URL",
                            "POSTGRES_SCHEMA",
                            "REDIS_URL",
                            "REDIS_HOST",
                            "REDIS_PREFIX",
                            "JWT_SECRET",
                            "JWKS_URL",
                            "JWT_ISSUER",
                            "JWT_AUDIENCE",
                            "REQUIRE_LOGIN"));
            builder.environment().putAll(environment);
            return new ServerProcess(OwnProcess.start(builder), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it serves. */
    URI address() {
        return Awaitility.await("the line with the address")
                .atMost(PATIENCE)
                .failFast(() -> assertThat(process.isAlive())
                        .as("the server has ended: %s", err())
                        .isTrue())
                .until(
                        () -> {
                            Matcher line = ADDRESS.matcher(out());
                            return line.find() ? URI.create(line.group(1)) : null;
                        },
                        address -> address != null);
    }

    long processId() {
        return process.id();
    }

    void terminate() {
        process.terminate();
    }

    void kill() {
        process.kill();
    }

    void stop() {
        process.stop();
    }

    void goOn() {
        process.goOn();
    }

    int exitStatus() {
        return process.exitStatus();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    @Override
    public void close() {
        process.close();
        try {
            Files.delete(out);
            Files.delete(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
