package dev.parlance.policy;

import static dev.parlance.model.ErrorCode.AUTHENTICATION_FAILED;
import static dev.parlance.model.ErrorCode.BROKER_UNAVAILABLE;
import static dev.parlance.model.ErrorCode.HOST_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.model.ChatException;
import dev.parlance.model.Credentials;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.User;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several authenticators in turn: a refusal leads on, a fault does not. */
class AnyOfTest {
    private static final User ADA = User.of("ada", "Ada");
    private static final Credentials ANY = Credentials.of(null, null, "token");

    private final List<String> asked = new ArrayList<>();

    private Authenticator one(String name, Supplier<CompletionStage<User>> answer) {
        return new Authenticator() {
            @Override
            public CompletionStage<User> authenticate(Credentials credentials) {
                asked.add(name);
                return answer.get();
            }

            @Override
            public boolean mayBlock() {
                return false;
            }
        };
    }

    private static Supplier<CompletionStage<User>> says(User user) {
        return () -> CompletableFuture.completedFuture(user);
    }

    private static Supplier<CompletionStage<User>> fails(Throwable error) {
        return () -> CompletableFuture.failedFuture(error);
    }

    private static Supplier<CompletionStage<User>> refuses(String words) {
        return () -> {
            throw new ChatException(AUTHENTICATION_FAILED, words);
        };
    }

    private static User ask(Authenticator authenticator) {
        return authenticator.authenticate(ANY).toCompletableFuture().join();
    }

    private static void assertFailure(Authenticator authenticator, ErrorCode code, String words) {
        assertThatThrownBy(() -> ask(authenticator))
                .cause()
                .hasMessage(words)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void theFirstWhoKnowsTheUserIsTheLastWhoIsAsked() {
        Authenticator any = Authenticator.anyOf(
                one("nobody's", says(null)),
                one("refuses", refuses("no")),
                one("knows", says(ADA)),
                one("never", null));
        assertThat(ask(any)).isEqualTo(ADA);
        assertThat(asked).containsExactly("nobody's", "refuses", "knows");
    }

    @Test
    void ifAllRefuseTheFirstReasonIsTold() {
        Authenticator any = Authenticator.anyOf(
                one("1", says(null)),
                one("2", fails(new ChatException(AUTHENTICATION_FAILED, "used"))),
                one("3", refuses("no token")),
                one("4", says(null)));
        assertFailure(any, AUTHENTICATION_FAILED, "used");
        assertThat(ask(Authenticator.anyOf(one("1", says(null)), one("2", says(null)))))
                .isNull();
    }

    @Test
    void aFaultOfTheHostIsNotHiddenByWhoComesAfter() {
        ChatException broken = new ChatException(BROKER_UNAVAILABLE, "the store is away");
        assertFailure(
                Authenticator.anyOf(one("1", fails(broken)), one("2", says(ADA))),
                BROKER_UNAVAILABLE,
                "the store is away");
        ChatException later = new ChatException(AUTHENTICATION_FAILED, "not yet", true);
        assertFailure(
                Authenticator.anyOf(one("1", fails(later)), one("2", says(ADA))), AUTHENTICATION_FAILED, "not yet");
        Authenticator bug =
                Authenticator.anyOf(one("1", fails(new IllegalStateException("a bug"))), one("2", says(ADA)));
        assertThatThrownBy(() -> ask(bug)).cause().hasMessage("a bug");
        Authenticator none = Authenticator.anyOf(one("1", () -> null), one("2", says(ADA)));
        assertThatThrownBy(() -> ask(none)).hasMessageContaining("returned null");
        assertThat(asked).containsOnly("1");
    }

    @Test
    void whoMayBlockIsAskedOnTheThreadThatMayBlock() throws InterruptedException {
        CompletableFuture<User> slow = new CompletableFuture<>();
        Thread store = new Thread(() -> slow.complete(null), "store");
        Authenticator first = one("1", () -> {
            store.start();
            return slow;
        });
        Authenticator blocking = credentials -> {
            asked.add(Thread.currentThread().getName());
            return CompletableFuture.completedFuture(ADA);
        };
        Authenticator any = Authenticator.anyOf(first, blocking);
        assertThat(any.mayBlock()).isTrue();
        assertThat(Authenticator.anyOf(first).mayBlock()).isFalse();
        assertThat(ask(any)).isEqualTo(ADA);
        assertThat(asked).containsExactly("1", Thread.currentThread().getName());
        store.join(10_000);
    }

    @Test
    @Timeout(30)
    void theDeadlineOfTheEngineEndsTheWaiting() {
        Authenticator blocking = credentials -> new CompletableFuture<>();
        Thread.currentThread().interrupt(); // as the engine does
        assertFailure(
                Authenticator.anyOf(blocking, one("2", says(ADA))),
                HOST_UNAVAILABLE,
                "the host application did not decide in time");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    void allOfThemBeginWithTheEngine() {
        Tickets one = new Tickets();
        Tickets other = new Tickets();
        Authenticator.anyOf(one, Authenticator.anyOf(other)).begin(new HeldValues());
        assertThat(one.issue(ADA, Tickets.LONGEST)).isCompleted();
        assertThat(other.issue(ADA, Tickets.LONGEST)).isCompleted();
    }

    @Test
    void nobodyIsNone() {
        assertThatIllegalArgumentException().isThrownBy(Authenticator::anyOf);
    }
}
