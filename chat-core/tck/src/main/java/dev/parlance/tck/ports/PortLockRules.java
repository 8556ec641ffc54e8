package dev.parlance.tck.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.broker.store.StorePort;
import dev.parlance.tck.PortStore;
import dev.parlance.tck.harness.Race;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** P3: a lock is held by one transaction, and whoever gets it sees all that the holders before did. */
public abstract class PortLockRules extends PortRules {
    protected PortLockRules(Supplier<PortStore> stores, Supplier<Duration> patience) {
        super(stores, patience);
    }

    @Test
    void required_p3_whoCountsUnderALockMissesNothing() {
        StorePort one = port();
        StorePort another = port();

        Race.run(patience(), () -> count(one, 50), () -> count(one, 50), () -> count(another, 50));

        assertThat(read(one, key("count"))).isEqualTo("150");
    }

    @Test
    void required_p3_aLockThatIsHeldCanBeTakenAgainAndEndsWithTheTransaction() {
        StorePort one = port();

        String held = one.transaction(transaction -> {
            transaction.lock(key("lock"));
            transaction.lock(key("lock"));
            return "held";
        });

        assertThat(held).isEqualTo("held");
        count(port(), 1);
    }

    @Test
    void required_p3_aLockEndsWithATransactionThatFailsToo() {
        StorePort one = port();

        assertThatThrownBy(() -> one.transaction(transaction -> {
                    transaction.lock(key("lock"));
                    throw new IllegalArgumentException("its own fault");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        count(port(), 1);
    }
}
