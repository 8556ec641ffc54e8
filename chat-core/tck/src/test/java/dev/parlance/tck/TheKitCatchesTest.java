package dev.parlance.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each fault that a broker or a port may have: the tests that name its rule go red, and none of other rules. */
@Tag("faults")
class TheKitCatchesTest {
    static Stream<WrongBroker> wrongBrokers() {
        return WrongBroker.all();
    }

    static Stream<WrongPort> wrongPorts() {
        return WrongPort.all();
    }

    @ParameterizedTest
    @MethodSource("wrongBrokers")
    void aBrokerThat(WrongBroker fault) throws ReflectiveOperationException {
        assertRed(fault, fault.expected(), RedRules.under(fault));
    }

    @ParameterizedTest
    @MethodSource("wrongPorts")
    void aPortThat(WrongPort fault) throws ReflectiveOperationException {
        assertRed(fault, fault.expected(), RedPortRules.under(fault));
    }

    private static void assertRed(Object fault, WrongBroker.Expected expected, SortedSet<String> red) {
        assertThat(red).as("red under %s", fault).contains(expected.test()).allMatch(expected::includes);
    }

    @Test
    void everyRuleForPortsHasAPortThatBreaksIt() {
        assertThat(wrongPorts().map(each -> each.expected().test()).toList())
                .containsAll(KitTests.names().stream()
                        .filter(name -> name.matches("(required|optional)_p\\d+_.*"))
                        .toList());
    }
}
