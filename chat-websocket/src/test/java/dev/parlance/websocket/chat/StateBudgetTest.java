package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StateBudgetTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final StateBudget budget = new StateBudget(2 * (StateBudget.OVERHEAD + 10), Duration.ofNanos(10), now::get);

    @Test
    void whatIsKeptHasABoundThatIsFreeAgainAfterItsTime() {
        assertThat(budget.spend("x".repeat(10))).isTrue();
        now.addAndGet(6);
        assertThat(budget.spend("x".repeat(10))).isTrue();
        assertThat(budget.spend("")).isFalse();
        now.addAndGet(3);
        assertThat(budget.spend("")).isFalse();
        now.addAndGet(1);
        assertThat(budget.spend("x".repeat(11))).isFalse();
        assertThat(budget.spend("x".repeat(10))).isTrue();
        assertThat(budget.spend("")).isFalse();
    }
}
