package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResponseTest {
    private static String retryAfter(Duration time) {
        return Response.empty(429).retryAfter(time).headers().get(1);
    }

    @Test
    void whatIsToBeWaitedForIsSaidInWholeSecondsRoundedUp() {
        assertThat(retryAfter(Duration.ZERO)).isEqualTo("1");
        assertThat(retryAfter(Duration.ofMillis(2000))).isEqualTo("2");
        assertThat(retryAfter(Duration.ofMillis(2001))).isEqualTo("3");
    }
}
