package dev.parlance.tck.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.store.StorePort;
import dev.parlance.tck.PortStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** P4 and P5: a transaction sees what it did, bytes come back as they were, and scans keep order and bounds. */
public abstract class PortReadingRules extends PortRules {
    protected PortReadingRules(Supplier<PortStore> stores, Supplier<Duration> patience) {
        super(stores, patience);
    }

    @Test
    void required_p4_aTransactionSeesWhatItDid() {
        StorePort port = port();
        put(port, key("a"), "before");

        List<String> seen = port.transaction(transaction -> {
            transaction.put(key("a"), bytes("1"), null);
            transaction.put(key("b"), bytes("2"), null);
            transaction.put(key("c"), bytes("3"), null);
            transaction.delete(key("b"));
            assertThat(text(transaction, key("a"))).isEqualTo("1");
            assertThat(text(transaction, key("b"))).isEqualTo("nothing");
            return scan(transaction, "a", "z", 10, false);
        });

        assertThat(seen).containsExactly("a=1", "c=3");
    }

    @Test
    void required_p4_anyBytesComeBackAsTheyWere() {
        StorePort port = port();
        for (byte[] value : List.of(new byte[0], everyByte(), new byte[LONG_BYTES])) {
            port.transaction(transaction -> {
                transaction.put(key("value"), value, null);
                return value;
            });

            Optional<byte[]> kept = port.transaction(transaction -> Optional.ofNullable(transaction.get(key("value"))));

            assertThat(kept.orElseThrow()).isEqualTo(value);
        }
    }

    @Test
    void required_p5_aScanKeepsOrderAndBounds() {
        StorePort port = port();
        Stream.of("e", "a", "d", "b", "c").forEach(each -> put(port, key(each), each));

        port.transaction(transaction -> {
            assertThat(scan(transaction, "b", "e", 10, false)).containsExactly("b=b", "c=c", "d=d");
            assertThat(scan(transaction, "b", "e", 10, true)).containsExactly("d=d", "c=c", "b=b");
            assertThat(scan(transaction, "b", "e", 2, false)).containsExactly("b=b", "c=c");
            assertThat(scan(transaction, "b", "e", 2, true)).containsExactly("d=d", "c=c");
            assertThat(scan(transaction, "x", "z", 2, false)).isEmpty();
            return transaction;
        });
    }

    @Test
    void required_p5_keysAreOrderedByTheirCharactersInAscii() {
        StorePort port = port();
        List<String> order =
                List.of("x", "x!", "x%41", "x-", "x.", "x/", "x0", "x9", "xA", "xZ", "x_", "xa", "xz", "x~");
        order.stream().sorted((a, b) -> b.compareTo(a)).forEach(each -> put(port, key(each), ""));

        List<String> found = port.transaction(transaction -> scan(transaction, "x", "y", 100, false));

        assertThat(found)
                .containsExactlyElementsOf(
                        order.stream().map(each -> each + "=").toList());
    }
}
