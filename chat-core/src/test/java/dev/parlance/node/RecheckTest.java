package dev.parlance.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.transport.ClientCommand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A right that was taken away is gone where the user is already, and one on which the host does not decide is not. */
class RecheckTest {
    private final Set<String> closed = new HashSet<>();
    private final List<Action> asked = new ArrayList<>();
    private Supplier<CompletionStage<Boolean>> instead;

    private final EngineFixture fixture =
            new EngineFixture(builder -> builder.authorizer((user, action) -> answer(action)));
    private final ChatEngine other = fixture.node(builder -> builder.authorizer((user, action) -> answer(action)));
    private final TestClient ada = join(fixture.client().as("ada"), "tea", "milk");

    private CompletionStage<Boolean> answer(Action action) {
        asked.add(action);
        return instead != null
                ? instead.get()
                : CompletableFuture.completedFuture(
                        !closed.contains(action.roomId().value()));
    }

    private TestClient join(TestClient client, String... rooms) {
        for (String room : rooms) {
            client.ask(1, new ClientCommand.Join(new RoomId(room), null, 0));
        }
        client.news();
        asked.clear();
        return client;
    }

    private CompletableFuture<Void> recheck() {
        fixture.time.advance(Duration.ZERO);
        return fixture.engine.recheck(new UserId("ada")).toCompletableFuture();
    }

    private static CompletionStage<Boolean> fails() {
        return CompletableFuture.failedFuture(new IllegalStateException("expected by this test"));
    }

    private ErrorCode codeOf(CompletableFuture<Void> stage) {
        fixture.time.advance(Duration.ZERO); // the other node's answer
        return ((ChatException)
                        stage.handle((done, error) -> error instanceof CompletionException ? error.getCause() : error)
                                .join())
                .code();
    }

    @Test
    void whoMayNotBeInARoomAnyMoreIsTakenOutOfItOnAllNodes() {
        TestClient there = join(new TestClient(other, new TestLane(), fixture.encoder).as("ada"), "tea");
        TestClient bo = join(fixture.client().as("bo"), "tea");
        ada.news();
        there.news();
        closed.add("tea");
        CompletableFuture<Void> recheck = recheck();
        assertThat(ada.news()).containsExactly("removed from tea, forbidden");
        assertThat(there.news()).containsExactly("removed from tea, forbidden");
        fixture.time.advance(Duration.ZERO);
        assertThat(recheck).isCompleted();
        assertThat(bo.news()).as("is asked for by nobody").containsExactly("Ada left");
        assertThat(ada.say("milk", "still here").news()).containsExactly("Ada: still here");
    }

    @Test
    void aRenewedLoginIsAskedForInEachRoomBeforeWhatWasSentBehindIt() {
        closed.add("tea");
        ada.as("ada");
        assertThat(ada.news()).containsExactly("removed from tea, forbidden");
        assertThat(asked).hasSize(2).allMatch(Action.Join.class::isInstance);
        asked.clear();
        fixture.client().as("bo");
        assertThat(asked).as("a first login").isEmpty();
    }

    @Test
    void anOutageOfTheHostEmptiesNoRoomAndItIsAskedAgainUntilItDecides() {
        instead = RecheckTest::fails;
        CompletableFuture<Void> recheck = recheck();
        assertThat(ada.news()).isEmpty();
        assertThat(codeOf(recheck)).isEqualTo(ErrorCode.HOST_UNAVAILABLE);
        asked.clear();
        recheck();
        ada.run();
        fixture.time.advance(Duration.ofSeconds(5));
        ada.run();
        assertThat(asked)
                .as("two rooms, at once and again: twice asked is once asked again")
                .hasSize(4);
        closed.add("tea");
        instead = null;
        fixture.time.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThat(ada.news()).isEmpty();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(ada.news()).containsExactly("removed from tea, forbidden");
        asked.clear();
        fixture.time.advance(Duration.ofHours(1));
        ada.run();
        assertThat(asked).as("it has decided").isEmpty();
    }

    @Test
    void anAnswerThatIsLateIsNoNo() {
        instead = CompletableFuture::new;
        CompletableFuture<Void> recheck = recheck();
        ada.run();
        fixture.time.advance(Duration.ofSeconds(10));
        assertThat(ada.news()).isEmpty();
        assertThat(codeOf(recheck)).isEqualTo(ErrorCode.HOST_UNAVAILABLE);
    }

    @Test
    void aRefusalUnderTheHostsOwnCodeIsANo() {
        instead = () -> CompletableFuture.failedFuture(ChatException.refused("TOO_YOUNG", "no"));
        recheck();
        assertThat(ada.news()).hasSize(2).allMatch(word -> word.startsWith("removed from"));
    }

    @Test
    void aJoinThatWasAllowedBeforeAndHasNotEnteredIsAskedForAgain() {
        ArrayDeque<Runnable> answers = new ArrayDeque<>();
        instead = () -> {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            answers.add(() -> answer.complete(true));
            return answer;
        };
        ada.ask(7, new ClientCommand.Join(new RoomId("beer"), null, 0));
        Runnable allowed = answers.remove();
        instead = null;
        closed.add("beer");
        CompletableFuture<Void> recheck = recheck();
        ada.run();
        fixture.time.advance(Duration.ZERO);
        assertThat(recheck).isCompleted();
        allowed.run();
        assertThat(ada.news()).containsExactly("7:failed FORBIDDEN");
        assertThat(EngineFixture.rooms(fixture.engine).find(new RoomId("beer"))).isNull();
    }

    @Test
    void theRightToTypeIsAskedForAnew() {
        ada.typing("tea", true);
        asked.clear();
        ada.typing("tea", true);
        assertThat(asked).isEmpty();
        recheck();
        ada.run();
        asked.clear();
        ada.typing("tea", true);
        assertThat(asked).containsExactly(new Action.Type(new RoomId("tea")));
    }
}
