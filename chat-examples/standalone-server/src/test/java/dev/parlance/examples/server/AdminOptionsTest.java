package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.websocket.AdminPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Where and for whom the standalone server opens the interface for operators. */
class AdminOptionsTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    private Optional<AdminPort> open(String... arguments) throws IOException {
        CommandLine commandLine = ChatServerMain.commandLine(environment);
        commandLine.parseArgs(arguments);
        ChatServerMain options = commandLine.getCommand();
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
