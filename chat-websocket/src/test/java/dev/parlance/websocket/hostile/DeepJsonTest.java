package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("faults")
class DeepJsonTest {
    private static String deep(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"ping\",%s]",
                "42[\"ping\",{\"a\":%s}]",
                "40{\"a\":%s}",
                "430[%s]",
            })
    void endsTheConnectionAndNothingElse(String packet) throws IOException {
        try (TestServer server = TestServer.start();
                RawClient neighbour = server.member("ada", "tea");
                RawClient client = server.connect().upgrade("/socket.io/?EIO=4&transport=websocket")) {
            client.readText();
            if (!packet.startsWith("40")) {
                client.text("40").readText();
            }
            client.text(packet.formatted(deep(7_000)));
            assertThat(client.readClose()).isEqualTo(1002);
            assertThat(neighbour.ask("{\"event\":\"ping\",\"id\":9}")).isEqualTo("{\"id\":9,\"data\":{}}");
        }
    }

    @Test
    void aFewLevelsMoreThanThereMayBeEndTheConnectionToo() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.connect().upgrade("/socket.io/?EIO=4&transport=websocket")) {
            client.readText();
            client.text("40").readText();
            client.text("421[\"ping\"," + deep(60) + "]");
            assertThat(client.readText()).startsWith("431[");
            client.text("422[\"ping\"," + deep(65) + "]");
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"ping\",%s]",
                "42[%s]",
            })
    void aHugeNumberOfValuesEndsTheConnectionToo(String packet) throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.connect().upgrade("/socket.io/?EIO=4&transport=websocket")) {
            client.readText();
            client.text("40{\"userId\":\"eve\",\"username\":\"Eve\"}").readText();
            client.text(packet.formatted("1,".repeat(400_000) + "1"));
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @Test
    void aNumberOfThousandsOfDigitsEndsTheConnection() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.connect().upgrade("/socket.io/?EIO=4&transport=websocket")) {
            client.readText();
            client.text("40").readText();
            client.text("42[\"ping\"," + "9".repeat(5_000) + "]");
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "01", "1e", "NaN"})
    void aNumberThatIsNoneEndsTheConnection(String number) throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = server.connect().upgrade("/socket.io/?EIO=4&transport=websocket")) {
            client.readText();
            client.text("40").readText();
            client.text("42[\"ping\"," + number + "]");
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }
}
