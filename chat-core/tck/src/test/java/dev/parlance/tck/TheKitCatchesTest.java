package dev.parlance.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** For each fault that a broker may have: the tests that name its rule go red, and none of other rules. */
class TheKitCatchesTest {
    @ParameterizedTest
    @EnumSource
    void aBrokerThat(WrongBrokers fault) throws ReflectiveOperationException {
        SortedSet<String> red = RedRules.under(fault);

        assertThat(red).as("red under %s", fault).contains(fault.test());
        assertThat(red).as("red under %s", fault).allMatch(fault::isOfItsRules);
    }
}
