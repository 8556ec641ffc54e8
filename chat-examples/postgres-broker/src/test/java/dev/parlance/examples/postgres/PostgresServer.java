package dev.parlance.examples.postgres;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A real PostgreSQL on a free port of the loopback, for all tests of this JVM: the one on the PATH, or Debian's. It refuses root, so root starts it as somebody else. */
final class PostgresServer {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Optional<PostgresServer> SHARED = programs().map(PostgresServer::new);

    private final Path directory;
    private final Process process;
    private final String url;

    /** The URL of a database in which each test has a schema of its own. */
    static String url() {
        return SHARED.orElseThrow(PostgresServer::absent).url;
    }

    private static RuntimeException absent() {
        String reason = "no PostgreSQL (initdb and postgres) is on the PATH or under " + DEBIAN;
        if (System.getenv("CI") != null) {
            return new IllegalStateException(reason);
        }
        System.getLogger(PostgresServer.class.getName())
                .log(System.Logger.Level.WARNING, "skipped a test: {0}", reason);
        return new TestAbortedException(reason);
    }

    private static Optional<Path> programs() {
        Stream<Path> path =
                Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
        return Stream.concat(path, debian().stream())
                .filter(each ->
                        Files.isExecutable(each.resolve("initdb")) && Files.isExecutable(each.resolve("postgres")))
                .findFirst();
    }

    private static List<Path> debian() {
        if (!Files.isDirectory(DEBIAN)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.sorted(Comparator.reverseOrder())
                    .map(each -> each.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PostgresServer(Path programs) {
        try {
            directory = Files.createTempDirectory("parlance-postgres");
            String data = directory.resolve("data").toString();
            if (isRoot()) {
                done(List.of("chown", "nobody", directory.toString()));
            }
            String initdb = programs.resolve("initdb").toString();
            done(unprivileged(initdb, "-D", data, "-U", "parlance", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"));
            int port = freePort();
            List<String> command = unprivileged(programs.resolve("postgres").toString(), "-D", data);
            command.addAll(List.of("-p", "" + port, "-h", "127.0.0.1", "-k", "", "-F"));
            command.addAll(List.of("-c", "max_connections=300", "-c", "synchronous_commit=off"));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=parlance";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        awaitService();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> unprivileged(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private void done(List<String> command) throws IOException {
        Process running = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(running.getInputStream().readAllBytes());
        try {
            if (running.waitFor() != 0) {
                throw new IOException(command + " failed: " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitService() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                DriverManager.getConnection(url).close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() - end > 0 || !process.isAlive()) {
                    throw new IllegalStateException("PostgreSQL does not serve, see " + directory.resolve("log"), e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private void end() {
        try {
            done(List.of("kill", "-INT", "" + process.pid())); // fast shutdown, whoever is connected
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
