package dev.parlance.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.house.Rings;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void noRingOfClassesIsLargeOrCrossesABorder() {
        var rings = Rings.of(BrokerTck.class)
                .except(
                        "a transport's rules ask their kit how to serve, and the kit nests its rules",
                        "dev.parlance.tck.transport",
                        "AttributeRules",
                        "CatchingUpRules",
                        "ClosingRules",
                        "EndRules",
                        "FaultRules",
                        "HeartbeatRules",
                        "LaneRules",
                        "LeakRules",
                        "OrderRules",
                        "PaceRules",
                        "Participant",
                        "PromptnessRules",
                        "RefusalRules",
                        "Service",
                        "SizeRules",
                        "SlowReaderRules",
                        "TransportRules",
                        "TransportTck");

        assertThat(rings.faults()).isEmpty();
    }
}
