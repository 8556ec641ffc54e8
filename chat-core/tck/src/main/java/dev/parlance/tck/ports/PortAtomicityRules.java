package dev.parlance.tck.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.broker.store.StorePort;
import dev.parlance.tck.PortStore;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** P1: a transaction takes effect wholly or not at all. */
public abstract class PortAtomicityRules extends PortRules {
    protected PortAtomicityRules(Supplier<PortStore> stores, Supplier<Duration> patience) {
        super(stores, patience);
    }

    @Test
    void required_p1_aTransactionThatFailsLeavesNothingAndTellsNothing() {
        StorePort port = port();
        PortEar ear = ear(port);
        put(port, key("kept"), "before");

        assertThatThrownBy(() -> port.transaction(transaction -> {
                    transaction.put(key("new"), bytes("value"), null);
                    transaction.delete(key("kept"));
                    transaction.tell(bytes("told by one that failed"));
                    throw new IllegalArgumentException("its own fault");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(read(port, key("new"))).isEqualTo("nothing");
        assertThat(read(port, key("kept"))).isEqualTo("before");
        tell(port, "fence");
        assertThat(ear.next()).isEqualTo("fence");
    }

    @Test
    void required_p1_allOfATransactionIsSeenByAnotherPortOnceItHasEnded() {
        StorePort one = port();
        StorePort another = port();

        one.transaction(transaction -> {
            transaction.put(key("a"), bytes("1"), null);
            transaction.put(key("b"), bytes("2"), null);
            return transaction;
        });

        assertThat(read(another, key("a")) + read(another, key("b"))).isEqualTo("12");
    }
}
