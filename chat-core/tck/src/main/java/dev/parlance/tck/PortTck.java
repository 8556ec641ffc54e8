package dev.parlance.tck;

import dev.parlance.broker.store.StorePort;
import dev.parlance.tck.ports.PortAtomicityRules;
import dev.parlance.tck.ports.PortFailureRules;
import dev.parlance.tck.ports.PortGenerationRules;
import dev.parlance.tck.ports.PortLockRules;
import dev.parlance.tck.ports.PortReadingRules;
import dev.parlance.tck.ports.PortTellingRules;
import dev.parlance.tck.ports.PortTimeRules;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link StorePort}, a test for each rule of that name. Extend it, say which store to test, and run it; then run {@link BrokerTck} over a {@link PortBrokerStore} of the
 * same store, which proves what comes of the port.
 */
public abstract class PortTck {
    /** Made by the implementor's class. */
    protected PortTck() {}

    /**
     * Opens the store for one test.
     *
     * @return the store, closed at the end of the test
     */
    protected abstract PortStore openStore();

    /**
     * How long a test waits for what must be heard before it fails.
     *
     * @return 30 seconds unless overridden: more than the slowest machine takes, as who has it sooner waits no longer
     */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Nested
    final class P1Atomicity extends PortAtomicityRules {
        P1Atomicity() {
            super(PortTck.this::openStore, PortTck.this::patience);
        }
    }

    @Nested
    final class P2Telling extends PortTellingRules {
        P2Telling() {
            super(PortTck.this::openStore, PortTck.this::patience);
        }
    }

    @Nested
    final class P3Locks extends PortLockRules {
        P3Locks() {
            super(PortTck.this::openStore, PortTck.this::patience);
        }
    }

    @Nested
    final class P4Reading extends PortReadingRules {
        P4Reading() {
            super(PortTck.this::openStore, PortTck.this::patience);
        }
    }

    @Nested
    final class P6Time extends PortTimeRules {
        P6Time() {
            super(PortTck.this::openStore, PortTck.this::patience);
        }
    }

    @Nested
    final class P7Failures extends PortFailureRules {
        P7Failures() {
            super(PortTck.this::openStore, PortTck.this::patience);
        }
    }

    @Nested
    final class P10Generation extends PortGenerationRules {
        P10Generation() {
            super(PortTck.this::openStore, PortTck.this::patience);
        }
    }
}
