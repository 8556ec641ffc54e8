package dev.parlance.websocket.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.tls.MadeKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files larger than the server's heap, which has 64 MB; how large, in megabytes, -Dparlance.files.megabytes says: 1,024 for a gigabyte, and twenty of a twentieth of that. */
@Tag("faults")
class LargeFilesTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int MEGABYTES = Integer.getInteger("parlance.files.megabytes", 200);
    private static final int AT_ONCE = 20;

    @TempDir
    Path directory;

    private Process server;
    private int port;
    private @Nullable SSLContext tls;

    private void serve(boolean encrypted) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                FilesServerMain.class.getName(),
                directory.resolve("files").toString()));
        if (encrypted) {
            Path keys = MadeKey.of(directory, "EC", "localhost", 2).pkcs12();
            command.addAll(List.of(keys.toString(), MadeKey.PASSWORD));
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(KeyStore.getInstance(keys.toFile(), MadeKey.PASSWORD.toCharArray()));
            tls = SSLContext.getInstance("TLS");
            tls.init(null, trusted.getTrustManagers(), null);
        }
        server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        assertThat(line).as("what the server says first").startsWith("port ");
        port = Integer.parseInt(line.substring("port ".length()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroyForcibly();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private RawClient connect() throws IOException {
        Socket socket = tls == null
                ? new Socket(InetAddress.getLoopbackAddress(), port)
                : tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        return new RawClient(socket);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileLargerThanTheHeapComesAndGoes(boolean encrypted) throws Exception {
        serve(encrypted);
        requireThereAndBack(encrypted ? MEGABYTES / 4 : MEGABYTES, 1);
        assertThat(server.isAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void soDoTwentyAtOnce(boolean encrypted) throws Exception {
        serve(encrypted);
        int each = Math.max(1, MEGABYTES / AT_ONCE / (encrypted ? 4 : 1));
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                int seed = i;
                all.add(CompletableFuture.runAsync(() -> requireThereAndBack(each, seed), clients));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).get(50, TimeUnit.SECONDS);
        } finally {
            clients.shutdownNow();
        }
        assertThat(server.isAlive()).isTrue();
    }

    private void requireThereAndBack(int megabytes, int seed) {
        try (RawClient client = connect()) {
            byte[] piece = new byte[MEGABYTE];
            new Random(seed).nextBytes(piece);
            CRC32 sent = new CRC32();
            client.send("POST /api/chat/tea/files HTTP/1.1\r\nHost: localhost\r\nX-User-Id: ada\r\nContent-Length: "
                    + (long) megabytes * MEGABYTE + "\r\n\r\n");
            for (int i = 0; i < megabytes; i++) {
                piece[0] = (byte) i;
                sent.update(piece);
                client.send(piece);
            }
            RawClient.Answer there = client.answer();
            assertThat(there.status()).as(there.body()).isEqualTo(201);
            String url = there.body().replaceFirst("(?s).*\"url\":\"([^\"]+)\".*", "$1");
            client.send("GET " + url + " HTTP/1.1\r\nHost: localhost\r\nX-User-Id: ada\r\n\r\n");
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) client.read(1)[0]);
            }
            CRC32 back = new CRC32();
            for (int i = 0; i < megabytes; i++) {
                back.update(client.read(MEGABYTE));
            }
            assertThat(back.getValue()).isEqualTo(sent.getValue());
            assertThat(client.get("/health").status()).isEqualTo(200);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
