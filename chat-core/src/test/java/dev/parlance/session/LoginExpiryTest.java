package dev.parlance.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A login that ends is renewed, or the connection ends with it. */
class LoginExpiryTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private Supplier<CompletionStage<User>> answer = () -> CompletableFuture.completedFuture(login(HOUR));
    private final EngineFixture fixture =
            new EngineFixture(builder -> builder.authenticator(credentials -> answer.get()));

    private User login(Duration length) {
        return User.builder(new UserId("ada"), "Ada")
                .expiresAt(fixture.time.instant().plus(length))
                .build();
    }

    @Test
    void theConnectionEndsWithTheLogin() {
        TestClient ada = fixture.client().as("ada");
        fixture.time.advance(HOUR.minusMillis(1));
        assertThat(ada.run().closed).isNull();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(ada.run().closed).isEqualTo(CloseReason.LOGIN_EXPIRED);
    }

    @Test
    void whoRenewsItStays() {
        TestClient ada = fixture.client().as("ada");
        fixture.time.advance(HOUR.minusMillis(1));
        ada.as("ada");
        fixture.time.advance(HOUR.minusMillis(1));
        assertThat(ada.run().closed).isNull();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(ada.run().closed).isEqualTo(CloseReason.LOGIN_EXPIRED);
    }

    @Test
    void aLoginWithoutAnEndTakesThePlaceOfOneWithAnEnd() {
        TestClient ada = fixture.client().as("ada");
        answer = () -> CompletableFuture.completedFuture(User.of("ada", "Ada"));
        ada.as("ada");
        fixture.time.advance(Duration.ofDays(100));
        assertThat(ada.run().closed).isNull();
    }

    @Test
    void aRenewalThatIsBeingDecidedIsWaitedFor() {
        TestClient ada = fixture.client().as("ada");
        CompletableFuture<User> slow = new CompletableFuture<>();
        answer = () -> slow;
        fixture.time.advance(HOUR.minusSeconds(1));
        ada.as("ada");
        fixture.time.advance(Duration.ofSeconds(2));
        assertThat(ada.run().closed).isNull();
        slow.complete(login(HOUR));
        assertThat(ada.run().closed).isNull();
        fixture.time.advance(HOUR);
        assertThat(ada.run().closed).isEqualTo(CloseReason.LOGIN_EXPIRED);
    }

    @Test
    void aRenewalThatIsRefusedAfterTheEndEndsTheConnection() {
        TestClient ada = fixture.client().as("ada");
        CompletableFuture<User> slow = new CompletableFuture<>();
        answer = () -> slow;
        fixture.time.advance(HOUR.minusSeconds(1));
        ada.as("ada");
        fixture.time.advance(Duration.ofSeconds(2));
        slow.complete(null);
        assertThat(ada.run().closed).isEqualTo(CloseReason.LOGIN_EXPIRED);
    }

    @Test
    void aLoginThatIsOverAlreadyIsNone() {
        answer = () -> CompletableFuture.completedFuture(login(Duration.ZERO));
        assertThat(fixture.client().as("ada").news()).containsExactly("error AUTHENTICATION_FAILED for authenticate");
    }

    @Test
    void anEndInManyYearsIsNoTrouble() {
        answer = () -> CompletableFuture.completedFuture(
                User.builder(new UserId("ada"), "Ada").expiresAt(Instant.MAX).build());
        TestClient ada = fixture.client().as("ada");
        fixture.time.advance(Duration.ofDays(3));
        assertThat(ada.run().closed).isNull();
    }

    @Test
    void aSessionThatTheHostOpenedEndsWithItsLoginToo() {
        TestClient ada = new TestClient(fixture.engine, new TestLane(), fixture.encoder, login(HOUR));
        fixture.time.advance(HOUR);
        assertThat(ada.run().closed).isEqualTo(CloseReason.LOGIN_EXPIRED);
    }
}
