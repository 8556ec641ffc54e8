package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.RoomSettings;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the host is told when it calls too early, too late, or wrongly. */
class EngineLifeTest {
    /** What a stage itself carries, not what a dependent one wraps it in. */
    private static ErrorCode code(CompletionStage<?> stage) {
        AtomicReference<Throwable> carried = new AtomicReference<>();
        stage.whenComplete((value, error) -> carried.set(error));
        assertThat(carried.get()).isInstanceOf(ChatException.class);
        return ((ChatException) carried.get()).code();
    }

    @Test
    void aStoppedEngineStaysStopped() {
        ChatEngine engine = ChatEngine.builder().build();
        engine.start().toCompletableFuture().join();
        engine.close();
        assertThat(code(engine.start())).isEqualTo(ErrorCode.SHUTTING_DOWN);
    }

    @Test
    void anEngineThatIsStoppedBeforeItsStartNeverStarts() {
        ChatBroker broker = mock();
        when(broker.stop()).thenReturn(CompletableFuture.completedStage(null));
        ChatEngine engine = ChatEngine.builder().broker(broker).build();
        engine.close();
        engine.close();
        assertThat(code(engine.start())).isEqualTo(ErrorCode.SHUTTING_DOWN);
        verify(broker, never()).start(any());
    }

    @Test
    void aStopEndsAStartThatIsUnderWayThoughTheBrokerNeverComesToAnEnd() {
        ChatBroker broker = mock();
        when(broker.start(any())).thenReturn(new CompletableFuture<>());
        when(broker.stop()).thenReturn(CompletableFuture.completedStage(null));
        ChatEngine engine = ChatEngine.builder().broker(broker).build();
        CompletionStage<Void> starting = engine.start();
        CompletionStage<Void> startingToo = engine.start();
        engine.close();
        assertThat(code(starting)).isEqualTo(ErrorCode.SHUTTING_DOWN);
        assertThat(code(startingToo)).isEqualTo(ErrorCode.SHUTTING_DOWN);
        verify(broker, times(1)).start(any());
        verify(broker, times(1)).stop();
    }

    @Test
    void startingTwiceIsStartingOnceAndSoIsStopping() {
        ChatBroker broker = mock();
        CompletableFuture<Void> connected = new CompletableFuture<>();
        when(broker.start(any())).thenReturn(connected);
        when(broker.subscribe(any())).thenReturn(CompletableFuture.completedStage(null));
        when(broker.stop()).thenReturn(CompletableFuture.completedStage(null));
        ChatEngine engine = ChatEngine.builder().broker(broker).build();
        CompletableFuture<Void> first = engine.start().toCompletableFuture();
        CompletableFuture<Void> second = engine.start().toCompletableFuture();
        connected.complete(null);
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        engine.close();
        engine.close();
        verify(broker, times(1)).start(any());
        verify(broker, times(1)).stop();
    }

    @Test
    void aConnectionThatIsOpenedAfterTheStopIsClosed() {
        ChatEngine engine = ChatEngine.builder().build(); // with threads of its own, which have ended
        engine.start().toCompletableFuture().join();
        engine.close();
        TestLane lane = new TestLane();
        TestClient late = new TestClient(engine, lane, new TestClient.WordEncoder());
        lane.run();
        assertThat(late.closed).isEqualTo(CloseReason.SHUTDOWN);
        assertThat(engine.sessionCount()).isZero();
    }

    @Test
    void aConnectionThatIsClosedBeforeItsTransportHasTheSessionNeedNotSayThatItHasEnded() {
        ChatEngine engine = ChatEngine.builder().build();
        engine.start().toCompletableFuture().join();
        engine.close();
        ChatConnection onItsLane = mock(ChatConnection.class);
        when(onItsLane.lane()).thenReturn(Runnable::run);
        when(onItsLane.encoder()).thenReturn(new TestClient.WordEncoder());
        engine.open(onItsLane, Map.of());
        verify(onItsLane).close(CloseReason.SHUTDOWN);
        assertThat(engine.sessionCount()).isZero();
    }

    @Test
    void everyStageThatFailsCarriesAChatExceptionItself() {
        ChatEngine unstarted = ChatEngine.builder().build();
        Room room = unstarted.room(new RoomId("tea"));
        assertThat(code(room.publish("hello"))).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(code(room.history(HistoryQuery.newest(1)))).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(code(room.members())).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(code(room.signal("x", Map.of()))).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(code(room.signal("parlance.x", Map.of()))).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(code(room.publish(" "))).isEqualTo(ErrorCode.INVALID_MESSAGE);
        assertThat(code(unstarted.closeSessions(new UserId("ada")))).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(code(unstarted.nodes().put("k", "v", Duration.ofSeconds(1))))
                .isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(code(unstarted.nodes().call("n", Map.of("", "")))).isEqualTo(ErrorCode.INVALID_MESSAGE);
    }

    @Test
    void aStartAndAStopThatFailSaySoToEveryoneWhoAsks() {
        ChatEngine engine = ChatEngine.builder()
                .broker(new ForwardingBroker(InMemoryBroker.builder().build()) {
                    @Override
                    public CompletionStage<Void> start(BrokerListener listener) {
                        return super.start(listener)
                                .thenCompose(done -> CompletableFuture.failedFuture(
                                        new ArithmeticException("expected by this test")));
                    }

                    @Override
                    public CompletionStage<Void> stop() {
                        return super.stop()
                                .thenCompose(done -> CompletableFuture.failedFuture(
                                        new ChatException(ErrorCode.BROKER_UNAVAILABLE, "expected by this test")));
                    }
                })
                .executor(Runnable::run)
                .build();
        assertThat(code(engine.start())).isEqualTo(ErrorCode.INTERNAL_ERROR);
        assertThat(code(engine.start())).isEqualTo(ErrorCode.INTERNAL_ERROR);
        assertThat(code(engine.stop())).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(code(engine.stop())).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
    }

    @Test
    void whatABrokerFailsWithOtherwiseIsAFaultOfTheServer() {
        ChatEngine engine = new EngineFixture()
                .node(
                        new ForwardingBroker(InMemoryBroker.builder().build()) {
                            @Override
                            public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                                return CompletableFuture.failedFuture(new ArithmeticException("expected by this test"));
                            }
                        },
                        builder -> builder);
        assertThat(code(engine.room(new RoomId("tea")).history(HistoryQuery.newest(1))))
                .isEqualTo(ErrorCode.INTERNAL_ERROR);
    }

    @Test
    void nullsAreRefusedAtBuildAllInOneMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatEngine.builder()
                        .broker(null)
                        .authenticator(null)
                        .interceptor(null)
                        .executor(null)
                        .limits(null)
                        .build())
                .withMessage(
                        "broker must not be null; authenticator must not be null; an interceptor must not be null; "
                                + "executor must not be null; limits must not be null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatLimits.builder()
                        .policyTimeout(null)
                        .presenceGrace(null)
                        .maxMessageLength(0)
                        .build())
                .withMessage(
                        "maxMessageLength must be 1 to 65536, not 0; policyTimeout must be 1 ms to 30 days, not null; "
                                + "presenceGrace must be zero to 30 days, not null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoomSettings.builder().retention(null).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InMemoryBroker.builder().clock(null).hub(null).build())
                .withMessage("clock and hub must not be null");
        ChatEngine.builder().limits(null).limits(ChatLimits.DEFAULT).build();
    }
}
