package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.engineio.Ending;
import dev.parlance.websocket.engineio.EngineIoApplication;
import dev.parlance.websocket.engineio.EngineIoHandler;
import dev.parlance.websocket.engineio.EngineIoSession;
import dev.parlance.websocket.engineio.EngineIoSettings;
import dev.parlance.websocket.engineio.EngineIoTestServer;
import dev.parlance.websocket.engineio.ManualTime;
import dev.parlance.websocket.engineio.PollingClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("faults")
class UnusedSessionsTest {
    private static final class Silent implements EngineIoHandler {
        @Override
        public void onText(String text) {}

        @Override
        public void onBinary(ByteBuffer data) {}

        @Override
        public void onClose(Ending ending) {}
    }

    private static final String HANDSHAKE = "/engine.io/?EIO=4&transport=polling";

    private static EngineIoSettings atMost(int sessions, int strangers) {
        EngineIoSettings usual = EngineIoSettings.DEFAULT;
        return new EngineIoSettings(
                usual.pingInterval(),
                usual.pingTimeout(),
                usual.upgradeTimeout(),
                Duration.ofSeconds(5),
                usual.maxPayload(),
                usual.strangerPayload(),
                usual.maxPackets(),
                usual.outboxBytes(),
                sessions,
                strangers);
    }

    @Test
    void thousandsThatAreOpenedAndNeverUsedAreGoneSoonAndThoseInUseStay() throws Exception {
        ManualTime time = new ManualTime();
        try (EngineIoTestServer server = EngineIoTestServer.start(EngineIoSettings.DEFAULT, time);
                PollingClient user = server.poller();
                RawClient attacker = server.connect()) {
            user.post("4hello");
            for (int i = 0; i < 3_000; i++) {
                assertThat(attacker.get(HANDSHAKE).status()).isEqualTo(200);
            }
            assertThat(server.server.sessionCount()).isEqualTo(3_001);
            attacker.get("/engine.io/"); // behind the last handshake
            time.advance(EngineIoSettings.DEFAULT.firstRequestTimeout());
            for (int i = 0; i < 3_000; i++) {
                server.ending();
            }
            assertThat(server.server.sessionCount()).isEqualTo(1);
            assertThat(time.scheduled()).isEqualTo(1);
            assertThat(user.poll().body()).isEqualTo("4hello");
        }
    }

    @Test
    void strangersHaveAShareOfTheirOwnWhichThoseWhoAreLetInDoNotUseUp() throws Exception {
        ManualTime time = new ManualTime();
        AtomicInteger places = new AtomicInteger(20);
        EngineIoApplication application = (session, request) -> {
            if (places.getAndDecrement() > 0) {
                session.known();
                session.known();
            }
            return new Silent();
        };
        try (EngineIoTestServer server = EngineIoTestServer.start(atMost(100, 10), application, time);
                RawClient client = server.connect()) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.get(HANDSHAKE).status()).isEqualTo(200);
            }
            for (int i = 0; i < 10; i++) {
                assertThat(client.get(HANDSHAKE).status()).isEqualTo(200);
            }
            RawClient.Answer refused = client.get(HANDSHAKE);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");

            time.advance(Duration.ofSeconds(5));
            try (RawClient another = server.connect()) {
                another.get("/engine.io/"); // behind the alarms; a refusal ends its connection
            }
            try (RawClient another = server.connect()) {
                assertThat(another.get(HANDSHAKE).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void whoIsLetInAfterItsSessionEndedMakesNoRoomForOneMoreStranger() throws Exception {
        BlockingQueue<EngineIoSession> opened = new LinkedBlockingQueue<>();
        EngineIoApplication application = (session, request) -> {
            opened.add(session);
            return new Silent();
        };
        ManualTime time = new ManualTime();
        try (EngineIoTestServer server = EngineIoTestServer.start(atMost(100, 1), application, time);
                RawClient client = server.connect()) {
            assertThat(client.get(HANDSHAKE).status()).isEqualTo(200);
            EngineIoSession late = opened.take();
            time.advance(Duration.ofSeconds(5)); // nobody used it
            CompletableFuture<Void> done = new CompletableFuture<>();
            late.loop()
                    .execute(
                            () -> { // behind the alarm
                                late.known();
                                done.complete(null);
                            });
            done.get(60, TimeUnit.SECONDS);
            assertThat(client.get(HANDSHAKE).status()).isEqualTo(200);
            assertThat(client.get(HANDSHAKE).status()).isEqualTo(503);
        }
    }

    @Test
    void thereAreNeverMoreThanThereMayBe() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start(atMost(100, 100));
                RawClient attacker = server.connect()) {
            for (int i = 0; i < 100; i++) {
                assertThat(attacker.get(HANDSHAKE).status()).isEqualTo(200);
            }
            assertThat(attacker.get(HANDSHAKE).status()).isEqualTo(503);
            try (RawClient webSocket = server.connect()) {
                assertThat(webSocket
                                .tryUpgrade("/engine.io/?EIO=4&transport=websocket")
                                .status())
                        .isEqualTo(503);
            }
        }
    }
}
