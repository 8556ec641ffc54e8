package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** T6: what was asked for comes at the pace at which it is read. */
abstract class PaceRules extends TransportRules {
    private static final int MESSAGES = 20;

    PaceRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    /** A room of which a reading is 1.2 MB long, more than four times what the outbox holds. */
    static void fill(Service service) {
        for (int i = 0; i < MESSAGES; i++) {
            service.publish(i + LONG_TEXT);
        }
    }

    /** Asks for 48 MB, ids from 1 to 40, and reads nothing of it; returns when no more comes of that. */
    static void askForMuch(Service service, Participant participant) throws IOException {
        int before = service.store.readings();
        for (int id = 1; id <= 40; id++) {
            participant.client.send(Participant.newest(MESSAGES), id);
        }
        int readings = service.patience.untilStill(service.store::readings) - before;
        assertThat(readings)
                .as("readings that were begun for one that takes no answer, of 40")
                .isLessThan(40);
    }

    static void readMuch(Participant participant) throws IOException {
        for (int id = 1; id <= 40; id++) {
            Told.Answer answer = participant.answer(id);
            assertThat(answer.error()).isNull();
            assertThat(answer.messages()).as("messages in answer %s", id).isEqualTo(MESSAGES);
        }
    }

    @Test
    void required_t6_anAnswerMayBeLongerThanTheOutbox() throws IOException {
        Service service = serve();
        fill(service);
        Participant ada = service.member("ada");
        assertThat(ada.succeeds(Participant.newest(MESSAGES)).messages()).isEqualTo(MESSAGES);
        assertThat(ada.isAlive()).isTrue();
    }

    @Test
    void optional_t6_whoeverAsksForMoreThanItReadsGetsItAllAsSoonAsItReads() throws IOException {
        Service service = serve();
        needs(service.transport.knowsWhetherItIsWritable(), "knowsWhetherItIsWritable()");
        fill(service);
        Participant ada = service.member("ada");
        askForMuch(service, ada);
        readMuch(ada);
        assertThat(ada.isAlive()).isTrue();
    }
}
