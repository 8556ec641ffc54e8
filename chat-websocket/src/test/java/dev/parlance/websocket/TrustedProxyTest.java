package dev.parlance.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parlance.model.User;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy at 127.0.0.9 is trusted. */
class TrustedProxyTest {
    private static final String PROXY = "127.0.0.9";
    private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";

    private final List<String> addresses = new CopyOnWriteArrayList<>();
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(
                engine -> engine.authenticator(credentials -> {
                    addresses.add(credentials.address().orElse("none"));
                    return CompletableFuture.<@Nullable User>completedFuture(User.of("ada", "Ada"));
                }),
                builder -> builder.trustedProxies("127.0.0.8/29")
                        .addressLimits(AddressLimits.builder()
                                .connections(2)
                                .requests(1, 2)
                                .build()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String addressSeen(String from, String... headers) throws IOException {
        try (RawClient client = server.connectFrom(from).upgrade("/ws", headers)) {
            client.ask("{\"event\":\"authenticate\",\"data\":{\"userId\":\"ada\",\"username\":\"a\"},\"id\":1}");
        }
        return addresses.get(addresses.size() - 1);
    }

    @Test
    void theAddressThatATrustedProxyNamesIsTheClientsOnBothProtocols() throws IOException {
        assertThat(addressSeen(PROXY, "X-Forwarded-For: 1.1.1.1, 192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(addressSeen(PROXY, "Forwarded: for=192.0.2.8;proto=https")).isEqualTo("192.0.2.8");
        try (RawClient client = server.connectFrom(PROXY).upgrade(SOCKET_IO, "X-Forwarded-For: 192.0.2.9")) {
            client.readText();
            client.text("40{\"userId\":\"ada\",\"username\":\"a\"}");
            client.readText();
        }
        assertThat(addresses).endsWith("192.0.2.9");
    }

    @Test
    void whatOthersSayOfAnAddressIsNotBelieved() throws IOException {
        assertThat(addressSeen("127.0.0.2", "X-Forwarded-For: 192.0.2.7", "Forwarded: for=192.0.2.7"))
                .isEqualTo("127.0.0.2");
    }

    @Test
    void ofSeveralProxiesEachIsTrustedOrTheChainEndsThere() throws IOException {
        assertThat(addressSeen(PROXY, "X-Forwarded-For: 1.1.1.1, 192.0.2.7, 127.0.0.10, 127.0.0.11"))
                .isEqualTo("192.0.2.7");
        assertThat(addressSeen(PROXY, "X-Forwarded-For: 192.0.2.7, 127.0.0.16, 127.0.0.11"))
                .as("a proxy that is not trusted")
                .isEqualTo("127.0.0.16");
        assertThat(addressSeen(PROXY, "X-Forwarded-For: 192.0.2.7", "X-Forwarded-For: 127.0.0.10"))
                .isEqualTo("192.0.2.7");
    }

    @Test
    void ipv6ComesInBracketsOrNotWithAPortOrNot() throws IOException {
        String seven = "2001:db8:0:0:0:0:0:7";
        assertThat(addressSeen(PROXY, "X-Forwarded-For: 2001:db8::7")).isEqualTo(seven);
        assertThat(addressSeen(PROXY, "X-Forwarded-For: [2001:db8::7]:4711")).isEqualTo(seven);
        assertThat(addressSeen(PROXY, "Forwarded: for=\"[2001:db8::7]:4711\"")).isEqualTo(seven);
    }

    @Test
    void ofALongChainTheProxysOwnEntryCountsAndOneThatIsLongerThanAHeadMayBeIsRefused() throws IOException {
        String spoofed = "1.1.1.1, ".repeat(800);
        assertThat(addressSeen(PROXY, "X-Forwarded-For: " + spoofed + "192.0.2.7"))
                .isEqualTo("192.0.2.7");
        try (RawClient client = server.connectFrom(PROXY)) {
            assertThat(client.get("/health", "X-Forwarded-For: " + spoofed + spoofed + "192.0.2.7")
                            .status())
                    .isEqualTo(431);
        }
    }

    @Test
    void anIpv6ClientHasTheBoundsOfItsNetworkWhateverItsLastHalf() throws IOException {
        try (RawClient proxy = server.connectFrom(PROXY)) {
            for (int i = 1; i <= 2; i++) {
                assertThat(proxy.get("/health", "X-Forwarded-For: 2001:db8:1:2::" + i)
                                .status())
                        .isEqualTo(200);
            }
            assertThat(proxy.get("/health", "X-Forwarded-For: 2001:db8:1:2:3:4:5:6")
                            .status())
                    .isEqualTo(429);
            assertThat(proxy.get("/health", "X-Forwarded-For: 2001:db8:1:3::1").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatIsMalformedOrContradictsItselfLeavesTheProxysOwn() throws IOException {
        for (String nobody : List.of("nobody", "unknown", "_hidden", "192.0.2.7, unknown", "")) {
            assertThat(addressSeen(PROXY, "X-Forwarded-For: " + nobody)).isEqualTo(PROXY);
        }
        assertThat(addressSeen(PROXY, "X-Forwarded-For: 192.0.2.7", "Forwarded: for=1.1.1.1"))
                .isEqualTo(PROXY);
    }

    @Test
    void theLimitsAreThoseOfTheClientNotOfTheProxy() throws IOException {
        try (RawClient proxy = server.connectFrom(PROXY)) {
            for (int i = 0; i < 2; i++) {
                assertThat(proxy.get("/health", "X-Forwarded-For: 192.0.2.7").status())
                        .isEqualTo(200);
            }
            assertThat(proxy.get("/health", "X-Forwarded-For: 192.0.2.7").status())
                    .isEqualTo(429);
            assertThat(proxy.get("/health", "X-Forwarded-For: 192.0.2.8").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void webSocketsThroughAProxyAreTheClientsConnections() throws IOException {
        String one = "X-Forwarded-For: 192.0.2.7";
        try (RawClient first = server.connectFrom(PROXY).upgrade("/ws", one);
                RawClient second = server.connectFrom(PROXY).upgrade("/ws", one);
                RawClient third = server.connectFrom(PROXY);
                RawClient other = server.connectFrom(PROXY)) {
            assertThat(third.tryUpgrade("/ws", one).status()).isEqualTo(429);
            assertThat(other.tryUpgrade("/ws", "X-Forwarded-For: 192.0.2.8").status())
                    .isEqualTo(101);
            assertThat(first.ask("{\"event\":\"ping\",\"id\":1}")).contains("\"id\":1");
            assertThat(second.ask("{\"event\":\"ping\",\"id\":1}")).contains("\"id\":1");
        }
    }

    @Test
    void aProxyIsANetwork() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatServer.builder(server.engine)
                        .trustedProxies("proxy.local")
                        .build())
                .withMessage("trustedProxies: a network must be like 10.0.0.0/8 or fd00::/8, not \"proxy.local\"");
    }
}
