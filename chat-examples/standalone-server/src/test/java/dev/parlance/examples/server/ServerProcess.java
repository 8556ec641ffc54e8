package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The shaded jar as a process of its own, run as README.md says; what it prints goes to files. */
final class ServerProcess implements AutoCloseable {
    static final String JAR = "chat-examples/standalone-server/target/chat-server.jar";

    private static final Pattern ADDRESS = Pattern.compile("Parlance serves (http://\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final Path out;
    private final Path err;

    private ServerProcess(Process process, Path out, Path err) {
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
                            "RECOVERY",
                            "REDIS_URL",
                            "REDIS_HOST",
                            "REDIS_PREFIX"));
            builder.environment().putAll(environment);
            return new ServerProcess(builder.start(), out, err);
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
        return process.pid();
    }

    /** Asks it to end, as an operating system does: SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        exitStatus();
    }

    /** Has it stand still, as a machine that swaps or a debugger would. */
    void stop() {
        signal("-STOP");
    }

    void goOn() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", name, "" + process.pid()).start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it has ended. */
    int exitStatus() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the server goes on: " + out() + err());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitStatus();
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
