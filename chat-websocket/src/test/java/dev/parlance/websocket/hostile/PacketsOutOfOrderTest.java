package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.engineio.PollingClient;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("faults")
class PacketsOutOfOrderTest {
    private static final String WEB_SOCKET = "/socket.io/?EIO=4&transport=websocket";

    private static RawClient open(TestServer server) throws IOException {
        RawClient client = server.connect().upgrade(WEB_SOCKET);
        client.readText();
        return client;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"join_room\",{\"roomId\":\"tea\"}]",
                "41",
                "430[]",
                "0",
                "5",
                "2probe",
                "3probe2",
                "\u001e",
                "4"
            })
    void whatMayNotComeFirstEndsTheConnection(String packet) throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = open(server)) {
            client.text(packet);
            if (packet.startsWith("3")) {
                client.text("4"); // a pong may come at any time, an empty packet may not
            }
            client.readClose();
            assertThat(server.engine.sessionCount()).isZero();
        }
    }

    @Test
    void aSecondConnectEndsTheConnectionAndTheChatSessionWithIt() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = open(server)) {
            client.text("40");
            client.readText(text -> text.startsWith("40{"));
            client.text("40");
            client.readClose();
            client.isEnded();
            assertThat(server.engine.sessionCount()).isZero();
        }
    }

    @Test
    void aTextBetweenAnEventAndItsAttachmentEndsTheConnection() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = open(server)) {
            client.text("40");
            client.readText(text -> text.startsWith("40{"));
            client.text("451-[\"send_message\",{\"_placeholder\":true,\"num\":0}]")
                    .text("42[\"ping\"]");
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @Test
    void anAttachmentOfNothingEndsTheConnection() throws IOException {
        try (TestServer server = TestServer.start();
                RawClient client = open(server)) {
            client.text("40");
            client.readText(text -> text.startsWith("40{"));
            client.send(RawClient.frame(RawClient.FIN | RawClient.BINARY, new byte[] {1}));
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5probe", "4hello", "2", "3probe", "bAQID", ""})
    void aCandidateThatBeginsWithNeitherItsProbeNorItsChangeIsClosedAndPollingGoesOn(String packet) throws IOException {
        try (TestServer server = TestServer.start();
                PollingClient client = new PollingClient(server.port(), "/socket.io/").open();
                RawClient candidate = client.candidate()) {
            candidate.text(packet);
            candidate.readClose();
            client.post("40");
            assertThat(client.await("40{")).contains("sid");
        }
    }
}
