package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.transport.ClientCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** T5: what is told of what was shed. */
abstract class CatchingUpRules extends TransportRules {
    /** Of 300 bytes each, so that they are more than the outbox holds. */
    private static final int TYPING = 1_200;

    private static final int JOINS = 10;

    CatchingUpRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void optional_t5_whoHasCaughtUpIsToldOfOneGapForAllThatWasShedAndHearsOn() throws IOException {
        Service service = serve();
        needs(service.transport.knowsWhetherItIsWritable(), "knowsWhetherItIsWritable()");
        PaceRules.fill(service);
        Participant slow = service.member("slow");
        Participant ada = service.member("ada" + "-".repeat(100));
        PaceRules.askForMuch(service, slow);
        for (int i = 0; i < TYPING; i++) {
            ada.tell(new ClientCommand.Typing(Service.TEA, i % 2 == 0));
        }
        assertThat(ada.isAlive()).isTrue();
        for (int i = 0; i < JOINS; i++) {
            service.member("late" + i);
        }
        PaceRules.readMuch(slow);
        if (slow.all("history_gap").isEmpty()) { // nothing waits any more, so it may have come already
            slow.readUntil(
                    each -> each instanceof Told.Event event && event.name().equals("history_gap"));
        }
        service.publish("on");
        slow.hears("on");
        service.member("later");
        slow.hears("user_joined", "later");
        assertThat(slow.all("history_gap")).as("gaps for all that was shed").hasSize(1);
        assertThat(slow.all("user_typing")).hasSizeLessThan(TYPING);
        assertThat(ada.isAlive()).isTrue();
        assertThat(ada.all("history_gap")).as("gaps of one that reads").isEmpty();
    }

    @Test
    void required_t5_whoKeepsUpIsToldOfNoGap() throws IOException {
        Service service = serve();
        Participant ada = service.member("ada");
        for (int i = 0; i < 50; i++) {
            service.member("bo" + i).leave();
            ada.hears("user_left", "bo" + i);
        }
        assertThat(ada.all("user_joined")).hasSize(50);
        assertThat(ada.all("history_gap")).isEmpty();
    }
}
