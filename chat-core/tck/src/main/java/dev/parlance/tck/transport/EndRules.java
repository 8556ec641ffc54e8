package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.UserId;
import dev.parlance.transport.CloseReason;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** T8: {@code disconnected} follows. */
abstract class EndRules extends TransportRules {
    EndRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    /** A client has gone, once, for the host and for the others in its room. */
    private static void hasGone(Service service, String userId) {
        service.patience.until("the session has ended", () -> service.engine.sessionCount() == 0);
        service.patience.until("the host is told", () -> service.host.ends(userId) == 1);
        service.patience.until(
                "the user has left the room",
                () -> service.patience
                        .done(service.engine.room(Service.TEA).members())
                        .members()
                        .isEmpty());
        assertThat(service.host.here()).isZero();
    }

    @Test
    void required_t8_whoSaysGoodbyeHasGone() throws IOException {
        Service service = serve();
        service.member("ada").client.close();
        hasGone(service, "ada");
    }

    @Test
    void required_t8_whoIsGoneWithoutAWordHasGone() throws IOException {
        Service service = serve(SOON);
        service.member("ada").client.vanish();
        hasGone(service, "ada");
    }

    @Test
    void required_t8_whomTheEngineClosesHasGoneThoughItsPeerNeverAnswers() throws IOException {
        Service service = serve(SOON);
        Participant ada = service.member("ada");
        ada.client.goSilent();
        service.patience.done(service.engine.closeSessions(new UserId("ada")));
        hasGone(service, "ada");
    }

    @Test
    void required_t8_whoDidNotEvenSayWhoItIsHasGone() throws IOException {
        Service service = serve(SOON);
        Participant stranger = service.stranger();
        service.patience.until("there is a session", () -> service.engine.sessionCount() == 1);
        stranger.client.vanish();
        service.patience.until("the session has ended", () -> service.engine.sessionCount() == 0);
    }

    @Test
    void required_t8_whoComesWhenTheEngineHasStoppedIsTurnedAway() throws IOException {
        Service service = serve();
        service.patience.done(service.engine.stop());
        Participant late;
        try {
            late = service.stranger();
        } catch (IOException e) {
            return; // the transport let nobody in
        }
        late.endsBy(CloseReason.SHUTDOWN);
        service.patience.until("no session is left", () -> service.engine.sessionCount() == 0);
    }
}
