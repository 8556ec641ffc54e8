package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.Room;
import dev.parlance.TestClient;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.ChatLimits;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class PoliciesTest {
    private final ArrayDeque<Runnable> borrowed = new ArrayDeque<>();

    @Test
    void aPolicyThatMayBlockRunsOnTheExecutorAndNotOnTheLane() {
        EngineFixture fixture = new EngineFixture(builder -> builder.executor(borrowed::add)
                .authenticator(credentials -> CompletableFuture.completedFuture(User.of("ada", "Ada"))));
        TestClient ada = fixture.client().as("whoever").join("tea");
        assertThat(ada.news()).isEmpty();
        borrowed.remove().run();
        assertThat(ada.news()).containsExactly("history []", "users [Ada]");
    }

    @Test
    void commandsKeepTheirOrderBehindASlowPolicy() {
        ArrayDeque<Runnable> answers = new ArrayDeque<>();
        EngineFixture fixture = new EngineFixture(builder -> builder.interceptor(draft -> {
            CompletableFuture<MessageDraft> answer = new CompletableFuture<>();
            answers.add(() -> answer.complete(draft));
            return answer;
        }));
        TestClient ada =
                fixture.client("ada", "tea").say("tea", "one").say("tea", "two").leave("tea");
        assertThat(answers).as("the second waits for the first").hasSize(1);
        answers.remove().run();
        assertThat(ada.news()).containsExactly("Ada: one");
        answers.remove().run();
        assertThat(ada.news()).containsExactly("Ada: two");
        assertThat(EngineFixture.rooms(fixture.engine).find(new RoomId("tea")))
                .as("left last")
                .isNull();
    }

    @Test
    void anInterceptorChangesTextAndAddsMetadata() {
        EngineFixture fixture = new EngineFixture(builder ->
                builder.interceptor(draft -> CompletableFuture.completedFuture(draft.toBuilder()
                        .text("*" + draft.text() + "*")
                        .metadata(Map.of("seen", "yes"))
                        .build())));
        TestClient ada = fixture.client("ada", "tea").say("tea", "hi");
        assertThat(ada.news()).containsExactly("Ada: *hi*");
    }

    @Test
    void anInterceptorRefusesWithItsOwnCode() {
        EngineFixture fixture = new EngineFixture(builder -> builder.interceptor(
                draft -> CompletableFuture.failedFuture(new ChatException(ErrorCode.FORBIDDEN, "no links"))));
        TestClient ada = fixture.client("ada", "tea").say("tea", "hi");
        assertThat(ada.news()).containsExactly("error FORBIDDEN for send_message");
    }

    @Test
    void whatTheHostSubmitsOfOthersTheInterceptorsSeeAndWhatItPublishesItselfTheyDoNot() {
        EngineFixture fixture = new EngineFixture(builder ->
                builder.interceptor(draft -> draft.text().equals("spam")
                        ? CompletableFuture.failedFuture(new ChatException(ErrorCode.REFUSED, "no"))
                        : CompletableFuture.completedFuture(
                                draft.toBuilder().text("*" + draft.text() + "*").build())));
        TestClient ada = fixture.client("ada", "tea");
        Room tea = fixture.engine.room(new RoomId("tea"));
        MessageDraft.Builder draft = MessageDraft.builder(tea.id(), User.of("bo", "Bo"), "hi");
        assertThat(tea.submit(draft.build())).isCompleted();
        assertThat(tea.submit(draft.text("spam").build()))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.REFUSED));
        tea.publish("as it is");
        assertThat(ada.news()).containsExactly("Bo: *hi*", "System: as it is");
    }

    @Test
    void aPolicyThatThrowsIsAFaultOfTheServerAndTheSessionGoesOn() {
        EngineFixture fixture = new EngineFixture(builder -> builder.interceptor(draft -> {
            if (draft.text().equals("boom")) {
                throw new IllegalStateException("expected by this test");
            }
            return CompletableFuture.completedFuture(draft);
        }));
        TestClient ada = fixture.client("ada", "tea").say("tea", "boom").say("tea", "fine");
        assertThat(ada.news()).containsExactly("error INTERNAL_ERROR for send_message", "Ada: fine");
    }

    @Test
    void theAuthorizerIsAskedForJoinsAndMessages() {
        EngineFixture fixture =
                new EngineFixture(builder -> builder.authorizer((user, action) -> CompletableFuture.completedFuture(
                        action instanceof Action.Join
                                ? !action.roomId().value().equals("secret")
                                : !user.name().equals("Bo"))));
        TestClient bo = fixture.client().as("bo").join("secret");
        assertThat(bo.news()).containsExactly("error FORBIDDEN for join_room");
        bo.join("tea").say("tea", "hi");
        assertThat(bo.news()).endsWith("error FORBIDDEN for send_message");
    }

    @Test
    void whoMayNotTypeIsToldAndWhoMayIsAskedForOnceAStay() {
        List<User> asked = new ArrayList<>();
        EngineFixture fixture = new EngineFixture(builder -> builder.authorizer((user, action) -> {
            if (action instanceof Action.Type) {
                asked.add(user);
            }
            return CompletableFuture.completedFuture(
                    !(action instanceof Action.Type) || user.name().equals("Ada"));
        }));
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea").typing("tea", true);
        assertThat(bo.news()).containsExactly("error FORBIDDEN for typing");
        ada.typing("tea", true).typing("tea", true).typing("tea", false);
        assertThat(bo.typing("tea", false).news()).containsExactly("Ada types", "Ada stopped typing");
        assertThat(asked).extracting(User::name).containsExactly("Bo", "Ada");
    }

    @Test
    void whoMayNotJoinAgainIsOutsideOfTheRoomAfterwards() {
        boolean[] allowed = {true};
        EngineFixture fixture = new EngineFixture(
                builder -> builder.authorizer((user, action) -> CompletableFuture.completedFuture(allowed[0])));
        TestClient ada = fixture.client("ada", "tea");
        allowed[0] = false;
        assertThat(ada.join("tea").news()).containsExactly("error FORBIDDEN for join_room");
        allowed[0] = true;
        assertThat(ada.say("tea", "hi").news()).containsExactly("error NOT_IN_ROOM for send_message");
    }

    @Test
    void anExecutorThatIsFullIsToldAsOverload() {
        EngineFixture fixture = new EngineFixture(builder -> builder.executor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .authenticator(credentials -> CompletableFuture.completedFuture(User.of("ada", "Ada"))));
        assertThat(fixture.client().as("ada").news()).containsExactly("error OVERLOADED for authenticate");
    }

    @Test
    void commandsThatWaitBehindAPolicyAreBounded() {
        EngineFixture fixture = new EngineFixture(builder -> builder.executor(borrowed::add)
                .authenticator(credentials -> CompletableFuture.completedFuture(User.of("ada", "Ada")))
                .limits(ChatLimits.builder()
                        .unlimitedRates()
                        .maxPendingCommands(3)
                        .build()));
        TestClient ada = fixture.client().as("ada");
        for (int i = 0; i < 5; i++) {
            ada.join("tea");
        }
        assertThat(ada.news()).containsExactly("error OVERLOADED for join_room", "error OVERLOADED for join_room");
    }

    @Test
    void soAreTheirTexts() {
        EngineFixture fixture = new EngineFixture(builder -> builder.executor(borrowed::add)
                .authenticator(credentials -> CompletableFuture.completedFuture(User.of("ada", "Ada"))));
        TestClient ada = fixture.client().as("ada");
        String text = "x".repeat(100_000); // 200,000 bytes at most: five of them are less than 1 MB
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 5; i++) {
                ada.say("tea", text);
            }
            ada.as("ada"); // is short, and those of the next round wait behind it
            assertThat(ada.say("tea", text).news()).containsExactly("error OVERLOADED for send_message");
            borrowed.remove().run();
            assertThat(ada.news())
                    .as("those that waited")
                    .hasSize(5)
                    .containsOnly("error NOT_IN_ROOM for send_message");
        }
    }

    @Test
    void anAuthenticatorThatKnowsNobodyRefusesAndTheDeadlineStays() {
        EngineFixture fixture =
                new EngineFixture(builder -> builder.authenticator(any -> CompletableFuture.completedFuture(null)));
        TestClient nobody = fixture.client().as("ada");
        assertThat(nobody.news()).containsExactly("error AUTHENTICATION_FAILED for authenticate");
        fixture.time.advance(Duration.ofSeconds(30));
        nobody.news();
        assertThat(nobody.closed).isEqualTo(CloseReason.NOT_AUTHENTICATED);
    }
}
