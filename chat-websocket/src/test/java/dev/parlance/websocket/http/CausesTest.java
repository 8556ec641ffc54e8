package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void itIsTheSameHoweverManyStagesHaveHandedItOn() {
        Throwable cause = new IllegalStateException("why");
        assertThat(Causes.of(cause)).isSameAs(cause);
        assertThat(Causes.of(new CompletionException(new CompletionException(cause))))
                .isSameAs(cause);
    }

    @Test
    void aWrappingOfNothingIsTheCauseItself() {
        Throwable bare = new CompletionException("bare", null);
        assertThat(Causes.of(bare)).isSameAs(bare);
    }
}
