package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ErrorCode;
import dev.parlance.model.UserId;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** T13: whom the host takes out of a room. */
abstract class RemovalRules extends TransportRules {
    RemovalRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    private static void takeOut(Service service, String userId) {
        service.patience.done(service.engine.room(Service.TEA).remove(new UserId(userId), "enough"));
    }

    private static void hearsOfIt(Participant participant) throws IOException {
        participant.readUntil(
                each -> each instanceof Told.Event event && event.name().equals("removed_from_room"));
    }

    @Test
    void required_t13_whoIsTakenOutOfARoomIsToldHearsNoMoreOfItAndStaysConnected() throws IOException {
        Service service = serve();
        Participant ada = service.member("ada");
        Participant bo = service.member("bo");
        service.publish("before");
        ada.hears("before");
        takeOut(service, "ada");
        hearsOfIt(ada);
        service.publish("after");
        bo.hears("after");
        assertThat(ada.ask(Participant.newest(1)).error()).isEqualTo(ErrorCode.NOT_IN_ROOM);
        assertThat(ada.texts()).containsExactly("before");
    }

    @Test
    void optional_t13_whatWaitsOfARoomIsNotSentToOneThatWasTakenOutOfIt() throws IOException {
        Service service = serve();
        needs(service.transport.knowsWhetherItIsWritable(), "knowsWhetherItIsWritable()");
        PaceRules.fill(service);
        Participant slow = service.member("slow");
        PaceRules.askForMuch(service, slow);
        service.publish("a secret");
        takeOut(service, "slow");
        hearsOfIt(slow);
        assertThat(slow.isAlive()).isTrue();
        assertThat(slow.texts()).doesNotContain("a secret");
    }
}
