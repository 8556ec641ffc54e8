package dev.parlance.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.house.Rings;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void noRingOfClassesIsLargeOrCrossesABorder() {
        assertThat(Rings.of(BrokerTck.class).faults()).isEmpty();
    }
}
