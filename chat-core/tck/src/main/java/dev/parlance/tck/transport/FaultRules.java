package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** T12: what goes wrong with one connection costs that one. */
abstract class FaultRules extends TransportRules {
    FaultRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void required_t12_whoBreaksTheProtocolEndsAlone() throws IOException {
        Service service = serve();
        Participant bad = service.member("bad");
        Participant ada = service.member("ada");
        bad.client.breakProtocol();
        bad.readUntil(Told.Ended.class::isInstance);
        service.patience.until("the session has ended", () -> service.host.ends("bad") == 1);
        service.publish("to the others");
        ada.hears("to the others");
        assertThat(service.engine.sessionCount()).isEqualTo(1);
    }

    @Test
    void required_t12_whoIsGoneWhileMuchIsSentCostsNobodyElseAnything() throws IOException {
        Service service = serve();
        Participant gone = service.member("gone");
        Participant ada = service.member("ada");
        for (int i = 0; i < 100; i++) {
            service.publish(i + LONG_TEXT);
            if (i == 10) {
                gone.client.vanish();
            }
            ada.hears(i + LONG_TEXT);
        }
        service.patience.until("the session has ended", () -> service.host.ends("gone") == 1);
        assertThat(ada.isAlive()).isTrue();
        assertThat(service.member("bo").isAlive()).isTrue();
    }
}
