package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.engineio.EngineIoSettings;
import dev.parlance.websocket.engineio.EngineIoTestServer;
import dev.parlance.websocket.engineio.ManualTime;
import dev.parlance.websocket.engineio.PollingClient;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("faults")
class UpgradeThatNeverEndsTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isClosedInTimeAndPollingGoesOn(boolean probed) throws IOException {
        ManualTime time = new ManualTime();
        try (EngineIoTestServer server = EngineIoTestServer.start(EngineIoSettings.DEFAULT, time);
                PollingClient client = server.poller();
                RawClient candidate = client.candidate()) {
            if (probed) {
                candidate.text("2probe");
                assertThat(candidate.readText()).isEqualTo("3probe");
            }
            client.post("4hello"); // behind the beginning of the upgrade
            for (int i = 0; i < 100; i++) {
                time.advance(Duration.ofMillis(99));
                client.post("3");
            }
            client.post("4hello again");
            time.advance(EngineIoSettings.DEFAULT.upgradeTimeout());
            assertThat(candidate.readClose()).isEqualTo(1002);
            assertThat(client.poll().body()).isEqualTo("4hello\u001e4hello again");
            assertThat(time.scheduled()).isEqualTo(1); // the heartbeat
        }
    }
}
