package dev.parlance.archive.jdbc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A real PostgreSQL on a free port of the loopback: the one on the PATH, or Debian's. It refuses root, so root starts it as somebody else. */
public final class PostgresServer implements AutoCloseable {
    /** One that has to be encoded in a URL. */
    public static final String PASSWORD = "s3cret/:@ %word";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String USER = "parlance";
    private static final AtomicReference<PostgresServer> SHARED = new AtomicReference<>();

    private final Path programs;
    private final Path directory;
    private final int port;
    private Process process;

    /** The one of all tests of this JVM, in which each has a schema of its own. */
    public static synchronized PostgresServer shared() {
        PostgresServer server = SHARED.get();
        if (server == null) {
            server = start();
            SHARED.set(server);
        }
        return server;
    }

    /** Starts another, or skips the test where there is no PostgreSQL, but never in CI. */
    public static PostgresServer start() {
        return new PostgresServer(programs().orElseThrow(PostgresServer::absent), (server, data) -> {
            Path password = Files.writeString(server.directory.resolve("password"), PASSWORD);
            server.give(password);
            server.done(
                    "initdb",
                    "-D",
                    data,
                    "-U",
                    USER,
                    "-A",
                    "scram-sha-256",
                    "--pwfile",
                    password.toString(),
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "-N");
        });
    }

    /** Starts one that follows this one. */
    public PostgresServer replica() {
        return new PostgresServer(
                programs,
                (server, data) -> server.done(
                        "pg_basebackup",
                        "-D",
                        data,
                        "-R",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "" + port,
                        "-U",
                        USER,
                        "-c",
                        "fast"));
    }

    private interface Making {
        void make(PostgresServer server, String data) throws IOException;
    }

    private PostgresServer(Path programs, Making making) {
        this.programs = programs;
        try {
            directory = Files.createTempDirectory("parlance-postgres");
            give(directory);
            port = freePort();
            making.make(this, data());
            process = begun();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        awaitService();
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private Process begun() throws IOException {
        List<String> command = command("postgres", "-D", data(), "-p", "" + port, "-h", "127.0.0.1", "-k", "", "-F");
        command.addAll(List.of("-c", "max_connections=300", "-c", "synchronous_commit=off"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    /** What the driver calls it. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public Map<String, String> login() {
        return Map.of("user", USER, "password", PASSWORD);
    }

    /** What PostgreSQL's own tools call it, and many an environment. */
    public String uri() {
        String password = URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8).replace("+", "%20");
        return "postgres://" + USER + ":" + password + "@127.0.0.1:" + port + "/postgres";
    }

    public int port() {
        return port;
    }

    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(login());
        return DriverManager.getConnection(url(), properties);
    }

    /** Asks for one value, as text. */
    public String ask(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a replica follow nobody any more: what is written from then on it lacks. */
    public void detach() {
        execute("ALTER SYSTEM SET primary_conninfo = ''");
        ask("SELECT pg_reload_conf()");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!ask("SELECT count(*) FROM pg_stat_wal_receiver").equals("0")) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("the replica follows still");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends and begins again. */
    public void restart() {
        end("-INT"); // fast shutdown, whoever is connected
        try {
            process = begun();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitService();
    }

    /** Stops it as it stands: it answers nothing, and every line stays open. */
    public void freeze() {
        signal("-STOP");
    }

    /** Lets it go on. */
    public void thaw() {
        signal("-CONT");
    }

    /** Lets the sessions that begin from now on write no file beyond a length, as on a disk that is full; a negative one for any length. */
    public void limitFiles(long bytes) {
        List<String> limit = asItsOwner();
        String most = bytes < 0 ? "unlimited" : "" + bytes;
        limit.addAll(List.of("prlimit", "--pid", "" + process.pid(), "--fsize=" + most + ":"));
        try {
            run(limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To the server first, so that none is begun any more, then to all that it has begun; one of those may end by itself meanwhile. */
    private void signal(String signal) {
        try {
            run(List.of("kill", signal, "" + process.pid()));
            for (ProcessHandle each : process.descendants().toList()) {
                signal(signal, each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String signal, ProcessHandle to) throws IOException {
        try {
            run(List.of("kill", signal, "" + to.pid()));
        } catch (IOException e) {
            if (to.isAlive()) {
                throw e;
            }
        }
    }

    /** Ends without a word. */
    public void kill() {
        end("-QUIT");
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
                .findFirst()
                .map(PostgresServer::withItsSiblings);
    }

    /** A link on the PATH leads to where all of PostgreSQL's programs are. */
    private static Path withItsSiblings(Path programs) {
        try {
            return programs.resolve("postgres").toRealPath().resolveSibling("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Gives a file to whoever runs the server. */
    private void give(Path file) throws IOException {
        if (isRoot()) {
            run(List.of("chown", "nobody", file.toString()));
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static List<String> asItsOwner() {
        return new ArrayList<>(
                isRoot() ? List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups") : List.of());
    }

    private List<String> command(String program, String... options) {
        List<String> all = asItsOwner();
        all.add(programs.resolve(program).toString());
        all.addAll(List.of(options));
        return all;
    }

    private void done(String program, String... options) throws IOException {
        run(command(program, options));
    }

    private void run(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", PASSWORD);
        Process running = builder.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
                connect().close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() - end > 0 || !process.isAlive()) {
                    throw new IllegalStateException("PostgreSQL does not serve, see " + directory.resolve("log"), e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private void end(String signal) {
        try {
            if (process.isAlive()) {
                run(List.of("kill", signal, "" + process.pid()));
            }
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end("-INT");
        try (Stream<Path> files = Files.exists(directory) ? Files.walk(directory) : Stream.empty()) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
