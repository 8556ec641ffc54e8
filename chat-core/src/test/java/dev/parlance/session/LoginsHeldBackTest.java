package dev.parlance.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A transport that knows of many failed logins where a client comes from may have it wait. */
class LoginsHeldBackTest {
    private static final String LIMITED = "error RATE_LIMITED for authenticate";

    private Supplier<CompletionStage<User>> answer = () -> CompletableFuture.completedFuture(User.of("ada", "Ada"));
    private int asked;
    private final EngineFixture fixture = new EngineFixture(builder -> builder.authenticator(credentials -> {
        asked++;
        return answer.get();
    }));
    private final TestClient ada = fixture.client();

    @Test
    void theHostIsNotAskedUntilTheTransportLetsItsClientTry() {
        ada.loginDelay = Duration.ofSeconds(6);
        assertThat(ada.as("ada").news()).containsExactly(LIMITED);
        assertThat(asked).isZero();
        assertThat(ada.failedLogins).isZero();
        ada.loginDelay = null;
        assertThat(ada.as("ada").news()).as("no error").isEmpty();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void theTransportHearsOfCredentialsThatAreNobodysAndOfNothingElse() {
        ada.as("ada");
        answer = () -> CompletableFuture.failedFuture(new ChatException(ErrorCode.HOST_UNAVAILABLE, "away"));
        ada.as("ada");
        assertThat(ada.failedLogins).isZero();
        answer = () -> CompletableFuture.completedFuture(null);
        ada.as("ada");
        assertThat(ada.failedLogins).isEqualTo(1);
    }

    @Test
    void whoIsKnownRenewsItsLoginWhateverItsNeighboursDoAndIsHeldBackWhenItGuessesItself() {
        ada.as("ada");
        ada.loginDelay = Duration.ofSeconds(6);
        ada.as("ada");
        assertThat(asked).isEqualTo(2);
        answer = () -> CompletableFuture.completedFuture(null);
        ada.as("ada");
        assertThat(ada.as("ada").news()).endsWith(LIMITED);
        assertThat(asked).isEqualTo(3);
    }
}
