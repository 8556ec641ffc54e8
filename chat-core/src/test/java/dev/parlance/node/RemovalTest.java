package dev.parlance.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatListener;
import dev.parlance.transport.ClientCommand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** Whom the host takes out of a room is out of it on all nodes, whatever is under way there. */
class RemovalTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ADA = new UserId("ada");
    private static final ClientCommand JOIN = new ClientCommand.Join(TEA, null, 0);

    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private final EngineFixture fixture = new EngineFixture();
    private final ChatEngine other = fixture.node(builder -> builder);

    private TestClient elsewhere() {
        return new TestClient(other, new TestLane(), fixture.encoder);
    }

    private CompletableFuture<Void> remove(String reason) {
        fixture.time.advance(Duration.ZERO); // all nodes know each other
        return fixture.engine.room(TEA).remove(ADA, reason).toCompletableFuture();
    }

    private boolean isDone(CompletableFuture<Void> removal) {
        fixture.time.advance(Duration.ZERO); // other nodes' answers
        return removal.isDone() && !removal.isCompletedExceptionally();
    }

    private static ErrorCode codeOf(CompletableFuture<Void> removal) {
        return ((ChatException)
                        removal.handle((done, error) -> error instanceof CompletionException ? error.getCause() : error)
                                .join())
                .code();
    }

    @Test
    void allSessionsOnAllNodesLeaveAtOnceAreToldAndHearNothingMore() {
        TestClient here = fixture.client().as("ada").ask(1, JOIN);
        TestClient there = elsewhere().as("ada").ask(1, JOIN);
        TestClient bo = fixture.client("bo", "tea");
        here.news();
        there.news();
        CompletableFuture<Void> removal = remove("enough");
        assertThat(here.news()).containsExactly("removed from tea, kick: enough");
        assertThat(isDone(removal)).as("the other node's lane has not run").isFalse();
        assertThat(there.news()).containsExactly("removed from tea, kick: enough");
        assertThat(isDone(removal)).isTrue();
        bo.say("tea", "about ada").typing("tea", true);
        assertThat(bo.news()).containsExactly("Ada left", "Bo: about ada");
        here.say("tea", "but");
        assertThat(here.news()).containsExactly("error NOT_IN_ROOM for send_message");
        assertThat(there.news()).isEmpty();
        assertThat(EngineFixture.rooms(other).find(TEA)).isNull();
    }

    @Test
    void whoJoinedWithoutWantingAnAnswerIsToldByAnError() {
        TestClient ada = fixture.client("ada", "tea");
        remove("enough");
        assertThat(ada.news()).containsExactly("error FORBIDDEN for null");
    }

    @Test
    void aJoinOnWhichTheHostHasNotDecidedIsRefused() {
        ChatEngine slow = fixture.node(builder -> builder.authorizer((user, action) -> {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            later.add(() -> answer.complete(true));
            return answer;
        }));
        TestClient ada =
                new TestClient(slow, new TestLane(), fixture.encoder).as("ada").ask(1, JOIN);
        CompletableFuture<Void> removal = remove("");
        ada.run();
        assertThat(isDone(removal)).isTrue();
        later.remove().run();
        fixture.client("bo", "tea").say("tea", "about ada");
        assertThat(ada.news()).containsExactly("1:failed FORBIDDEN");
    }

    @Test
    void aJoinThatReadsIsRefusedAndOneBehindItIsAskedFor() {
        ChatEngine slow = fixture.node(slowStore(), builder -> builder);
        TestClient ada =
                new TestClient(slow, new TestLane(), fixture.encoder).as("ada").ask(1, JOIN);
        ada.ask(2, JOIN);
        remove("");
        ada.run();
        later.remove().run();
        assertThat(ada.news()).containsExactly("1:failed FORBIDDEN");
        later.remove().run();
        assertThat(ada.news()).containsExactly("2:joined [] at 0 with [Ada]");
    }

    @Test
    void anAnswerThatWaitsForASlowReaderIsNotGivenAnyMore() {
        ChatEngine slow = fixture.node(slowStore(), builder -> builder);
        TestClient ada =
                new TestClient(slow, new TestLane(), fixture.encoder).as("ada").ask(1, JOIN);
        later.remove().run();
        ada.news();
        fixture.client("bo", "tea").say("tea", "a secret");
        ada.news();
        ada.ask(2, new ClientCommand.ReadHistory(TEA, HistoryQuery.newest(10))).writable(false);
        later.remove().run();
        ada.run();
        remove("");
        ada.run().writable(true);
        assertThat(ada.news()).containsExactly("removed from tea, kick", "2:failed NOT_IN_ROOM");
    }

    @Test
    void whatIsBeingDecidedIsNotSaidAnyMore() {
        ChatEngine slow = fixture.node(builder -> builder.interceptor(draft -> {
            CompletableFuture<MessageDraft> answer = new CompletableFuture<>();
            later.add(() -> answer.complete(draft));
            return answer;
        }));
        TestClient ada =
                new TestClient(slow, new TestLane(), fixture.encoder).as("ada").ask(1, JOIN);
        ada.news();
        ada.ask(2, new ClientCommand.Send(TEA, "too late", null, Map.of()));
        remove("");
        ada.run();
        later.remove().run();
        assertThat(ada.news()).containsExactly("removed from tea, kick", "2:failed NOT_IN_ROOM");
        assertThat(fixture.engine
                        .room(TEA)
                        .history(HistoryQuery.newest(10))
                        .toCompletableFuture()
                        .join()
                        .messages())
                .isEmpty();
    }

    @Test
    void aUserWhoseConnectionWasLostDoesNotStayForTheGrace() {
        TestClient bo = fixture.client("bo", "tea");
        elsewhere().as("ada").join("tea").vanish();
        bo.news();
        CompletableFuture<Void> removal = remove("");
        assertThat(bo.news()).containsExactly("Ada left");
        assertThat(isDone(removal)).isTrue();
        assertThat(EngineFixture.rooms(other).find(TEA)).isNull();
    }

    @Test
    void aClosedRoomHasNobodyInItAndSaysSo() {
        TestClient ada = fixture.client().as("ada").ask(1, JOIN);
        TestClient bo = elsewhere().as("bo").ask(1, JOIN);
        TestClient cy = fixture.client("cy", "milk");
        ada.news();
        bo.news();
        fixture.time.advance(Duration.ZERO);
        CompletableFuture<Void> closed =
                fixture.engine.room(TEA).close("good night").toCompletableFuture();
        assertThat(ada.news()).containsExactly("removed from tea, close: good night");
        assertThat(bo.news()).contains("removed from tea, close: good night");
        cy.run();
        assertThat(isDone(closed)).isTrue();
        assertThat(fixture.engine
                        .room(TEA)
                        .members()
                        .toCompletableFuture()
                        .join()
                        .members())
                .isEmpty();
        assertThat(cy.say("milk", "here").news()).containsExactly("Cy: here");
    }

    @Test
    void aNodeThatDoesNotSayThatItIsDoneMakesTheRemovalUncertainForALease() {
        TestClient there = elsewhere().as("ada").ask(1, JOIN);
        CompletableFuture<Void> removal = remove("");
        fixture.time.advance(Removals.PATIENCE);
        assertThat(codeOf(removal)).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        fixture.time.advance(KnownNodes.LEASE.minus(Removals.PATIENCE).minusMillis(1));
        removal = remove("");
        fixture.time.advance(Removals.PATIENCE);
        assertThat(codeOf(removal)).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(isDone(remove(""))).as("it counts as dead").isTrue();
        there.run().vanish();
        fixture.time.advance(Duration.ZERO); // late, but it speaks
        removal = remove("");
        assertThat(removal).isNotDone();
        assertThat(isDone(removal)).as("there is nobody any more").isTrue();
    }

    @Test
    void aNodeThatHasEndedIsNotWaitedFor() {
        fixture.time.advance(Duration.ZERO);
        other.stop();
        assertThat(remove("")).isCompleted();
    }

    @Test
    void theListenerHearsOfTheRemovalAndThenThatTheSessionLeft() {
        ChatListener listener = mock(ChatListener.class);
        ChatEngine node = fixture.node(builder -> builder.listener(listener));
        TestClient ada =
                new TestClient(node, new TestLane(), fixture.encoder).as("ada").join("tea");
        remove("enough");
        ada.run();
        InOrder told = inOrder(listener);
        told.verify(listener)
                .removed(
                        eq(TEA),
                        any(User.class),
                        argThat(why -> why.kind() == Removal.Kind.KICK
                                && why.reason().orElseThrow().equals("enough")));
        told.verify(listener).left(eq(TEA), any(User.class));
    }

    @Test
    void aReasonThatNobodyCouldReadIsRefused() {
        assertThat(codeOf(remove("a\u0000b"))).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(codeOf(remove("x".repeat(Removal.MAX_REASON + 1)))).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    private ForwardingBroker slowStore() {
        return new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
            @Override
            public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                CompletableFuture<HistoryPage> answer = new CompletableFuture<>();
                later.add(() -> super.history(roomId, query).thenAccept(answer::complete));
                return answer;
            }
        };
    }
}
