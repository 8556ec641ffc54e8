package dev.parlance.websocket.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that speaks TLS says of it, and expects of pages. */
class StrictTransportTest {
    private static TlsFiles files;

    @BeforeAll
    static void makeKey(@TempDir Path folder) throws Exception {
        MadeKey key = MadeKey.of(folder, "EC", "localhost", 90);
        files = TlsFiles.builder()
                .pkcs12(key.pkcs12(), MadeKey.PASSWORD.toCharArray())
                .build();
    }

    private static String said(UnaryOperator<ChatServer.Builder> settings) throws IOException {
        try (TestServer server = TestServer.start(builder -> settings.apply(builder.tls(files)));
                RawClient client = TlsClient.connect(server.port())) {
            return client.get("/health").header("Strict-Transport-Security");
        }
    }

    @Test
    void browsersAreToComeByTlsAloneForAsLongAsTheHostSays() throws IOException {
        assertThat(said(builder -> builder)).isEqualTo("max-age=15552000");
        assertThat(said(builder -> builder.strictTransport(Duration.ofHours(1))))
                .isEqualTo("max-age=3600");
        assertThat(said(builder -> builder.strictTransport(Duration.ZERO))).isNull();
    }

    @Test
    void aPageOfTheOwnHostThatCameWithoutTlsIsAForeignOne() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.tls(files))) {
            assertThat(upgrade(server, "https://localhost")).isEqualTo(101);
            assertThat(upgrade(server, "http://localhost")).isEqualTo(403);
        }
    }

    private static int upgrade(TestServer server, String origin) throws IOException {
        try (RawClient client = TlsClient.connect(server.port())) {
            return client.tryUpgrade("/ws", "Origin: " + origin).status();
        }
    }
}
