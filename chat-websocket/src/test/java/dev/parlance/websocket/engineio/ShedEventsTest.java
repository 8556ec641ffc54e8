package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FramePriority;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.rfc6455.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShedEventsTest {
    private static final int MUCH = 256 * 1024;
    private static final int MORE_THAN_KERNELS_HOLD = 400;

    /** Fills what may wait with typing and then messages; says so when the client has caught up. */
    private static final class Flood implements EngineIoHandler {
        private final EngineIoSession session;

        Flood(EngineIoSession session) {
            this.session = session;
        }

        private static EncodedFrame frame(String text, FramePriority priority) {
            byte[] bytes = ("4" + text).getBytes(StandardCharsets.UTF_8);
            return Frames.text(bytes, bytes.length, priority);
        }

        private void send(String text, FramePriority priority) {
            session.send(frame(text, priority));
        }

        @Override
        public void onText(String text) {
            if (text.equals("type")) {
                EncodedFrame frame = frame("typing" + "x".repeat(MUCH), FramePriority.TYPING);
                for (int i = 0; i < MORE_THAN_KERNELS_HOLD; i++) {
                    session.send(frame);
                }
                return;
            }
            if (text.equals("small")) {
                send("one", FramePriority.TYPING);
                send("two", FramePriority.ESSENTIAL);
                return;
            }
            int half = EngineIoSettings.DEFAULT.outboxBytes() / 2;
            send("typing" + "x".repeat(half), FramePriority.TYPING);
            send("one" + "x".repeat(half - 1_000), FramePriority.ESSENTIAL);
            send("two" + "x".repeat(half / 4), FramePriority.ESSENTIAL);
            if (text.equals("large")) {
                send("six" + "x".repeat(2 * half), FramePriority.ESSENTIAL);
            }
        }

        @Override
        public void onBinary(ByteBuffer data) {}

        @Override
        public void onCaughtUp() {
            send("caught up", FramePriority.ESSENTIAL);
        }

        @Override
        public void onClose(Ending ending) {}
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void typingGoesFirstAndTheApplicationHearsWhenTheClientHasCaughtUp(boolean byUpgrade) throws IOException {
        try (EngineIoTestServer server = flooding();
                PollingClient client = server.poller()) {
            client.post("4go");
            if (!byUpgrade) {
                assertThat(client.poll().body().split("\u001e"))
                        .extracting(each -> each.substring(0, 4))
                        .containsExactly("4one", "4two");
                assertThat(client.poll().body()).isEqualTo("4caught up");
                return;
            }
            try (RawClient webSocket = client.candidate().text("2probe")) {
                assertThat(webSocket.readText()).isEqualTo("3probe");
                webSocket.text("5");
                assertThat(webSocket.readText()).startsWith("4one");
                assertThat(webSocket.readText()).startsWith("4two");
                assertThat(webSocket.readText()).isEqualTo("4caught up");
            }
        }
    }

    @Test
    void aFrameLargerThanTheBoundDoesNotHideThatSomethingWasShedBefore() throws IOException {
        try (EngineIoTestServer server = flooding();
                PollingClient client = server.poller()) {
            client.post("4large");
            assertThat(client.poll().body().split("\u001e"))
                    .extracting(each -> each.substring(0, 4))
                    .containsExactly("4one", "4two", "4six");
            assertThat(client.poll().body()).isEqualTo("4caught up");
        }
    }

    private static EngineIoTestServer flooding() throws IOException {
        return EngineIoTestServer.start((session, request) -> new Flood(session), new ManualTime());
    }

    @Test
    void aWebSocketThatWasTooSlowForTypingHearsThatItHasCaughtUp() throws IOException {
        try (EngineIoTestServer server = flooding();
                RawClient webSocket =
                        server.connect().upgrade(EngineIoTestServer.PATH + "?EIO=4&transport=websocket")) {
            hearsThatItHasCaughtUp(webSocket);
        }
    }

    @Test
    void soDoesOneThatTookOverFromPolling() throws IOException {
        try (EngineIoTestServer server = flooding();
                PollingClient client = server.poller();
                RawClient webSocket = client.candidate().text("2probe")) {
            assertThat(webSocket.readText()).isEqualTo("3probe");
            webSocket.text("5");
            hearsThatItHasCaughtUp(webSocket);
        }
    }

    private static void hearsThatItHasCaughtUp(RawClient webSocket) throws IOException {
        webSocket.text("4type");
        int heard = 0;
        String packet = webSocket.readText(text -> text.startsWith("4"));
        while (packet.startsWith("4typing")) {
            heard++;
            packet = webSocket.readText();
        }
        assertThat(packet).isEqualTo("4caught up");
        assertThat(heard).isLessThan(MORE_THAN_KERNELS_HOLD);
    }

    @Test
    void whoKeepsUpHearsNothingOfTheKind() throws IOException {
        try (EngineIoTestServer server = flooding();
                RawClient webSocket =
                        server.connect().upgrade(EngineIoTestServer.PATH + "?EIO=4&transport=websocket")) {
            webSocket.text("4small").text("4small");
            for (int i = 0; i < 2; i++) {
                assertThat(webSocket.readText(text -> text.startsWith("4"))).isEqualTo("4one");
                assertThat(webSocket.readText()).isEqualTo("4two");
            }
        }
    }
}
