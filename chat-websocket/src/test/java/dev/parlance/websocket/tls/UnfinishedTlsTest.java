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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of TLS is not complete counts in the node's sum, and has its time. */
@Tag("faults")
class UnfinishedTlsTest {
    private static final int RECORD = 16 * 1024;
    private static final int LIMIT = 32 * RECORD;
    private static final byte[] BEGUN = {22, 3, 1, 0x40}; // a handshake's record of 16 KB, 0 is to follow

    private static final Duration HEAD = Duration.ofSeconds(3);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static Certificates certificates;

    private final InputBudget budget = new InputBudget(LIMIT);
    private Port port;
    private int number;

    @BeforeAll
    static void makeKey(@TempDir Path folder) throws Exception {
        certificates = MadeKey.of(folder, "EC", "localhost", 90).certificates();
    }

    @BeforeEach
    void open() throws IOException {
        Router router = Router.builder()
                .route("GET", "/short", asked -> asked.respond(Response.json(200, new byte[1])))
                .build();
        HttpSettings http = new HttpSettings(
                router,
                new Origins(List.of(), true),
                Edge.PLAIN,
                AddressAccounts.unbounded(),
                RefusalListener.NOBODY,
                HEAD,
                HEAD,
                IDLE);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port = new Port(
                new PortSettings(any, 1, 1000, 1000, Duration.ofMillis(20), budget, certificates),
                wire -> new HttpProtocol(wire, http));
        number = port.open().getPort();
    }

    @AfterEach
    void close() {
        port.close(100);
    }

    private Socket plain() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
        return socket;
    }

    private static SSLSocket encrypted(Socket plain) throws IOException {
        return TlsClient.over(plain, "", List.of(), List.of());
    }

    private void awaitHeld(long least, long most) {
        await("what is held is counted")
                .untilAsserted(() -> assertThat(budget.held()).isBetween(least, most));
    }

    @Test
    void aHandshakeCountsBeforeItsFirstByteUntilItIsDone() throws IOException {
        try (Socket plain = plain()) {
            awaitHeld(4 * RECORD, 5 * RECORD);
            plain.getOutputStream().write(BEGUN);
        }
        awaitHeld(0, 0);
        try (RawClient client = new RawClient(encrypted(plain()))) {
            assertThat(client.get("/short").status()).isEqualTo(200);
            awaitHeld(0, 0);
        }
    }

    @Test
    void aByteOfARecordCountsForAWholeOne() throws IOException {
        try (Socket plain = plain();
                RawClient client = new RawClient(encrypted(plain))) {
            assertThat(client.get("/short").status()).isEqualTo(200);
            plain.getOutputStream().write(23);
            awaitHeld(RECORD, 2 * RECORD);
        }
        awaitHeld(0, 0);
    }

    @Test
    void aHandshakeThatDripsInHasTheTimeOfAHeadHoweverOftenAByteComes() throws IOException {
        try (RawClient honest = new RawClient(encrypted(plain()));
                RawClient slow = new RawClient(plain()).send(BEGUN)) {
            byte[] rest = new byte[1 + RECORD];
            int sent = 0;
            await("both are there").until(() -> port.connections() == 2);
            while (port.connections() == 2) {
                assertThat(sent).isLessThan(rest.length);
                slow.trySend(new String(rest, sent++, 1, StandardCharsets.ISO_8859_1));
                for (int i = 0; i < 10; i++) { // so that the record is far from complete in all its time
                    assertThat(honest.get("/short").status()).isEqualTo(200);
                }
            }
            assertThat(slow.isEnded()).isTrue();
            assertThat(sent).isBetween(2, rest.length - 1);
        }
    }

    @Test
    void ofTooManyHandshakesTheOldestEndAndWhoComesNextIsServed() throws IOException {
        List<RawClient> attackers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            attackers.add(new RawClient(plain()).send(BEGUN));
            if (i % 100 == 99) {
                try (RawClient client = new RawClient(encrypted(plain()))) {
                    assertThat(client.get("/short").status()).isEqualTo(200);
                }
                assertThat(budget.held()).isLessThan(LIMIT + LIMIT / 4);
            }
        }
        assertThat(attackers.get(0).isEnded()).isTrue();
        assertThat(port.connections()).isLessThanOrEqualTo(LIMIT / RECORD / 4);
        for (RawClient attacker : attackers) {
            attacker.close();
        }
        awaitHeld(0, 0);
    }
}
