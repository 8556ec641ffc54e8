package dev.parlance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.LogLines;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who believes everybody says so where the host looks. */
class TrustingTest {
    @AutoClose
    private final LogLines log = new LogLines(Authenticator.class.getName());

    private void start(ChatEngine.Builder builder) {
        ChatEngine engine = builder.build();
        engine.start().toCompletableFuture().join();
        engine.start().toCompletableFuture().join();
        engine.close();
    }

    @Test
    void anEngineThatBelievesEveryClientSaysSoOnceWhenItStarts() {
        start(ChatEngine.builder());
        assertThat(log.lines).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARNING);
            assertThat(line.getMessage()).contains("every client is believed");
        });
    }

    @Test
    void soDoesOneThatBelievesThoseWhomNobodyElseKnows() {
        Authenticator strict = credentials -> CompletableFuture.completedFuture(null);
        start(ChatEngine.builder().authenticator(Authenticator.anyOf(strict, Authenticator.trusting())));
        assertThat(log.lines).hasSize(1);
        start(ChatEngine.builder().authenticator(strict));
        assertThat(log.lines).hasSize(1);
    }
}
