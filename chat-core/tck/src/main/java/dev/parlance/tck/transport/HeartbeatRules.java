package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.transport.CloseReason;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** T9: who is still there. */
abstract class HeartbeatRules extends TransportRules {
    HeartbeatRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void required_t9_whoAsksForNothingButAnswersHeartbeatsStays() throws IOException {
        Service service = serve(SOON);
        Participant ada = service.member("ada");
        ada.readFor(SOON.multipliedBy(3));
        service.publish("still there?");
        ada.hears("still there?");
        assertThat(service.host.ends("ada")).isZero();
    }

    @Test
    void required_t9_whoIsSilentForTooLongIsTakenForGoneAndMayComeBack() throws IOException {
        Service service = serve(SOON);
        Participant ada = service.member("ada");
        ada.client.goSilent();
        service.patience.until("the session has ended", () -> service.host.ends("ada") == 1);
        ada.endsBy(CloseReason.TIMED_OUT);
    }
}
