package dev.parlance.examples.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.house.Rings;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void noRingOfClassesIsLargeOrCrossesABorder() {
        assertThat(Rings.of(PostgresPort.class).faults()).isEmpty();
    }
}
