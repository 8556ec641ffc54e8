package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.Authorizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The host never answers: its session goes on, and what comes too late is nothing. */
class PolicyTimeoutTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final List<CompletableFuture<Boolean>> questions = new ArrayList<>();
    private final List<CompletableFuture<MessageDraft>> drafts = new ArrayList<>();

    private final class Silent implements Authorizer {
        private final boolean mayBlock;

        Silent(boolean mayBlock) {
            this.mayBlock = mayBlock;
        }

        @Override
        public CompletionStage<Boolean> permits(User user, Action action) {
            if (!action.roomId().value().equals("secret")) {
                return CompletableFuture.completedFuture(true);
            }
            questions.add(new CompletableFuture<>());
            return questions.get(questions.size() - 1);
        }

        @Override
        public boolean mayBlock() {
            return mayBlock;
        }
    }

    @Test
    void anAuthorizerThatNeverAnswersHoldsItsSessionTenSecondsAndNoLonger() {
        for (boolean mayBlock : new boolean[] {true, false}) {
            EngineFixture fixture = new EngineFixture(builder -> builder.authorizer(new Silent(mayBlock)));
            TestClient ada = fixture.client().as("ada").join("secret").join("tea");
            fixture.time.advance(TEN_SECONDS.minusMillis(1));
            assertThat(ada.news()).as("behind the one that waits").isEmpty();
            fixture.time.advance(Duration.ofMillis(1));
            assertThat(ada.news()).containsExactly("error HOST_UNAVAILABLE for join_room", "history []", "users [Ada]");
        }
    }

    @Test
    void aLateAnswerIsIgnored() {
        EngineFixture fixture = new EngineFixture(builder -> builder.authorizer(new Silent(true)));
        TestClient ada = fixture.client().as("ada").join("secret");
        fixture.time.advance(TEN_SECONDS);
        ada.news();
        questions.get(0).complete(true);
        assertThat(ada.news()).isEmpty();
        assertThat(EngineFixture.rooms(fixture.engine).find(new RoomId("secret")))
                .isNull();
    }

    @Test
    void anInterceptorThatNeverAnswersCostsItsMessageAndNotTheNext() {
        EngineFixture fixture = new EngineFixture(builder -> builder.interceptor(draft -> {
            if (draft.text().equals("stuck")) {
                drafts.add(new CompletableFuture<>());
                return drafts.get(0);
            }
            return CompletableFuture.completedFuture(draft);
        }));
        TestClient ada = fixture.client("ada", "tea")
                .say("tea", "stuck")
                .say("tea", "next")
                .leave("tea");
        fixture.time.advance(TEN_SECONDS);
        assertThat(ada.news()).containsExactly("error HOST_UNAVAILABLE for send_message", "Ada: next");
    }

    @Test
    void anAuthenticatorThatNeverAnswersIsToldAndTheNextTryMayGoWell() {
        List<CompletableFuture<User>> logins = new ArrayList<>();
        EngineFixture fixture = new EngineFixture(builder -> builder.authenticator(credentials -> {
            logins.add(new CompletableFuture<>());
            return logins.get(logins.size() - 1);
        }));
        TestClient ada = fixture.client().as("ada");
        fixture.time.advance(TEN_SECONDS);
        assertThat(ada.news()).containsExactly("error HOST_UNAVAILABLE for authenticate");
        ada.as("ada");
        logins.get(1).complete(User.of("ada", "Ada"));
        ada.join("tea");
        assertThat(ada.news()).containsExactly("history []", "users [Ada]");
    }

    @Test
    void whatIsAnsweredInTimeLeavesNoTimerBehind() {
        EngineFixture fixture = new EngineFixture(builder -> builder.authorizer(new Silent(true)));
        int before = fixture.time.scheduled();
        TestClient ada = fixture.client("ada", "tea").join("secret");
        assertThat(fixture.time.scheduled()).isEqualTo(before + 1);
        questions.get(0).complete(true);
        assertThat(ada.news()).isNotEmpty();
        assertThat(fixture.time.scheduled()).isEqualTo(before);
    }

    @Test
    void aThreadThatIsStillInThePolicyIsInterruptedAndFreeForTheNextQuestion() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        AtomicReference<Boolean> interruptedBehind = new AtomicReference<>();
        EngineFixture fixture = new EngineFixture(builder -> builder.executor(task -> {
                    Thread thread = new Thread(() -> {
                        task.run();
                        interruptedBehind.set(Thread.currentThread().isInterrupted());
                    });
                    threads.add(thread);
                    thread.start();
                })
                .interceptor(draft -> {
                    asked.countDown();
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait(); // for ever
                    }
                    return CompletableFuture.completedFuture(draft);
                })
                .authorizer(Authorizer.allowingAll())
                .authenticator(Authenticator.trusting()));
        TestClient ada = fixture.client("ada", "tea").say("tea", "hello");
        asked.await();
        fixture.time.advance(TEN_SECONDS);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(ada.news()).containsExactly("error HOST_UNAVAILABLE for send_message");
        assertThat(interruptedBehind)
                .as("the interrupt was meant for the question")
                .hasValue(false);
    }
}
