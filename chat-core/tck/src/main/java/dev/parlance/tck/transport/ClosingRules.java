package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ErrorCode;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** T7: for each reason the client learns whether to come back. Slow consumers are in T4, those that timed out in T9. */
abstract class ClosingRules extends TransportRules {
    ClosingRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void required_t7_whenTheServerStopsOneMayComeBack() throws IOException {
        Service service = serve();
        Participant ada = service.member("ada");
        CompletableFuture<Void> stopped = service.engine.stop().toCompletableFuture();
        ada.endsBy(CloseReason.SHUTDOWN);
        service.patience.done(stopped);
        assertThat(service.host.ends("ada")).isEqualTo(1);
    }

    @Test
    void required_t7_whomTheHostSendsAwayStaysAwayAndHearsBeforeWhatWasSentBefore() throws IOException {
        Service service = serve();
        Participant ada = service.member("ada");
        Participant bo = service.member("bo");
        for (int i = 0; i < 3; i++) {
            service.publish(i + LONG_TEXT);
        }
        service.publish("the last word");
        service.patience.done(service.engine.closeSessions(new UserId("ada")));
        ada.endsBy(CloseReason.CLOSED_BY_HOST);
        assertThat(ada.texts()).containsExactly(0 + LONG_TEXT, 1 + LONG_TEXT, 2 + LONG_TEXT, "the last word");
        service.patience.until("the session has ended", () -> service.host.ends("ada") == 1);
        assertThat(bo.isAlive()).isTrue();
    }

    @Test
    void required_t7_whoDoesNotSayInTimeWhoItIsStaysAway() throws IOException {
        Service service = serve(limits -> limits.authenticationTimeout(Duration.ofMillis(500)));
        service.stranger().endsBy(CloseReason.NOT_AUTHENTICATED);
        service.patience.until("the session has ended", () -> service.engine.sessionCount() == 0);
    }

    @Test
    void required_t7_whoseCredentialsAreRefusedTooOftenStaysAwayAndIsToldSoBefore() throws IOException {
        Service service = serve(
                limits -> limits.maxAuthenticationAttempts(2),
                settings -> settings.authenticator(credentials -> CompletableFuture.completedFuture(null)));
        Participant stranger = service.stranger();
        stranger.client.send(Participant.credentials("ada", "one"), 1);
        assertThat(stranger.answer(1).error()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
        stranger.client.send(Participant.credentials("ada", "two"), 2);
        assertThat(stranger.answer(2).error()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
        stranger.endsBy(CloseReason.LOGIN_REFUSED);
    }

    @Test
    void required_t7_whenTheServerHasTooMuchToDoOneMayComeBack() throws IOException {
        Service service = serve();
        Participant ada = service.stranger().logIn("ada");
        service.store.hold();
        ada.tell(new ClientCommand.Join(Service.TEA, null, 0));
        service.patience.until("the history is asked for", () -> service.store.readings() == 1);
        for (int i = 0; i < 200; i++) { // 12 MB, of which 8 are held for one who waits for the history
            service.publish(i + LONG_TEXT);
        }
        ada.endsBy(CloseReason.OVERLOADED);
        service.patience.until("the session has ended", () -> service.host.ends("ada") == 1);
    }

    @Test
    void required_t7_whenTheServerFailsOneMayComeBackAndTheOthersStay() throws IOException {
        AtomicBoolean fails = new AtomicBoolean();
        Service service = serve(
                limits -> limits,
                settings -> settings.ticker(() -> {
                    if (fails.get()) {
                        throw new IllegalStateException("a fault of the server, as the kit wants it");
                    }
                    return System.nanoTime();
                }));
        Participant ada = service.member("ada");
        Participant bo = service.member("bo");
        fails.set(true);
        ada.tell(new ClientCommand.Ping());
        ada.endsBy(CloseReason.SERVER_FAULT);
        service.patience.until("the session has ended", () -> service.host.ends("ada") == 1);
        fails.set(false);
        assertThat(bo.isAlive()).isTrue();
    }
}
