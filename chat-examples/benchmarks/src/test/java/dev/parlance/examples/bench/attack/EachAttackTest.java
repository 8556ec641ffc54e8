package dev.parlance.examples.bench.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each attack on a sink in this process. */
class EachAttackTest {
    private static final SocketLoop LOOP = SocketLoop.started("sink");
    private static int port;

    @BeforeAll
    static void listen() throws Exception {
        port = new Sink(LOOP, null).port();
    }

    @AfterAll
    static void end() {
        LOOP.close();
    }

    static Stream<Attack> each() {
        return AllAttacks.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("each")
    void itNeedsNoAnswerAndEndsByItself(Attack attack) {
        Address sink = new Address(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), null);
        try (Target target = new Target(sink, 0.02, Duration.ofMillis(50))) {
            attack.begin(target);
            target.attack();
            assertThat(target.dialed()).isPositive();
            assertThat(target.told()).isEmpty();
        }
        assertThat(attack.sentence()).isNotBlank();
    }

    @Test
    void theyHaveNamesOfTheirOwn() {
        assertThat(AllAttacks.ALL)
                .extracting(Attack::name)
                .doesNotHaveDuplicates()
                .hasSize(14);
    }
}
