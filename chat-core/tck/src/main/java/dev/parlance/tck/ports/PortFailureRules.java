package dev.parlance.tck.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.broker.store.StorePort;
import dev.parlance.broker.store.StoreUnavailableException;
import dev.parlance.broker.store.UnsureCommitException;
import dev.parlance.tck.PortStore;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** P7, P8 and P9: a line that broke, a transaction that failed or may have, and the end. */
public abstract class PortFailureRules extends PortRules {
    protected PortFailureRules(Supplier<PortStore> stores, Supplier<Duration> patience) {
        super(stores, patience);
    }

    @Test
    void optional_p7_aBrokenLineIsToldAndHearsAgain() {
        StorePort one = port();
        StorePort another = port();
        PortEar ear = ear(one);
        tell(another, "before");
        assertThat(ear.next()).isEqualTo("before");

        store().breakLine(one);
        tell(another, "perhaps lost");

        ear.awaitBroken();
        tell(another, "after");
        ear.awaitText("after");
    }

    @Test
    void required_p8_whatTheWorkThrowsComesOutUnchanged() {
        StorePort port = port();
        RuntimeException fault = new IllegalArgumentException("its own fault");

        assertThatThrownBy(() -> port.transaction(transaction -> {
                    throw fault;
                }))
                .isSameAs(fault);
    }

    @Test
    void optional_p8_aCommitWhoseAnswerIsLostIsUnsureThoughItTookEffect() {
        assertThat(afterLostAnswer(true)).isEqualTo("1");
    }

    @Test
    void optional_p8_aCommitWhoseAnswerIsLostIsUnsureAndMayNotHaveTakenEffect() {
        assertThat(afterLostAnswer(false)).isEqualTo("nothing");
    }

    @Test
    void required_p9_aClosedPortDoesNothingAndHearsNothing() {
        StorePort closed = port();
        StorePort other = port();
        PortEar ear = ear(closed);
        PortEar fence = ear(other);

        closed.close();
        closed.close();
        tell(other, "to nobody");

        assertThat(fence.next()).isEqualTo("to nobody");
        assertThat(ear.isEmpty()).isTrue();
        assertThatThrownBy(() -> put(closed, key("a"), "1")).isExactlyInstanceOf(StoreUnavailableException.class);
        assertThat(read(other, key("a"))).isEqualTo("nothing");
    }

    @Test
    void required_p9_aPortThatIsClosedNeverBeginsToListen() {
        StorePort closed = port();
        closed.close();

        assertThatThrownBy(() -> ear(closed)).isExactlyInstanceOf(StoreUnavailableException.class);
    }

    private String afterLostAnswer(boolean committed) {
        StorePort port = port();
        StorePort another = port();
        store().loseNextAnswer(port, committed);

        assertThatThrownBy(() -> put(port, key("a"), "1")).isInstanceOf(UnsureCommitException.class);

        put(port, key("b"), "the port goes on");
        return read(another, key("a"));
    }
}
