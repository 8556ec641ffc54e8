package dev.parlance.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis of the test's own, on a free port and in a directory of its own: the {@code redis-server} on the path, or else the one that embedded-redis brings.
 */
public final class RedisProgram implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final List<String> command;
    private @Nullable OwnProcess process;

    private RedisProgram(Path directory, int port, List<String> command) {
        this.directory = directory;
        this.port = port;
        this.command = command;
    }

    public static RedisProgram with(String... options) {
        try {
            Path directory = Files.createTempDirectory("parlance-redis");
            int port = freePort();
            List<String> command = new ArrayList<>(List.of(
                    executable(),
                    "--port",
                    "" + port,
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    directory.toString(),
                    "--save",
                    ""));
            command.addAll(List.of(options));
            RedisProgram program = new RedisProgram(directory, port, command);
            try {
                program.start();
            } catch (RuntimeException e) {
                program.close();
                throw e;
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it, or starts it again on what it left. */
    public void start() {
        process = OwnProcess.start(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile()));
        Awaitility.await().ignoreExceptionsInstanceOf(JedisException.class).until(() -> {
            try (Jedis jedis = new Jedis("127.0.0.1", port)) {
                return jedis.ping().equals("PONG");
            }
        });
    }

    /** As {@code kill -9}. */
    public void kill() {
        OwnProcess running = process;
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String executable() throws IOException {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator)) {
            Path candidate = Path.of(folder, "redis-server");
            if (!Boolean.getBoolean("parlance.test.embedded-redis") && Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        return ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
    }
}
