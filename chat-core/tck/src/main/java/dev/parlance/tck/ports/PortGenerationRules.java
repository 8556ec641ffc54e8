package dev.parlance.tck.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreTransaction;
import dev.parlance.broker.store.StoreUnavailableException;
import dev.parlance.tck.PortStore;
import dev.parlance.tck.harness.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** P10: a store that may stand behind what it has told is of another generation. */
public abstract class PortGenerationRules extends PortRules {
    protected PortGenerationRules(Supplier<PortStore> stores, Supplier<Duration> patience) {
        super(stores, patience);
    }

    @Test
    void required_p10_theGenerationIsOneOverAllPortsAndStays() {
        StorePort one = port();
        String generation = one.transaction(StoreTransaction::generation);
        put(one, key("a"), "1");
        store().advance(Duration.ofSeconds(2));

        assertThat(generation).matches("[ -~]{1,64}");
        assertThat(one.transaction(StoreTransaction::generation)).isEqualTo(generation);
        assertThat(port().transaction(StoreTransaction::generation)).isEqualTo(generation);
    }

    @Test
    void optional_p10_aStoreThatFellBackIsOfAGenerationThatItNeverHad() {
        StorePort port = port();
        Runnable fallBack = store().snapshot();
        List<String> generations = new ArrayList<>();
        for (int fall = 0; fall < 3; fall++) {
            put(port, key("a"), "lost");
            generations.add(port.transaction(StoreTransaction::generation));
            fallBack.run();
            awaitService(port);
            assertThat(read(port, key("a"))).isEqualTo("nothing");
        }

        assertThat(generations).doesNotHaveDuplicates();
    }

    private void awaitService(StorePort port) {
        Wait.untilEqual(true, patience(), () -> {
            try {
                return read(port, key("service")).equals("nothing");
            } catch (StoreUnavailableException e) {
                return false;
            }
        });
    }
}
