package dev.parlance.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.model.SecurityEvent;
import dev.parlance.policy.ChatListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Whoever guards a service hears which addresses go beyond their limits. */
class ReportedAddressesTest {
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @Test
    void whatIsRefusedOfAnAddressIsToldAndThatItIsCutOff() throws IOException {
        ChatListener guard = new ChatListener() {
            @Override
            public void securityEvent(SecurityEvent event) {
                heard.add(event.toString());
            }
        };
        AddressLimits limits = AddressLimits.builder()
                .requests(1, 1)
                .cutOff(1, Duration.ofMinutes(1))
                .build();
        try (TestServer server =
                        TestServer.start(engine -> engine.listener(guard), builder -> builder.addressLimits(limits));
                RawClient client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                client.get("/health");
            }
            await("both are told").until(() -> heard.size() == 2);
            assertThat(heard)
                    .containsExactly(
                            "kind=LIMIT_REACHED code=REQUESTS address=127.0.0.1",
                            "kind=CUT_OFF code=ADDRESS address=127.0.0.1");
        }
    }
}
