package dev.parlance.tck.transport;

import dev.parlance.ChatEngine;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/**
 * The contract of {@link dev.parlance.transport.ChatConnection}, a test or more for each rule of its number. Extend it, say how to serve an engine and how to be a client, and run
 * it. Everything is done between the two ends: with a real engine on one, with clients that speak the transport's own protocol on the other. {@code required_} tests
 * must pass for every transport; an {@code optional_} one is skipped, and says so, where a transport cannot make the condition.
 */
public abstract class TransportTck {
    /** Made by the implementor's class. */
    protected TransportTck() {}

    /**
     * Serves an engine that has started, at an address of its own.
     *
     * @param engine closed by the kit, after the transport
     * @param bounds how to bound the transport
     * @return what serves it, closed by the kit
     * @throws IOException if it cannot
     */
    protected abstract ServedTransport serve(ChatEngine engine, TransportBounds bounds) throws IOException;

    /**
     * How long a test waits for what must happen before it fails.
     *
     * @return 15 seconds unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(15);
    }

    @Nested
    final class T1Lane extends LaneRules {
        T1Lane() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T2Promptness extends IndependenceRules {
        T2Promptness() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T3Order extends DeliveryRules {
        T3Order() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T4SlowReaders extends SlowReaderRules {
        T4SlowReaders() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T5CatchingUp extends CatchingUpRules {
        T5CatchingUp() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T6Pace extends PaceRules {
        T6Pace() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T7Closing extends ClosingRules {
        T7Closing() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T8Ends extends EndRules {
        T8Ends() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T8Leaks extends LeakRules {
        T8Leaks() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T9Heartbeats extends HeartbeatRules {
        T9Heartbeats() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T10Sizes extends SizeRules {
        T10Sizes() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T11Refusals extends RefusalRules {
        T11Refusals() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T12Faults extends FaultRules {
        T12Faults() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class T13Removals extends RemovalRules {
        T13Removals() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }

    @Nested
    final class Open extends AttributeRules {
        Open() {
            super(TransportTck.this::serve, TransportTck.this::patience);
        }
    }
}
