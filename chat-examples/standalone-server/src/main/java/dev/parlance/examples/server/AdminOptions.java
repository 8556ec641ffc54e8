package dev.parlance.examples.server;

import dev.parlance.websocket.AdminPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The options that open the interface for operators. A token is never typed: everyone on the machine would see it in the list of processes. */
final class AdminOptions {
    private static final long MAX_FILE_BYTES = 64 * 1024;

    @Option(
            names = "--admin-token-file",
            paramLabel = "<file>",
            description =
                    "Open the interface for operators (docs/ADMIN.md) to those who have a token of this file: one a line, of 32 characters or more, with a name before it or without."
                            + " [ADMIN_TOKEN_FILE, or one token itself in ADMIN_TOKEN]")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--admin-client-ca",
            paramLabel = "<file>",
            description =
                    "Open it to those who show a certificate of these authorities, in PEM (mutual TLS); needs --tls-cert. [ADMIN_CLIENT_CA]")
    @Nullable
    Path clientCa;

    @Option(
            names = "--admin-client",
            paramLabel = "<subject>",
            description =
                    "Of those only this one, as in \"CN=ops, O=Example\"; repeated for several. [ADMIN_CLIENT, for one]")
    List<String> clients = List.of();

    @Option(
            names = "--admin-port",
            paramLabel = "<port>",
            converter = WholeNumber.Port.class,
            description = "Listen for operators on this port. Default 5005. [ADMIN_PORT]")
    int port = 5005;

    @Option(
            names = "--admin-host",
            paramLabel = "<address>",
            description =
                    "Listen for operators on this address. Default 127.0.0.1: from elsewhere by way of ssh, or with TLS. [ADMIN_HOST]")
    String host = "127.0.0.1";

    /** Of the environment. */
    private final @Nullable String token;

    /** Who hears of what is not safe. */
    Consumer<String> warnings = LoggerFactory.getLogger(AdminOptions.class)::warn;

    AdminOptions(@Nullable String token) {
        this.token = token;
    }

    /** {@return where and for whom it is opened, if it is} */
    Optional<AdminPort> open() throws IOException {
        if (tokenFile == null && token == null && clientCa == null) {
            if (!clients.isEmpty()) {
                throw new IllegalArgumentException("--admin-client needs --admin-client-ca, who vouches for it");
            }
            return Optional.empty();
        }
        AdminPort.Builder admin = AdminPort.builder().host(host).port(port);
        if (token != null) {
            requireGood("the variable ADMIN_TOKEN", "env", token);
            admin.token("env", token);
        }
        if (tokenFile != null) {
            tokens(tokenFile).forEach(words -> admin.token(words.get(0), words.get(1)));
            warnIfOpen(tokenFile);
        }
        if (clientCa != null) {
            admin.clientCa(clientCa);
        }
        clients.forEach(admin::client);
        return Optional.of(admin.build());
    }

    /** Names and tokens. One without a name is called by its line, as an editor counts it, so that the log leads there, and so does a fault; what stands there is never shown. */
    private static List<List<String>> tokens(Path file) throws IOException {
        List<String> lines = lines(file);
        List<List<String>> tokens = IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).isBlank() && !lines.get(i).strip().startsWith("#"))
                .mapToObj(i -> named(file, i + 1, lines.get(i).strip()))
                .toList();
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException(file + " has no token");
        }
        return tokens;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            if (Files.size(file) <= MAX_FILE_BYTES) {
                return Files.readAllLines(file);
            }
        } catch (IOException e) {
            throw new IOException("the tokens in " + file + " cannot be read: " + e, e);
        }
        throw new IOException(file + " is no list of tokens: it has more than " + MAX_FILE_BYTES + " bytes");
    }

    /** Looked at by itself, so that it is known in which line the fault is. */
    private static List<String> named(Path file, int number, String line) {
        List<String> words = List.of(line.split("\\s+", 2));
        List<String> named = words.size() == 2 ? words : List.of("token-" + number, line);
        requireGood(file + ", line " + number, named.get(0), named.get(1));
        return named;
    }

    private static void requireGood(String source, String name, String token) {
        try {
            AdminPort.builder().token(name, token).build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
        }
    }

    /** As the key of a certificate is warned of. */
    private void warnIfOpen(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
            warnings.accept("every user of this machine can read the tokens of operators: " + file);
        }
    }
}
