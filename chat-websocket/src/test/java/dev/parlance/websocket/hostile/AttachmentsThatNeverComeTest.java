package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.socketio.SocketIoFixture;
import dev.parlance.websocket.socketio.protocol.SocketIoSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
class AttachmentsThatNeverComeTest {
    private static final String THREE = "453-[\"e\",{\"_placeholder\":true,\"num\":0}]";

    private static byte[] binary(int length) {
        return RawClient.frame(RawClient.FIN | RawClient.BINARY, new byte[length]);
    }

    @Test
    void endTheConnectionInTimeHoweverSlowlyOthersDrip() throws IOException {
        try (SocketIoFixture fixture = new SocketIoFixture(Map.of("/", socket -> {}));
                RawClient client = fixture.connected("").text(THREE)) {
            awaitAlarms(fixture, 2); // its heartbeat and its attachments
            client.send(binary(1));
            fixture.time.advance(SocketIoSettings.DEFAULT.attachmentTimeout().minusSeconds(1));
            client.readText(text -> text.equals("2"));
            client.text("3").send(binary(1));
            fixture.time.advance(Duration.ofSeconds(1));
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    private static void awaitAlarms(SocketIoFixture fixture, int count) {
        await("alarms are set").until(() -> fixture.time.scheduled() >= count);
    }

    @Test
    void areBoundedInBytesBeforeTheyHaveAllCome() throws IOException {
        try (SocketIoFixture fixture = new SocketIoFixture(Map.of("/", socket -> {}));
                RawClient client = fixture.connected("").text(THREE)) {
            client.send(binary(900_000)).send(binary(200_000));
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @Test
    void areBoundedInNumberBeforeTheFirstCame() throws IOException {
        try (SocketIoFixture fixture = new SocketIoFixture(Map.of("/", socket -> {}));
                RawClient client = fixture.connected("").text("4511-[\"e\"]")) {
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }

    @Test
    void areNotMissedWhereTheMarkNamesNone() throws IOException {
        try (SocketIoFixture fixture = new SocketIoFixture(Map.of("/", socket -> {}));
                RawClient client = fixture.connected("").text("451-[\"e\",{\"_placeholder\":true,\"num\":1}]")) {
            client.send(binary(1));
            assertThat(client.readClose()).isEqualTo(1002);
        }
    }
}
