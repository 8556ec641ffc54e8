package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** T2: nobody waits with a peer that does not read. */
abstract class PromptnessRules extends TransportRules {
    private static final String LONG = "x".repeat(60_000);

    PromptnessRules(TransportTck kit) {
        super(kit);
    }

    @Test
    void required_t2_whileOneDoesNotReadTheOthersHearEverythingAndAreAnswered() throws IOException {
        Service service = serve();
        service.member("slow");
        Participant ada = service.member("ada");
        for (int i = 0; i < 150; i++) { // 9 MB
            ada.tell(Participant.text(i + LONG));
            ada.hears(i + LONG);
        }
        assertThat(ada.isAlive()).isTrue();
        assertThat(service.member("bo").isAlive()).isTrue();
    }
}
