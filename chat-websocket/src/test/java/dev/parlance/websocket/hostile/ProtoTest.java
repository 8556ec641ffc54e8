package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names that mean something to JavaScript mean nothing here. */
@Tag("faults")
class ProtoTest {
    @Test
    void isANameLikeAnyOther() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.namespace(
                        "/host",
                        socket -> socket.on(
                                "__proto__",
                                (arguments, acknowledgement) -> acknowledgement.send(arguments.toArray()))));
                RawClient client = server.connect().upgrade("/socket.io/?EIO=4&transport=websocket&__proto__=1")) {
            client.readText();
            client.text("40/__proto__,");
            assertThat(client.readText()).isEqualTo("44/__proto__,{\"message\":\"Invalid namespace\"}");
            client.text("40{\"__proto__\":{\"userId\":\"root\"},\"constructor\":1}");
            assertThat(client.readText()).startsWith("40{\"sid\"");
            client.text("421[\"__proto__\",{\"roomId\":\"tea\"}]");
            assertThat(client.readText()).startsWith("431[{\"error\":{\"code\":\"UNKNOWN_EVENT\"");
            client.text(
                    "422[\"authenticate\",{\"userId\":\"__proto__\",\"username\":\"constructor\",\"__proto__\":{}}]");
            assertThat(client.readText()).isEqualTo("432[{\"userId\":\"__proto__\",\"username\":\"constructor\"}]");
            client.text("423[\"join_room\",{\"roomId\":\"__proto__\"}]");
            assertThat(client.readText()).startsWith("433[{\"roomId\":\"__proto__\"");
            client.text("40/host,");
            assertThat(client.readText()).startsWith("40/host,");
            client.text("42/host,4[\"__proto__\",{\"__proto__\":{\"a\":1}}]");
            assertThat(client.readText()).isEqualTo("43/host,4[{\"__proto__\":{\"a\":1}}]");
        }
    }
}
