package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.policy.ChatLimits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What comes in without a connection asks who it is and what it may as everything else does. */
class EngineDoorsTest {
    private static final Credentials ANY = Credentials.of(null, null, "token");
    private static final Action READ = new Action.Read(new RoomId("tea"));
    private static final User ADA = User.of("ada", "Ada");

    private Supplier<CompletionStage<User>> login = () -> CompletableFuture.completedFuture(ADA);
    private Supplier<CompletionStage<Boolean>> right = () -> CompletableFuture.completedFuture(true);
    private final EngineFixture fixture = new EngineFixture(builder -> builder.authenticator(credentials -> login.get())
            .authorizer((user, action) -> right.get())
            .limits(ChatLimits.builder().authentications(1, 1).build()));

    private static void assertFailure(CompletionStage<?> stage, ErrorCode code) {
        assertThatThrownBy(() -> stage.toCompletableFuture().getNow(null))
                .cause()
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aLoginIsTheHostsAnswer() {
        assertThat(fixture.engine.login(ANY)).isCompletedWithValue(ADA);
    }

    @Test
    void credentialsOfNobodyAndALoginThatIsOverAreRefused() {
        login = () -> CompletableFuture.completedFuture(null);
        assertFailure(fixture.engine.login(ANY), ErrorCode.AUTHENTICATION_FAILED);
        login = () -> CompletableFuture.completedFuture(User.builder(new UserId("ada"), "Ada")
                .expiresAt(fixture.time.instant())
                .build());
        assertFailure(fixture.engine.login(ANY), ErrorCode.AUTHENTICATION_FAILED);
    }

    @Test
    void loginsHaveTheShareAndTheDeadlineOfAllOthers() {
        login = CompletableFuture::new;
        CompletionStage<User> first = fixture.engine.login(ANY);
        fixture.client().as("bo"); // waits for its turn
        assertFailure(fixture.engine.login(ANY), ErrorCode.OVERLOADED);
        fixture.time.advance(Duration.ofSeconds(10));
        assertFailure(first, ErrorCode.HOST_UNAVAILABLE);
    }

    @Test
    void whatIsAllowedCompletesAndWhatIsNotSaysWhy() {
        assertThat(fixture.engine.require(ADA, READ)).isCompleted();
        right = () -> CompletableFuture.completedFuture(false);
        assertFailure(fixture.engine.require(ADA, READ), ErrorCode.FORBIDDEN);
        right = () -> CompletableFuture.failedFuture(ChatException.refused("NOT_PAID", "the month is over"));
        assertFailure(fixture.engine.require(ADA, READ), ErrorCode.REFUSED);
        right = CompletableFuture::new;
        CompletionStage<Void> slow = fixture.engine.require(ADA, READ);
        fixture.time.advance(Duration.ofSeconds(10));
        assertFailure(slow, ErrorCode.HOST_UNAVAILABLE);
    }
}
