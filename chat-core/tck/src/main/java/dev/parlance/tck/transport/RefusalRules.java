package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ErrorCode;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.transport.ClientCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** T11: what is no request is refused, and how long it was counts as that of any other does. */
abstract class RefusalRules extends TransportRules {
    private static final int MORE_THAN_MAY = 20;

    RefusalRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void required_t11_whatIsNoRequestIsToldToItsClientAndIsNoReasonToEnd() throws IOException {
        Participant ada = serve().member("ada");
        ada.client.sendNonsense();
        ada.readUntil(each -> each instanceof Told.Event event && event.name().equals("error"));
        assertThat(ada.isAlive()).isTrue();
    }

    @Test
    void required_t11_whatIsNoRequestCountsAsOne() throws IOException {
        Participant ada = serve(limits -> limits.connectionRate(Metered.REQUESTS, new Rate(1, 8)))
                .stranger()
                .logIn("ada");
        for (int i = 0; i < MORE_THAN_MAY; i++) {
            ada.client.sendNonsense();
        }
        ada.hears("error", ErrorCode.RATE_LIMITED.name());
    }

    @Test
    void required_t11_howLongWhatIsNoRequestIsCountsToo() throws IOException {
        Participant ada = serve(limits -> limits.connectionRate(Metered.BYTES_IN, new Rate(1, 100)))
                .stranger();
        for (int i = 0; i < MORE_THAN_MAY; i++) {
            ada.client.sendNonsense();
        }
        ada.hears("error", ErrorCode.RATE_LIMITED.name());
    }

    /** A ping has no texts at all: what is counted is what stands around it. */
    @Test
    void required_t11_howLongARequestIsCountsWhateverStandsInIt() throws IOException {
        Participant ada = serve(limits -> limits.connectionRate(Metered.BYTES_IN, new Rate(1, 100)))
                .stranger();
        for (int i = 0; i < MORE_THAN_MAY; i++) {
            ada.tell(new ClientCommand.Ping());
        }
        ada.hears("error", ErrorCode.RATE_LIMITED.name());
    }
}
