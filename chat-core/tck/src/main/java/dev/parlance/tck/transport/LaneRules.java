package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** T1: what a client asks for happens on one lane, one after the other. */
abstract class LaneRules extends TransportRules {
    private static final int MANY = 400;

    LaneRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void required_t1_whatAClientAsksForTakesEffectInTheOrderInWhichItAsked() throws IOException {
        Service service = serve();
        Participant ada = service.member("ada");
        Participant bo = service.member("bo");
        for (int i = 0; i < MANY; i++) {
            ada.tell(Participant.text("" + i));
        }
        bo.hears("" + (MANY - 1));
        assertThat(bo.texts())
                .containsExactlyElementsOf(
                        IntStream.range(0, MANY).mapToObj(String::valueOf).toList());
    }
}
