package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** T2: nobody waits with a peer that does not read. */
abstract class IndependenceRules extends TransportRules {
    IndependenceRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void required_t2_whileOneDoesNotReadTheOthersHearEverythingAndAreAnswered() throws IOException {
        Service service = serve();
        service.member("slow");
        Participant ada = service.member("ada");
        for (int i = 0; i < 150; i++) { // 9 MB
            ada.tell(Participant.text(i + LONG_TEXT));
            ada.hears(i + LONG_TEXT);
        }
        assertThat(ada.isAlive()).isTrue();
        assertThat(service.member("bo").isAlive()).isTrue();
    }
}
