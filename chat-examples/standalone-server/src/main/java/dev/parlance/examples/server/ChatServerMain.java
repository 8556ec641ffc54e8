package dev.parlance.examples.server;

import dev.parlance.websocket.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line. Each option may also come from the environment, see {@link EnvironmentDefaults}. */
@Command(
        name = "chat-server",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Serves chat rooms over WebSocket and HTTP, and a page to talk in, on one port.",
        footer = {
            "",
            "Each option may be set by the environment variable in brackets; the command line wins.",
            "Exit status: 1 if the server cannot start, 2 if an option is wrong."
        })
final class ChatServerMain implements Callable<Integer> {
    private static final Pattern PKCS12 = Pattern.compile("(?i).*\\.(p12|pfx)");
    private static final int CANNOT_START = 1;
    private static final int WRONG_OPTION = 2;
    private static final Duration STOP = Duration.ofSeconds(50); // more than the server and the engine take together

    @Option(
            names = "--port",
            paramLabel = "<port>",
            converter = WholeNumber.Port.class,
            description = "Listen on this port, 0 for any free one. Default 5004. [PORT]")
    int port = 5004;

    @Option(
            names = "--host",
            paramLabel = "<address>",
            description = "Listen on this address only. Default 0.0.0.0, all of them. [HOST]")
    String host = "0.0.0.0";

    @Option(
            names = "--redis",
            paramLabel = "<url>",
            converter = RedisUrlConverter.class,
            description =
                    "Share everything with all servers over this Redis: redis://[[user]:password@]host[:port][/database], or"
                            + " rediss:// for TLS. Default: alone, in memory. [REDIS_URL, or REDIS_HOST and REDIS_PORT]")
    @Nullable
    String redis;

    @Option(
            names = "--redis-prefix",
            paramLabel = "<prefix>",
            description = "Begin all names in Redis with this. Default chat:. [REDIS_PREFIX]")
    String redisPrefix = "chat:";

    @Option(
            names = "--postgres",
            paramLabel = "<url>",
            converter = PostgresUrl.Converter.class,
            description =
                    "Share everything with all servers over this PostgreSQL: postgres://[user[:password]@]host[:port][/database]."
                            + " Not together with --redis. [POSTGRES_URL]")
    @Nullable
    PostgresUrl postgres;

    @Option(
            names = "--postgres-schema",
            paramLabel = "<name>",
            description =
                    "Keep all tables in this schema of PostgreSQL, which is made. Default parlance. [POSTGRES_SCHEMA]")
    String postgresSchema = "parlance";

    @Option(
            names = "--history",
            paramLabel = "<messages>",
            converter = WholeNumber.History.class,
            description = "Keep this many messages of each room. Default 100. [HISTORY_LIMIT]")
    int history = 100;

    @Mixin
    final ArchiveOptions archive;

    @Option(
            names = "--cors-origin",
            paramLabel = "<origin>",
            split = ",",
            description =
                    "Let pages of this origin connect, with their cookies; several with commas or repeated. Default *, all, without cookies. [CORS_ORIGIN]")
    List<String> corsOrigins = List.of("*");

    @Mixin
    final LoginOptions login = new LoginOptions();

    @Mixin
    final FileOptions files = new FileOptions();

    @Option(
            names = "--allowed-host",
            paramLabel = "<name>",
            split = ",",
            description =
                    "Answer under this name only, and under addresses and localhost; several with commas or repeated. Default: all names. [ALLOWED_HOST]")
    List<String> allowedHosts = List.of();

    @Option(
            names = "--tls-cert",
            paramLabel = "<file>",
            description =
                    "Encrypt (https, wss) with this certificate and those that vouch for it, in PEM; or with this .p12 or .pfx, whose password is in"
                            + " TLS_PASSWORD. Read anew when it changes. Default: no encryption. [TLS_CERT]")
    @Nullable
    Path tlsCert;

    @Option(
            names = "--tls-key",
            paramLabel = "<file>",
            description = "The certificate's key, in PEM (PKCS#8, not encrypted). Default: in the same file. [TLS_KEY]")
    @Nullable
    Path tlsKey;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "<network>",
            split = ",",
            description =
                    "Believe a proxy of this network, 10.0.0.0/8, or address, whom it speaks for by Forwarded or X-Forwarded-For; several with"
                            + " commas or repeated. Default: none. [TRUSTED_PROXY]")
    List<String> trustedProxies = List.of();

    /** Never an argument, which every user of the machine can read. */
    private final String tlsPassword;

    @Mixin
    final AdminOptions admin;

    @Option(
            names = "--recovery",
            fallbackValue = "true",
            description =
                    "Give Socket.IO clients that come back their rooms and what they missed; without it, only those that"
                            + " ask for it. [RECOVERY=true]")
    boolean recovery;

    @Option(
            names = "--unlimited",
            fallbackValue = "true",
            description =
                    "Set no rates, and no bounds for an address: for load tests. Bounds of memory stay. [UNLIMITED=true]")
    boolean unlimited;

    @Option(
            names = "--io-threads",
            paramLabel = "<threads>",
            converter = WholeNumber.Threads.class,
            description = "Read and write on this many threads. Default: as many as fit the processors. [IO_THREADS]")
    int ioThreads;

    private ChatServerMain(String tlsPassword, ArchiveOptions archive, AdminOptions admin) {
        this.tlsPassword = tlsPassword;
        this.archive = archive;
        this.admin = admin;
    }

    /** The certificates to encrypt with, or null. */
    @Nullable
    TlsFiles tls() {
        Path certificate = tlsCert;
        if (certificate == null) {
            if (tlsKey != null) {
                throw new IllegalArgumentException("--tls-key needs --tls-cert, the key's certificate");
            }
            return null;
        }
        TlsFiles.Builder files = TlsFiles.builder();
        if (PKCS12.matcher(certificate.toString()).matches()) {
            if (tlsKey != null) {
                throw new IllegalArgumentException("--tls-key is for PEM: " + certificate + " holds its key itself");
            }
            return files.pkcs12(certificate, tlsPassword.toCharArray()).build();
        }
        return files.pem(certificate, tlsKey == null ? certificate : tlsKey).build();
    }

    /**
     * Runs the server until the process is told to end.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        EnvironmentDefaults defaults = new EnvironmentDefaults(environment);
        ArchiveOptions archive = new ArchiveOptions(defaults.value("ARCHIVE_USER"), defaults.value("ARCHIVE_PASSWORD"));
        AdminOptions admin = new AdminOptions(defaults.value("ADMIN_TOKEN"));
        return new CommandLine(new ChatServerMain(environment.getOrDefault("TLS_PASSWORD", ""), archive, admin))
                .setDefaultValueProvider(defaults)
                .setParameterExceptionHandler((wrong, args) -> {
                    wrong.getCommandLine().getErr().println("chat-server: " + defaults.explain(wrong, args));
                    return WRONG_OPTION;
                })
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    if (failure instanceof IllegalArgumentException || failure instanceof IOException) {
                        commandLine.getErr().println("chat-server: " + failure.getMessage());
                        return failure instanceof IOException ? CANNOT_START : WRONG_OPTION;
                    }
                    throw failure;
                });
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StandaloneServer server = new StandaloneServer(this);
        Runtime.getRuntime().addShutdownHook(new Thread(new StopHook(server::close, STOP), "parlance-stop-hook"));
        server.start();
        new CountDownLatch(1).await(); // until a signal ends the process, by way of the hook
        return 0;
    }
}
