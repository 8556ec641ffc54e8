package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.StaticResources;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each asks for much and takes little of it: two such answers are more than the node may hold, one is not. */
@Tag("faults")
class UntakenAnswersTest {
    /** More than two kernels' buffers take. */
    private static final int LENGTH = 15 << 20;

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        Files.write(Files.createDirectory(folder.resolve("web")).resolve("long.txt"), new byte[LENGTH]);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            StaticResources resources = StaticResources.fromClasspath(loader, "/web");
            server = TestServer.start(builder ->
                    builder.unfinishedInputBytes(24 << 20).ioThreads(1).resources(resources));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient asking(String connection) throws IOException {
        return server.connect().send("GET /long.txt HTTP/1.1\r\nHost: x\r\nConnection: " + connection + "\r\n\r\n");
    }

    /** With one I/O thread, what was sent before has been looked at when the second of two requests has its answer. */
    private void awaitThread() throws IOException {
        try (RawClient client = server.connect()) {
            client.get("/health");
            client.get("/health");
        }
    }

    private static boolean getsAll(RawClient client) {
        try {
            return client.answer().body().length() == LENGTH;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive", "close"})
    void oneOfTwoGoes(String connection) throws IOException {
        try (RawClient one = asking(connection);
                RawClient other = asking(connection)) {
            awaitThread();
            assertThat(List.of(getsAll(one), getsAll(other))).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void whatWasTakenCountsNoMore() throws IOException {
        try (RawClient one = asking("keep-alive")) {
            assertThat(getsAll(one)).isTrue();
            try (RawClient other = asking("keep-alive")) {
                awaitThread();
                assertThat(getsAll(other)).isTrue();
            }
            assertThat(one.get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void whatIsSentBehindAnAnswerThatNobodyTakesIsLeftToTheKernel() throws IOException {
        int count = 3_000;
        String request = "GET /health HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(7_000) + "\r\n\r\n";
        AtomicInteger sent = new AtomicInteger();
        try (RawClient client = asking("keep-alive")) {
            new Thread(() -> {
                        for (int i = 0; i < count; i++) {
                            client.trySend(request);
                            sent.incrementAndGet();
                        }
                    })
                    .start();
            int before;
            do {
                before = sent.get();
                awaitThread();
            } while (sent.get() > before);
            assertThat(getsAll(client)).isTrue();
            for (int i = 0; i < count; i++) {
                assertThat(client.answer().status()).isEqualTo(200);
            }
        }
    }
}
