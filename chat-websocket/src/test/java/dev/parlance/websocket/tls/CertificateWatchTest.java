package dev.parlance.websocket.tls;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateWatchTest {
    @Test
    void aLookThatFailsIsNotTheLast(@TempDir Path folder) throws Exception {
        MadeKey key = MadeKey.of(folder, "EC", "localhost", 90);
        AtomicInteger looks = new AtomicInteger();
        Certificates certificates = new Certificates(
                List.of(KeySource.pkcs12(key.pkcs12(), MadeKey.PASSWORD.toCharArray())),
                () -> {
                    if (looks.incrementAndGet() == 1) {
                        throw new IllegalStateException("a clock that fails");
                    }
                    return Instant.now();
                },
                (what, detail) -> {});
        try (CertificateWatch watch = new CertificateWatch(certificates, Duration.ofMillis(10))) {
            watch.start();
            await("there is another look").until(() -> looks.get() > 2);
        }
    }
}
