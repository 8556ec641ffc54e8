package dev.parlance.websocket.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are replaced while a server runs. */
class RenewalTest {
    private static MadeKey[] keys;

    private Path chain;
    private Path key;
    private TlsFiles files;
    private TestServer server;

    @BeforeAll
    static void makeKeys(@TempDir Path folder) throws Exception {
        keys = new MadeKey[] {
            MadeKey.of(folder, "EC", "localhost", 90), MadeKey.of(folder, "RSA", "localhost", 90),
        };
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        chain = folder.resolve("chain.pem");
        key = folder.resolve("key.pem");
        keys[0].writeTo(chain, key);
        files = TlsFiles.builder()
                .pem(chain, key)
                .lookEvery(Duration.ofMillis(20))
                .build();
        server = TestServer.start(builder -> builder.tls(files));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void filesThatAreReplacedAreNoticedAndWhoIsConnectedStays() throws Exception {
        try (RawClient early = TlsClient.connect(server.port()).upgrade("/ws")) {
            keys[1].writeTo(chain, key);
            await("the new certificate is shown")
                    .until(() -> TlsClient.certificate(server.port(), "").equals(keys[1].certificate()));
            assertThat(early.ask("{\"event\":\"ping\",\"id\":1}")).isEqualTo("{\"id\":1,\"data\":{}}");
        }
    }

    @Test
    void brokenFilesChangeNothing() throws Exception {
        MadeKey.replace(key, "broken");
        assertThatIOException().isThrownBy(files::reload).withMessageContaining(key.toString());
        assertThat(TlsClient.certificate(server.port(), "")).isEqualTo(keys[0].certificate());
        MadeKey.replace(key, keys[0].keyPem());
        files.reload();
        assertThat(TlsClient.certificate(server.port(), "")).isEqualTo(keys[0].certificate());
    }

    @Test
    void underLoadNoConnectionIsLostOrRefused() throws Exception {
        int members = 4;
        AtomicInteger renewals = new AtomicInteger();
        ExecutorService load = Executors.newFixedThreadPool(2 * members);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < members; i++) {
                all.add(load.submit(() -> talk(renewals)));
                all.add(load.submit(() -> comeAndGo(renewals)));
            }
            while (renewals.get() < 20) {
                keys[(renewals.get() + 1) % 2].writeTo(chain, key);
                files.reload();
                renewals.incrementAndGet();
            }
            for (Future<Integer> each : all) {
                assertThat(each.get(40, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            load.shutdownNow();
        }
    }

    private int talk(AtomicInteger renewals) throws IOException {
        int said = 0;
        try (RawClient client = TlsClient.connect(server.port()).upgrade("/ws")) {
            while (said == 0 || renewals.get() < 20) {
                said++;
                assertThat(client.ask("{\"event\":\"ping\",\"id\":" + said + "}"))
                        .isEqualTo("{\"id\":" + said + ",\"data\":{}}");
            }
        }
        return said;
    }

    private int comeAndGo(AtomicInteger renewals) throws IOException {
        int came = 0;
        while (came == 0 || renewals.get() < 20) {
            came++;
            try (RawClient client = TlsClient.connect(server.port())) {
                assertThat(client.get("/health").status()).isEqualTo(200);
            }
        }
        return came;
    }
}
