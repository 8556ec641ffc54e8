package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.ChatEngine;
import dev.parlance.websocket.AdminPort;
import dev.parlance.websocket.ChatServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Where and for whom the standalone server opens the interface for operators. */
class AdminOptionsTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final Map<String, String> environment = new HashMap<>();

    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path folder;

    private Optional<AdminPort> open(String... arguments) throws IOException {
        CommandLine commandLine = ChatServerMain.commandLine(environment);
        commandLine.parseArgs(arguments);
        ChatServerMain options = commandLine.getCommand();
        options.admin.warnings = warnings::add;
        return options.admin.open();
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("tokens"), content).toString();
    }

    @Test
    void withoutATokenItIsShut() throws IOException {
        assertThat(open()).isEmpty();
        assertThat(open("--admin-port", "6000")).isEmpty();
    }

    @Test
    void aTokenComesFromTheEnvironmentOrFromAFileAndIsNeverTyped() throws IOException {
        environment.put("ADMIN_TOKEN", TOKEN);
        assertThat(open()).hasToString("Optional[AdminPort[127.0.0.1:5005]]");
        environment.clear();
        environment.put("ADMIN_TOKEN_FILE", file("# who may\n\nops " + TOKEN + "\n" + TOKEN + "x\n"));
        environment.put("ADMIN_PORT", "6000");
        environment.put("ADMIN_HOST", "0.0.0.0");
        assertThat(open()).hasToString("Optional[AdminPort[0.0.0.0:6000]]");
        assertThat(open("--admin-port", "7000")).hasToString("Optional[AdminPort[0.0.0.0:7000]]");
        assertThatThrownBy(() -> open("--admin-token", TOKEN)).isInstanceOf(CommandLine.ParameterException.class);
    }

    @Test
    void aTokenOfTheFileThatIsCalledEnvLeavesThatOfTheEnvironmentGood() throws Exception {
        String other = TOKEN.replace('0', 'x');
        environment.put("ADMIN_TOKEN", TOKEN);
        AdminPort admin = open("--admin-port", "0", "--admin-token-file", file("env " + other))
                .orElseThrow();
        try (ChatEngine engine = ChatEngine.builder().build();
                ChatServer server = ChatServer.builder(engine)
                        .host("127.0.0.1")
                        .port(0)
                        .admin(admin)
                        .build()
                        .start()) {
            assertThat(status(server, TOKEN)).isEqualTo(200);
            assertThat(status(server, other)).isEqualTo(200);
        }
    }

    private static int status(ChatServer server, String token) throws Exception {
        URI rooms = URI.create("http://127.0.0.1:" + server.adminAddress().getPort() + "/api/admin/rooms");
        HttpRequest request = HttpRequest.newBuilder(rooms)
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aFaultNamesTheVariable() {
        environment.put("ADMIN_TOKEN", "short");
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the variable ADMIN_TOKEN: ")
                .hasMessageNotContaining("short");
    }

    @Test
    void aFileThatEveryUserOfTheMachineMayReadIsWarnedOf() throws IOException {
        Path tokens = Path.of(file("ops " + TOKEN));
        for (String rights : List.of("rw-------", "rw-r-----", "rw-r--r--")) {
            Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString(rights));
            open("--admin-token-file", tokens.toString());
        }
        assertThat(warnings).containsExactly("every user of this machine can read the tokens of operators: " + tokens);
    }

    @Test
    void aFaultNamesTheLineAsAnEditorCountsIt() {
        for (String wrong : new String[] {"short", "ops short", "o/p/s " + TOKEN}) {
            assertThatThrownBy(
                            () -> open("--admin-token-file", file("# who may\n\nops " + TOKEN + "\n" + wrong + "\n")))
                    .hasMessageContaining("tokens, line 4: ");
        }
    }

    @Test
    void clientsHaveAuthoritiesThatVouchForThem() {
        assertThatThrownBy(() -> open("--admin-client", "CN=ops"))
                .hasMessage("--admin-client needs --admin-client-ca, who vouches for it");
        assertThatThrownBy(() -> open("--admin-client-ca", file("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the authorities of clients in");
    }

    @Test
    void aFileThatIsNoListOfTokensIsRefusedWithoutBeingShown() throws IOException {
        for (String content : new String[] {"", "# nothing\n", "geheim", "ops geheim", "o p s " + TOKEN}) {
            assertThatThrownBy(() -> open("--admin-token-file", file(content)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("geheim", TOKEN));
        }
        assertThatThrownBy(() -> open("--admin-token-file", file("x".repeat(70_000))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no list of tokens");
        assertThatThrownBy(
                        () -> open("--admin-token-file", folder.resolve("none").toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be read");
    }
}
