package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.transport.CloseReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** T4: a peer that does not read. */
abstract class SlowReaderRules extends TransportRules {
    /** Together more than kernels and servers hold for a connection by any measure: a kernel's buffers on both sides may grow to some 10 MB. */
    private static final int MOST = 4_000;

    SlowReaderRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void required_t4_oneThatDoesNotReadIsClosedAsASlowConsumerAndNothingIsMissingBefore() throws IOException {
        Service service = serve();
        Participant slow = service.member("slow");
        Participant ada = service.member("ada");
        List<String> sent = new ArrayList<>();
        while (service.host.ends("slow") == 0) {
            assertThat(sent)
                    .as("messages that one that reads nothing has not got, without being closed")
                    .hasSizeLessThan(MOST);
            sent.add(sent.size() + LONG_TEXT);
            service.publish(sent.get(sent.size() - 1));
            ada.hears(sent.get(sent.size() - 1));
        }
        slow.endsBy(CloseReason.SLOW_CONSUMER);
        List<String> got = slow.texts();
        assertThat(got).as("what came before the end, without a hole").isEqualTo(sent.subList(0, got.size()));
        assertThat(ada.isAlive()).isTrue();
    }

    @Test
    void required_t4_oneThatReadsLateButWithinTheBoundMissesNothing() throws IOException {
        Service service = serve();
        Participant late = service.member("late");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // of the four that the outbox has room for
            sent.add(i + LONG_TEXT);
            service.publish(sent.get(i));
        }
        late.hears(sent.get(2));
        assertThat(late.texts()).isEqualTo(sent);
        assertThat(late.isAlive()).isTrue();
    }
}
