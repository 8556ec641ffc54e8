package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused by its head alone costs its sender as much as what is answered. */
@Tag("faults")
class RefusedHeadsTest {
    private static final int BURST = 3;

    private static int status(TestServer server, String head) throws IOException {
        try (RawClient client = server.connect()) {
            return client.send(head).answer().status();
        }
    }

    private static String head(String kind) {
        String upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        return switch (kind) {
            case "upgrade nowhere" -> "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n" + upgrade + "\r\n";
            case "upgrade with a body" ->
                "GET /ws HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n" + upgrade + "\r\n{}";
            case "foreign host" -> "GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n";
            case "malformed" -> "GET /health HTTP/1.1\r\nHost: localhost\r\nno field\r\n\r\n";
            case "length of nothing" -> "POST /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: none\r\n\r\n";
            case "too long" -> "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n";
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "upgrade nowhere, 404",
        "upgrade with a body, 400",
        "foreign host, 421",
        "malformed, 400",
        "length of nothing, 400",
        "too long, 431"
    })
    void whoGoesOnHasUsedUpItsRequests(String kind, int refusal) throws IOException {
        AddressLimits few = AddressLimits.builder().requests(1, BURST).build();
        try (TestServer server =
                TestServer.start(builder -> builder.addressLimits(few).allowedHosts(List.of("chat.example")))) {
            for (int i = 0; i < BURST; i++) {
                assertThat(status(server, head(kind))).isEqualTo(refusal);
            }
            assertThat(status(server, head(kind))).isEqualTo(429);
        }
    }
}
