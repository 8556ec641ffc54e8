package dev.parlance.tck.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import dev.parlance.tck.PortStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** P6: what was put until a time is gone from then on. */
public abstract class PortTimeRules extends PortRules {
    protected PortTimeRules(Supplier<PortStore> stores, Supplier<Duration> patience) {
        super(stores, patience);
    }

    @Test
    void required_p6_whatHadATimeIsGoneWhenThatHasPassed() {
        StorePort port = port();
        port.transaction(transaction -> {
            Instant soon = transaction.now().plusSeconds(2);
            transaction.put(key("a"), bytes("for ever"), null);
            transaction.put(key("b"), bytes("soon gone"), soon);
            transaction.put(key("c"), bytes("not so soon"), soon.plusSeconds(3_600));
            transaction.put(key("d"), bytes("soon gone, but"), soon);
            transaction.put(key("d"), bytes("kept again"), null);
            return soon;
        });
        assertThat(read(port, key("b"))).isEqualTo("soon gone");

        store().advance(Duration.ofSeconds(3));

        assertThat(read(port, key("b"))).isEqualTo("nothing");
        List<String> left = port.transaction(transaction -> scan(transaction, "a", "z", 10, false));
        assertThat(left).containsExactly("a=for ever", "c=not so soon", "d=kept again");
    }

    @Test
    void required_p6_whatHadATimeCanBeKeptAnewOnceThatHasPassed() {
        StorePort port = port();
        port.transaction(transaction -> {
            transaction.put(key("a"), bytes("old"), transaction.now());
            return transaction;
        });
        assertThat(read(port, key("a"))).isEqualTo("nothing");

        put(port, key("a"), "new");

        assertThat(read(port, key("a"))).isEqualTo("new");
    }

    @Test
    void required_p6_allPortsHaveOneClockThatMovesOn() {
        Instant one = port().transaction(StoreTransaction::now);
        store().advance(Duration.ofSeconds(2));
        Instant another = port().transaction(StoreTransaction::now);

        assertThat(another).isBetween(one.plusSeconds(2), one.plusSeconds(2).plus(patience()));
    }
}
