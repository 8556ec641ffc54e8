package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.house.Rings;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void noRingOfClassesIsLargeOrCrossesABorder() {
        assertThat(Rings.of(StandaloneServer.class).faults()).isEmpty();
    }
}
