package dev.parlance.websocket.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.address.AddressAccounts;
import dev.parlance.websocket.http.Edge;
import dev.parlance.websocket.http.HttpProtocol;
import dev.parlance.websocket.http.HttpSettings;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.RefusalListener;
import dev.parlance.websocket.http.Response;
import dev.parlance.websocket.http.Router;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.net.Port;
import dev.parlance.websocket.net.PortSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On one event loop, whose handshakes take as long as the test likes. */
@Timeout(60)
class ManyHandshakesTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int BREATH = 300;
    private static X509ExtendedKeyManager keys;

    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore mayGoOn = new Semaphore(0);
    private final InputBudget budget = new InputBudget(Integer.MAX_VALUE);
    private final Set<Thread> others = ioThreads().collect(Collectors.toSet());
    private Port port;
    private int number;

    /** The server's key, found when the test lets it. */
    private final class SlowKeys extends X509ExtendedKeyManager {
        @Override
        public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
            arrived.release();
            mayGoOn.acquireUninterruptibly();
            return keys.chooseEngineServerAlias(type, issuers, engine);
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return keys.getServerAliases(type, issuers);
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }

    @BeforeAll
    static void makeKey(@TempDir Path folder) throws Exception {
        char[] password = MadeKey.PASSWORD.toCharArray();
        KeyStore store = KeyStore.getInstance(
                MadeKey.of(folder, "EC", "localhost", 90).pkcs12().toFile(), password);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        keys = (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    }

    @BeforeEach
    void open() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new SlowKeys()}, null, null);
        Router router = Router.builder()
                .route("GET", "/short", asked -> asked.respond(Response.json(200, new byte[1])))
                .build();
        HttpSettings http = new HttpSettings(
                router,
                new Origins(List.of(), true),
                Edge.PLAIN,
                AddressAccounts.unbounded(),
                RefusalListener.NOBODY,
                LONG,
                LONG,
                LONG);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port = new Port(
                new PortSettings(any, 1, 1000, 1000, Duration.ofMillis(20), budget, () -> context),
                wire -> new HttpProtocol(wire, http));
        number = port.open().getPort();
    }

    @AfterEach
    void close() {
        mayGoOn.release(1000);
        port.close(100);
    }

    private RawClient served() throws IOException {
        mayGoOn.release();
        RawClient client = new RawClient(TlsClient.connect(number, "", List.of(), List.of()));
        arrived.acquireUninterruptibly();
        return client;
    }

    private static byte[] clientHello() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer made = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), made);
        byte[] hello = new byte[made.flip().remaining()];
        made.get(hello);
        return hello;
    }

    private RawClient computing() throws Exception {
        RawClient stranger = new RawClient(new Socket(InetAddress.getLoopbackAddress(), number)).send(clientHello());
        assertThat(arrived.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        return stranger;
    }

    /** What the port's I/O thread has used. */
    private long processorNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return ioThreads()
                .filter(thread -> !others.contains(thread))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
                .sum();
    }

    private static Stream<Thread> ioThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("parlance-io-"));
    }

    @Test
    void whoTalksWaitsForNobodysHandshake() throws Exception {
        try (RawClient honest = served()) {
            CompletableFuture<SSLSocket> next = CompletableFuture.supplyAsync(() -> {
                try {
                    return TlsClient.connect(number, "", List.of(), List.of());
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(arrived.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            assertThat(honest.get("/short").status()).isEqualTo(200);
            assertThat(next).isNotDone();
            mayGoOn.release();
            try (RawClient client = new RawClient(next.get(60, TimeUnit.SECONDS))) {
                assertThat(client.get("/short").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void whatComesWhileAHandshakeComputesWaitsInTheKernelAndCostsNothing() throws Exception {
        try (RawClient honest = served();
                RawClient stranger = computing()) {
            byte[] more = new byte[8 * 1024 * 1024];
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> stranger.trySend(new String(more, StandardCharsets.ISO_8859_1)));
            for (int i = 0; i < 100; i++) {
                assertThat(honest.get("/short").status()).isEqualTo(200);
            }
            assertThat(sent).isNotDone();
            assertThat(port.connections()).isEqualTo(2);
            long before = processorNanos();
            assertThat(arrived.tryAcquire(BREATH, TimeUnit.MILLISECONDS)).isFalse(); // nobody comes
            assertThat(processorNanos() - before).isLessThan(TimeUnit.MILLISECONDS.toNanos(BREATH) / 3);
            mayGoOn.release();
            await("it is no TLS").until(() -> port.connections() == 1);
            assertThat(honest.get("/short").status()).isEqualTo(200);
            sent.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoGoesMeanwhileLeavesNothing() throws Exception {
        try (RawClient honest = served()) {
            computing().close();
            assertThat(honest.get("/short").status()).isEqualTo(200);
            mayGoOn.release();
            await("it has gone").until(() -> port.connections() == 1 && budget.held() == 0);
        }
    }

    @Test
    void thePortEndsWhileHandshakesCompute() throws Exception {
        try (RawClient stranger = computing()) {
            port.close(100);
            assertThat(port.connections()).isZero();
            mayGoOn.release();
            assertThat(stranger.isEnded()).isTrue();
        }
    }
}
