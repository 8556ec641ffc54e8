package dev.parlance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who believes everybody says so where the host looks. */
class TrustingTest {
    private static final Logger LOG = Logger.getLogger(Authenticator.class.getName());

    private final List<LogRecord> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void listenNoLonger() {
        LOG.removeHandler(handler);
    }

    private void start(ChatEngine.Builder builder) {
        ChatEngine engine = builder.build();
        engine.start().toCompletableFuture().join();
        engine.start().toCompletableFuture().join();
        engine.close();
    }

    @Test
    void anEngineThatBelievesEveryClientSaysSoOnceWhenItStarts() {
        start(ChatEngine.builder());
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARNING);
            assertThat(line.getMessage()).contains("every client is believed");
        });
    }

    @Test
    void soDoesOneThatBelievesThoseWhomNobodyElseKnows() {
        Authenticator strict = credentials -> CompletableFuture.completedFuture(null);
        start(ChatEngine.builder().authenticator(Authenticator.anyOf(strict, Authenticator.trusting())));
        assertThat(lines).hasSize(1);
        start(ChatEngine.builder().authenticator(strict));
        assertThat(lines).hasSize(1);
    }
}
