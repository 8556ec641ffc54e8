package dev.parlance.tck.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.store.StorePort;
import dev.parlance.tck.PortStore;
import dev.parlance.tck.harness.Race;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** P2: what is told is heard by all, once, unchanged, and in the order of the commits. */
public abstract class PortTellingRules extends PortRules {
    protected PortTellingRules(Supplier<PortStore> stores, Supplier<Duration> patience) {
        super(stores, patience);
    }

    @Test
    void required_p2_everyPortHearsWhatWasToldOnceAndInTheOrderTold() {
        StorePort one = port();
        StorePort another = port();
        List<PortEar> ears = List.of(ear(one), ear(another));

        tell(one, "1", "2", "3");
        tell(another, "4", "5");
        tell(one, "6");

        ears.forEach(ear -> assertThat(ear.next(6)).containsExactly("1", "2", "3", "4", "5", "6"));
    }

    @Test
    void required_p2_allHearOneOrderThatIsTheOrderOfTheCommits() {
        StorePort one = port();
        StorePort another = port();
        List<PortEar> ears = List.of(ear(one), ear(another));
        Runnable first = () -> count(one, 100);
        Runnable second = () -> count(another, 100);

        Race.run(patience(), first, second);

        List<String> order =
                IntStream.rangeClosed(1, 200).mapToObj(Integer::toString).toList();
        ears.forEach(ear -> assertThat(ear.next(200)).isEqualTo(order));
    }

    @Test
    void required_p2_equalThingsAreHeardAsOftenAsTheyWereTold() {
        StorePort port = port();
        PortEar ear = ear(port);

        tell(port, "same", "same");
        tell(port, "same");
        tell(port, "fence");

        assertThat(ear.next(4)).containsExactly("same", "same", "same", "fence");
    }

    @Test
    void required_p2_shortAndLongArriveWholeAndInTheirOrder() {
        StorePort port = port();
        PortEar ear = ear(port);
        List<String> told = Stream.of(0, 1, 5_000, 8_000, LONG_BYTES, 9_000, 2)
                .map("x"::repeat)
                .toList();

        told.forEach(text -> tell(port, text));
        tell(port, told.toArray(String[]::new));

        assertThat(ear.next(told.size())).isEqualTo(told);
        assertThat(ear.next(told.size())).isEqualTo(told);
    }

    @Test
    void required_p2_anyByteCanBeTold() {
        StorePort port = port();
        PortEar ear = ear(port);

        port.transaction(transaction -> {
            transaction.tell(everyByte());
            return transaction;
        });

        assertThat(ear.nextBytes()).isEqualTo(everyByte());
    }

    @Test
    void required_p2_whatWasToldBeforeListeningIsNotHeard() {
        StorePort one = port();
        tell(one, "before");
        PortEar ear = ear(port());

        tell(one, "after");

        assertThat(ear.next()).isEqualTo("after");
    }
}
