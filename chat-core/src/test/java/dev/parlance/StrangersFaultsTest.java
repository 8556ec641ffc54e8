package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatListener;
import dev.parlance.policy.RoomSettings;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transport, a host or a broker may get wrong, and whom it costs. */
class StrangersFaultsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final User BO = User.of("bo", "Bo");

    private final ChatListener listener = mock(ChatListener.class);
    private final EngineFixture fixture = new EngineFixture(builder -> builder.listener(listener));
    private final TestLane lane = new TestLane();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMemberWhoseSendThrowsIsClosedAloneAndTheOthersOfItsLaneHearAll(boolean throwsOnClose) {
        TestClient ada = onLane("ada");
        TestClient bo = onLane("bo");
        TestClient cy = onLane("cy");
        bo.throwsOnSend = true;
        bo.throwsOnClose = throwsOnClose;
        ada.news();
        cy.news();
        for (String text : List.of("one", "two", "three")) {
            fixture.engine.room(TEA).publish(text);
            lane.run();
        }
        assertThat(ada.news()).containsExactly("System: one", "System: two", "System: three");
        assertThat(cy.news()).containsExactly("System: one", "System: two", "System: three");
        assertThat(bo.closed).isEqualTo(CloseReason.SERVER_FAULT);
        bo.vanish();
        assertThat(fixture.engine.sessionCount()).isEqualTo(2);
        verify(listener, times(1)).disconnected(BO);
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(ada.news()).containsExactly("Bo left");
    }

    static Stream<Consumer<TestClient>> faultsOfConnections() {
        return Stream.of(
                client -> {
                    client.throwsOnSend = true;
                    client.ask(1, new ClientCommand.Ping()).ask(2, new ClientCommand.Ping());
                },
                client -> {
                    client.throwsWhenAsked = true;
                    client.ask(1, new ClientCommand.ReadHistory(TEA, HistoryQuery.newest(1)));
                },
                client -> {
                    client.throwsWhenKnown = true;
                    client.as("bo");
                });
    }

    @ParameterizedTest
    @MethodSource("faultsOfConnections")
    void aConnectionThatThrowsIsClosedAndItsSessionEndsOnceWhetherOrNotItSaysSo(Consumer<TestClient> fault) {
        for (boolean tellsItsEnd : List.of(true, false)) {
            clearInvocations(listener);
            TestClient bo = fixture.client("bo", "tea");
            bo.tellsItsEnd = tellsItsEnd;
            fault.accept(bo);
            assertThat(bo.closed).isEqualTo(CloseReason.SERVER_FAULT);
            assertThat(fixture.engine.sessionCount()).isZero();
            bo.vanish();
            verify(listener, times(1)).disconnected(BO);
        }
    }

    @Test
    void aConnectionThatHasThrownIsNotCalledAgainButToBeClosed() {
        TestClient bo = fixture.client("bo", "tea");
        bo.throwsOnSend = true;
        bo.calls = 0;
        bo.join("tea"); // would be sent a history and members
        assertThat(bo.calls).isEqualTo(2);
        fixture.engine.closeSessions(BO.id());
        fixture.engine.room(TEA).publish("one");
        bo.news();
        assertThat(bo.calls).isEqualTo(2);
    }

    @Test
    void aConnectionWhoseCloseThrowsEndsAllTheSame() {
        TestClient bo = fixture.client("bo", "tea");
        bo.throwsOnClose = true;
        fixture.engine.closeSessions(BO.id());
        bo.news();
        assertThat(fixture.engine.sessionCount()).isZero();
        verify(listener, times(1)).disconnected(BO);
    }

    @Test
    void anEncoderThatThrowsForOneEventStarvesNoOtherGroupAndItsOwnHearOfAGap() {
        TestClient.WordEncoder broken = new TestClient.WordEncoder();
        TestClient bo = new TestClient(fixture.engine, lane, broken).as("bo").join("tea");
        TestClient ada = onLane("ada");
        bo.news();
        ada.news();
        broken.breaksOn = ServerEvent.MessagePosted.class::isInstance;
        fixture.engine.room(TEA).publish("one");
        assertThat(ada.news()).containsExactly("System: one");
        assertThat(bo.news()).containsExactly("gap in tea");
        broken.breaksOn = said -> false;
        fixture.engine.room(TEA).publish("two");
        assertThat(bo.news()).containsExactly("System: two");
    }

    @Test
    void anEncoderThatCannotEvenSayThatSomethingIsMissingHasItsConnectionsClosed() {
        TestClient.WordEncoder broken = new TestClient.WordEncoder();
        TestClient bo = new TestClient(fixture.engine, lane, broken).as("bo").join("tea");
        TestClient ada = onLane("ada");
        ada.news();
        broken.breaksOn = said -> true;
        fixture.engine.room(TEA).publish("one");
        assertThat(ada.news()).containsExactly("System: one");
        assertThat(bo.closed).isEqualTo(CloseReason.SERVER_FAULT);
        assertThat(fixture.engine.sessionCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatCannotBeEncodedIsToldAsAFaultOfTheServerAndIfThatCannotTheConnectionIsClosed(boolean byNull) {
        TestClient bo = fixture.client("bo", "tea");
        fixture.encoder.breaksByNull = byNull;
        fixture.encoder.breaksOn = ServerReply.Pong.class::isInstance;
        assertThat(bo.ask(1, new ClientCommand.Ping()).news()).containsExactly("1:failed INTERNAL_ERROR");
        fixture.encoder.breaksOn = ServerEvent.MessageHistory.class::isInstance;
        assertThat(bo.join("tea").news()).containsExactly("error INTERNAL_ERROR for null", "users [Bo]");
        fixture.encoder.breaksOn = said -> true;
        bo.ask(2, new ClientCommand.Ping());
        assertThat(bo.closed).isEqualTo(CloseReason.SERVER_FAULT);
    }

    @Test
    void soIsAnAnswerThatComesLaterThanItsCommandHasBegun() {
        TestClient bo = fixture.client("bo", "tea");
        fixture.encoder.breaksOn = ServerReply.Sent.class::isInstance;
        bo.ask(3, new ClientCommand.Send(TEA, "hi", null, Map.of()));
        assertThat(bo.news()).containsExactlyInAnyOrder("Bo: hi", "3:failed INTERNAL_ERROR");
        fixture.encoder.breaksOn = said -> said instanceof ServerReply;
        bo.ask(4, new ClientCommand.Send(TEA, "again", null, Map.of()));
        assertThat(bo.closed).isEqualTo(CloseReason.SERVER_FAULT);
    }

    static Stream<Supplier<CompletionStage<Boolean>>> faults() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("expected by this test");
                },
                () -> {
                    throw new AssertionError("expected by this test");
                },
                () -> null,
                () -> CompletableFuture.failedFuture(new LinkageError("expected by this test")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aPolicyThatFailsCostsOneRequest(Supplier<CompletionStage<Boolean>> fault) {
        for (boolean mayBlock : List.of(true, false)) {
            boolean[] broken = {true};
            EngineFixture faulty = new EngineFixture(builder -> builder.authorizer(new Authorizer() {
                @Override
                public CompletionStage<Boolean> permits(User user, Action action) {
                    return broken[0] ? fault.get() : CompletableFuture.completedFuture(true);
                }

                @Override
                public boolean mayBlock() {
                    return mayBlock;
                }
            }));
            TestClient ada = faulty.client().as("ada");
            assertThat(ada.join("tea").news()).contains("error INTERNAL_ERROR for join_room");
            broken[0] = false;
            assertThat(ada.join("tea").news()).containsExactly("history []", "users [Ada]");
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aBrokerThatThrowsOrReturnsNullHasFailedOneOperation(Supplier<CompletionStage<?>> fault) {
        boolean[] broken = {true};
        ChatEngine engine = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Long> enter(RoomId roomId, User user) {
                        return broken[0] ? failed() : super.enter(roomId, user);
                    }

                    @Override
                    public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
                        return broken[0] ? failed() : super.publish(draft, retention);
                    }

                    @SuppressWarnings("unchecked")
                    private <T> CompletionStage<T> failed() {
                        return (CompletionStage<T>) fault.get();
                    }
                },
                builder -> builder);
        assertThat(engine.room(TEA).publish("lost").toCompletableFuture()).isCompletedExceptionally();
        TestClient ada = new TestClient(engine, lane, fixture.encoder).as("ada");
        assertThat(ada.join("tea").news()).contains("error INTERNAL_ERROR for join_room");
        assertThat(engine.rooms().all()).isEmpty();
        broken[0] = false;
        assertThat(ada.join("tea").news()).containsExactly("history []", "users [Ada]");
        assertThat(ada.say("tea", "hi").news()).containsExactly("Ada: hi");
    }

    @Test
    void aBrokerThatTellsWhatNobodyHasSubscribedHasItsThreadBackUnharmed() {
        List<BrokerListener> told = new ArrayList<>();
        fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().build()) {
                    @Override
                    public CompletionStage<Void> start(BrokerListener listener) {
                        told.add(listener);
                        return super.start(listener);
                    }
                },
                builder -> builder);
        assertThatCode(() -> told.get(0).onSignal(new Topic.Cluster("elsewhere"), Signal.of("x", Map.of())))
                .doesNotThrowAnyException();
    }

    @Test
    void aListenerOfNodesThatThrowsCostsItsOwnCall() {
        List<String> heard = new ArrayList<>();
        fixture.engine.nodes().listen("breaks", data -> {
            throw new AssertionError("expected by this test");
        });
        fixture.engine.nodes().listen("works", data -> heard.add("works"));
        fixture.engine.nodes().call("breaks", Map.of());
        fixture.engine.nodes().call("works", Map.of());
        assertThat(heard).containsExactly("works");
    }

    @Test
    void aRoomWithoutSettingsFailsTheRequestThatAskedForIt() {
        Supplier<RoomSettings> broken = () -> null;
        List<Supplier<RoomSettings>> answers = new ArrayList<>(List.of(broken, () -> {
            throw new AssertionError("expected by this test");
        }));
        EngineFixture faulty = new EngineFixture(builder -> builder.rooms(id ->
                answers.isEmpty() ? RoomSettings.DEFAULT : answers.remove(0).get()));
        TestClient ada = faulty.client().as("ada");
        assertThat(ada.join("tea").news()).contains("error INTERNAL_ERROR for join_room");
        assertThat(ada.join("tea").news()).containsExactly("error INTERNAL_ERROR for join_room");
        assertThat(ada.join("tea").news()).containsExactly("history []", "users [Ada]");
    }

    @Test
    void withoutATimerNobodyIsLetInWhomNothingWouldEnd() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
        ChatEngine engine = fixture.node(builder -> builder.scheduler(scheduler));
        scheduler.shutdownNow();
        TestClient stranger = new TestClient(engine, lane, fixture.encoder);
        lane.run();
        assertThat(stranger.closed).isEqualTo(CloseReason.SHUTDOWN);
    }

    static Stream<Consumer<ScheduledExecutorService>> faultsOfSchedulers() {
        return Stream.of(
                ScheduledExecutorService::shutdownNow,
                scheduler -> doReturn(null).when(scheduler).schedule(any(Runnable.class), anyLong(), any()),
                scheduler -> doThrow(new AssertionError("expected by this test"))
                        .when(scheduler)
                        .schedule(any(Runnable.class), anyLong(), any()));
    }

    @ParameterizedTest
    @MethodSource("faultsOfSchedulers")
    void withoutATimerALostUserLeavesAtOnce(Consumer<ScheduledExecutorService> fault) {
        ScheduledExecutorService scheduler = spy(new ScheduledThreadPoolExecutor(1));
        ChatEngine engine = fixture.node(builder -> builder.scheduler(scheduler));
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = new TestClient(engine, lane, fixture.encoder).as("bo").join("tea");
        ada.news();
        fault.accept(scheduler);
        bo.vanish();
        assertThat(ada.news()).containsExactly("Bo left");
        assertThat(engine.sessionCount()).isZero();
        scheduler.shutdownNow();
    }

    private TestClient onLane(String userId) {
        return new TestClient(fixture.engine, lane, fixture.encoder).as(userId).join("tea");
    }
}
