package dev.parlance.broker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StoreCallsTest {
    private final Queue<Runnable> handed = new ArrayDeque<>();
    private final StoreCalls calls = new StoreCalls(handed::add, 2);

    @Test
    void whatWasHandedToThreadsThatAreGoneFailsWithTheStop() throws Exception {
        start();
        CompletableFuture<String> call = call();
        handed.clear(); // as shutdownNow() does

        calls.close();
        calls.awaitEnd(Duration.ofMillis(1));

        assertThat(call).isCompletedExceptionally();
        assertThatThrownBy(call::join)
                .hasCauseInstanceOf(ChatException.class)
                .cause()
                .extracting("code")
                .isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
    }

    @Test
    void whatIsBeyondTheBoundInBytesIsRefusedAndAskedForAgainLater() {
        start();
        CompletableFuture<?> large =
                calls.run("a", StoreLane.MOST_BYTES, () -> "done").toCompletableFuture();
        CompletableFuture<String> beyond = call();
        assertThat(beyond).isCompletedExceptionally();
        assertThatThrownBy(beyond::join)
                .hasCauseInstanceOf(ChatException.class)
                .cause()
                .extracting("code", "retryable")
                .containsExactly(ErrorCode.OVERLOADED, true);
        runAll();
        assertThat(large).isCompletedWithValueMatching("done"::equals);
        CompletableFuture<String> again = call();
        runAll();
        assertThat(again).isCompletedWithValue("done");
    }

    private void start() {
        calls.start(calls::open);
        runAll();
    }

    private CompletableFuture<String> call() {
        return calls.run("b", Weight.LEAST, () -> "done").toCompletableFuture();
    }

    private void runAll() {
        for (Runnable next = handed.poll(); next != null; next = handed.poll()) {
            next.run();
        }
    }
}
