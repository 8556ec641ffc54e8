package dev.parlance.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.model.User;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatLimits;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Strangers who try tokens take a share of the host's time, and the rest is everyone else's. */
class LoginShareTest {
    private final ArrayDeque<Runnable> lent = new ArrayDeque<>();
    private final ArrayDeque<CompletableFuture<User>> undecided = new ArrayDeque<>();
    private boolean refusing;

    private CompletionStage<User> later() {
        undecided.add(new CompletableFuture<>());
        return undecided.getLast();
    }

    private EngineFixture fixture(UnaryOperator<ChatEngine.Builder> more) {
        return new EngineFixture(builder -> more.apply(builder.authenticator(credentials -> later())
                .authorizer(Authorizer.allowingAll())
                .executor(task -> {
                    if (refusing) {
                        throw new RejectedExecutionException("full");
                    }
                    lent.add(task);
                })
                .limits(ChatLimits.builder()
                        .unlimitedRates()
                        .authentications(2, 3)
                        .build())));
    }

    private static List<TestClient> strangers(EngineFixture fixture, int count) {
        List<TestClient> strangers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            strangers.add(fixture.client().as("stranger" + i));
        }
        return strangers;
    }

    private void run() {
        for (Runnable task = lent.poll(); task != null; task = lent.poll()) {
            task.run();
        }
    }

    @Test
    void soManyAreAskedAtOnceSoManyWaitAndTheRestIsRefused() {
        EngineFixture fixture = fixture(builder -> builder);
        List<TestClient> strangers = strangers(fixture, 6);
        run();
        assertThat(undecided).hasSize(2);
        assertThat(strangers.get(5).news()).containsExactly("error OVERLOADED for authenticate");
        undecided.remove().complete(null);
        run();
        assertThat(undecided).as("the next has its turn").hasSize(2);
        assertThat(strangers.get(0).news()).containsExactly("error AUTHENTICATION_FAILED for authenticate");
        assertThat(strangers.get(4).news()).isEmpty();
    }

    @Test
    void anAuthenticatorThatDoesNotBlockIsBoundedToo() {
        EngineFixture fixture = fixture(builder -> builder.authenticator(new Authenticator() {
            @Override
            public CompletionStage<User> authenticate(dev.parlance.model.Credentials credentials) {
                return later();
            }

            @Override
            public boolean mayBlock() {
                return false;
            }
        }));
        List<TestClient> strangers = strangers(fixture, 6);
        assertThat(undecided).as("in place, without a thread").hasSize(2);
        assertThat(strangers.get(5).news()).containsExactly("error OVERLOADED for authenticate");
    }

    @Test
    void whoeverGoesGivesItsPlaceToTheNext() {
        EngineFixture fixture = fixture(builder -> builder);
        List<TestClient> strangers = strangers(fixture, 5);
        run();
        strangers.get(0).vanish();
        strangers.get(3).vanish();
        run();
        assertThat(undecided).hasSize(3);
        assertThat(strangers(fixture, 1).get(0).news())
                .as("there is a place to wait in")
                .isEmpty();
    }

    @Test
    void aLoginThatWaitedTooLongForItsTurnIsToldAndNotAsked() {
        EngineFixture fixture = fixture(builder -> builder);
        List<TestClient> strangers = strangers(fixture, 3);
        fixture.time.advance(Duration.ofSeconds(10));
        assertThat(strangers.get(2).news()).containsExactly("error HOST_UNAVAILABLE for authenticate");
        run();
        assertThat(undecided).isEmpty();
        TestClient ada = fixture.client().as("ada");
        run();
        undecided.remove().complete(User.of("ada", "Ada"));
        assertThat(ada.join("tea").news()).containsExactly("history []", "users [Ada]");
    }

    @Test
    void aLentExecutorThatRefusesRefusesThoseThatWaitForIt() {
        EngineFixture fixture = fixture(builder -> builder);
        List<TestClient> strangers = strangers(fixture, 4);
        run();
        refusing = true;
        undecided.remove().complete(null);
        assertThat(strangers.get(2).news()).containsExactly("error OVERLOADED for authenticate");
        assertThat(strangers.get(3).news()).containsExactly("error OVERLOADED for authenticate");
        refusing = false;
        undecided.clear();
        strangers(fixture, 1);
        run();
        assertThat(undecided).as("the place was given back").hasSize(1);
    }

    @Test
    void thousandsInTurnStandOnNoOneStackThoughTheLentExecutorRunsThemInTheCaller() throws InterruptedException {
        for (boolean fails : List.of(false, true)) {
            boolean[] first = {true};
            boolean[] shut = {false};
            EngineFixture fixture = new EngineFixture(builder -> builder.authenticator(credentials -> {
                        if (first[0]) {
                            first[0] = false;
                            return later();
                        }
                        return CompletableFuture.completedFuture(User.of("ada", "Ada"));
                    })
                    .executor(task -> {
                        if (shut[0]) {
                            throw new RejectedExecutionException("full");
                        }
                        task.run();
                    })
                    .limits(ChatLimits.builder().authentications(1, 20_000).build()));
            List<TestClient> strangers = strangers(fixture, 10_001);
            shut[0] = fails;
            Thread host = new Thread(null, () -> undecided.remove().complete(null), "small", 256 << 10);
            host.start();
            host.join();
            strangers.remove(0);
            List<String> expected = fails ? List.of("error OVERLOADED for authenticate", "7:pong") : List.of("7:pong");
            assertThat(strangers)
                    .allSatisfy(each -> assertThat(
                                    each.ask(7, new ClientCommand.Ping()).news())
                            .as("decided, so that it is its turn for what comes next")
                            .isEqualTo(expected));
        }
    }

    @Test
    void aConnectionHasAHandfulOfTries() {
        EngineFixture fixture = new EngineFixture(
                builder -> builder.authenticator(credentials -> CompletableFuture.completedFuture(null)));
        TestClient stranger = fixture.client();
        for (int i = 0; i < 4; i++) {
            stranger.as("ada");
        }
        assertThat(stranger.closed).isNull();
        stranger.as("ada");
        assertThat(stranger.closed).isEqualTo(CloseReason.LOGIN_REFUSED);
        assertThat(CloseReason.LOGIN_REFUSED.mayComeBack()).isFalse();
        assertThat(stranger.news()).hasSize(5).containsOnly("error AUTHENTICATION_FAILED for authenticate");
    }

    @Test
    void afterItsLastTryAConnectionIsAskedForNothingMore() {
        List<String> asked = new ArrayList<>();
        EngineFixture fixture = new EngineFixture(builder -> builder.authenticator(credentials -> {
            asked.add(String.valueOf(credentials.userId()));
            return CompletableFuture.completedFuture(null);
        }));
        TestClient stranger = fixture.client();
        for (int i = 0; i < 10; i++) {
            stranger.as("u" + i);
        }
        assertThat(asked).hasSize(5);
    }

    @Test
    void aFaultOfTheHostIsNobodysTry() {
        EngineFixture fixture = new EngineFixture(builder -> builder.authenticator(credentials -> {
            throw new IllegalStateException("expected by this test");
        }));
        TestClient ada = fixture.client();
        for (int i = 0; i < 10; i++) {
            ada.as("ada");
        }
        assertThat(ada.closed).isNull();
        assertThat(ada.news()).hasSize(10).containsOnly("error INTERNAL_ERROR for authenticate");
    }
}
