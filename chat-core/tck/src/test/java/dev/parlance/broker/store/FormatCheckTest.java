package dev.parlance.broker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.broker.form.Format;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.tck.MemoryPorts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatCheckTest {
    private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final MemoryPorts ports = new MemoryPorts(() -> now);
    private final StorePort port = ports.newPort();

    @Test
    void aStoreIsMarkedWithTheFormatThatIsWrittenToIt() {
        begin();

        assertThat(mark()).isEqualTo("" + Format.WRITTEN);
    }

    @Test
    void aStoreThatTheNextVersionHasWrittenToIsReadAndStaysMarked() {
        mark("" + Format.NEWEST);

        begin();

        assertThat(mark()).isEqualTo("" + Format.NEWEST);
    }

    @Test
    void aStoreOfAFormatThatIsNotReadIsRefusedByItsNumber() {
        mark("9");

        assertRefused("the store is of format 9, this version of Parlance reads 1 to 4");
        assertThat(mark()).isEqualTo("9");
    }

    @Test
    void aStoreThatSomebodyElseWroteToIsRefused() {
        mark("nine");

        assertRefused("the store does not say of which format it is");
    }

    @Test
    void aNodeOfTheNextFormatIsNoReasonNotToBegin() {
        announce("another", Format.NEWEST);

        begin();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 9})
    void aNodeWhoseFormatIsNoNeighbourIsRefusedByItsNumber(int format) {
        announce("another", format);

        assertRefused("node another is of format " + format
                + ", this version of Parlance writes 3, and only neighbouring formats run side by side");
    }

    @Test
    void whoIsRefusedLeavesNothingBehind() {
        mark("9");
        assertRefused("");

        long leases = port.transaction(transaction -> (long)
                transaction.scan(Keys.LEASES, Keys.end(Keys.LEASES), 10, false).size());

        assertThat(leases).isZero();
    }

    @Test
    void aNodeThatWasAwayWhileTheServiceWasUpgradedTwiceIsRefusedWhenItComesBack() {
        Leases leases = new Leases(new Transactions(port));
        leases.begin("late");
        now = now.plus(Duration.ofDays(1));
        mark("5");

        assertThatThrownBy(() -> leases.begin("late again")).hasMessageContaining("the store is of format 5");
    }

    private void begin() {
        new Leases(new Transactions(port)).begin("node");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(this::begin)
                .isInstanceOfSatisfying(ChatException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
                    assertThat(refusal.retryable()).isFalse();
                })
                .hasMessageContaining(reason);
    }

    private void announce(String node, int format) {
        byte[] lease = new Lease(false, now).toBytes();
        lease[0] = (byte) format;
        put(Keys.lease(node), lease);
    }

    private void mark(String format) {
        put(Keys.FORMAT, format.getBytes(StandardCharsets.US_ASCII));
    }

    private void put(String key, byte[] value) {
        port.transaction(transaction -> {
            transaction.put(key, value, null);
            return key;
        });
    }

    private String mark() {
        return port.transaction(transaction -> new String(transaction.get(Keys.FORMAT), StandardCharsets.US_ASCII));
    }
}
