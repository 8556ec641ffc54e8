package dev.parlance.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.User;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** T10: how long a request may be. */
abstract class SizeRules extends TransportRules {
    /** With what is around it just under the least that a transport takes. */
    private static final int SHORT_ENOUGH = 60_000;

    SizeRules(TransportStarter starter, Supplier<Duration> patience) {
        super(starter, patience);
    }

    @Test
    void required_t10_aRequestWithinTheBoundIsTaken() throws IOException {
        Service service = serve();
        Participant ada = service.member("ada");
        String text = "x".repeat(SHORT_ENOUGH);
        ada.tell(Participant.text(text));
        ada.hears(text);
    }

    @Test
    void required_t10_aRequestOverTheBoundNeverReachesTheEngineAndCostsItsClientAlone() throws IOException {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        Service service = serve(
                limits -> limits,
                settings -> settings.authenticator(credentials -> {
                    seen.add(String.valueOf(credentials.token()).length());
                    return CompletableFuture.<@Nullable User>completedFuture(
                            User.of("" + credentials.userId(), "" + credentials.userId()));
                }));
        int tooLong = service.transport.maxRequestBytes() + 1;
        Participant ada = service.member("ada");
        Participant bad = service.member("bad");
        bad.tryTo(() -> bad.tell(Participant.credentials("bad", "x".repeat(tooLong))));
        bad.readUntil(each -> each instanceof Told.Ended
                || (each instanceof Told.Event event && event.name().equals("error")));
        assertThat(seen).allMatch(length -> length < tooLong);
        assertThat(ada.isAlive()).isTrue();
        assertThat(service.member("bo").isAlive()).isTrue();
    }
}
