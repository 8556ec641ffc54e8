package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PerseveranceTest {
    private int attempts;

    private void failTwice() throws IOException {
        if (++attempts < 3) {
            throw new IOException("no descriptors left, on purpose");
        }
    }

    @Test
    void whatFailsIsTriedAgainUntilItIsDone() {
        new Perseverance(() -> attempts == 3, this::failTwice, 1).run();
        assertThat(attempts).isEqualTo(3);
    }

    @Test
    void whatIsDoneIsNotTried() {
        new Perseverance(() -> true, this::failTwice, 1).run();
        assertThat(attempts).isZero();
    }
}
