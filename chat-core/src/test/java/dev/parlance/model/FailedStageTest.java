package dev.parlance.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What a stage was failed with is told whatever other stages have put around it. */
class FailedStageTest {
    @Test
    void itIsTheSameHoweverManyStagesHaveHandedItOn() {
        Throwable cause = new IllegalStateException("why");
        assertThat(ChatException.causeOf(cause)).isSameAs(cause);
        assertThat(ChatException.causeOf(new CompletionException(new CompletionException(cause))))
                .isSameAs(cause);
    }

    @Test
    void aWrappingOfNothingIsTheCauseItself() {
        Throwable bare = new CompletionException("bare", null);
        assertThat(ChatException.causeOf(bare)).isSameAs(bare);
    }
}
