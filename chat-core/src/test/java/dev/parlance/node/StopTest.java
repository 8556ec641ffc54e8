package dev.parlance.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.host.ListenerCalls;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.ChatListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** What a node still does when it stops, and what it does not wait for. */
class StopTest {
    private static final RoomId TEA = new RoomId("tea");
    private final ChatListener listener = mock(ChatListener.class);
    private final ArrayDeque<Runnable> borrowed = new ArrayDeque<>();
    private final EngineFixture fixture =
            new EngineFixture(builder -> builder.listener(listener).executor(borrowed::add));

    @Test
    void callsOfTheListenerThatWaitAreMadeBeforeTheEngineHasStopped() {
        publish(200);
        CompletableFuture<Void> stopped = stop();
        assertThat(stopped).isNotDone();
        runBorrowed();
        assertThat(stopped).isCompleted();
        verify(listener, times(200)).published(any(), any());
        verify(listener, never()).missed(anyLong());
        assertThat(fixture.time.scheduled()).isZero();
    }

    @Test
    void closeReturnsWhenTheListenerHasHeardAll() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        doAnswer(call -> {
                    closing.await();
                    return null;
                })
                .when(listener)
                .published(any(), any());
        ChatEngine engine = ChatEngine.builder().listener(listener).build();
        engine.start().toCompletableFuture().join();
        for (int i = 0; i < 200; i++) {
            engine.room(TEA).publish("m" + i).toCompletableFuture().join();
        }
        CompletableFuture<Void> stopped = engine.stop().toCompletableFuture();
        assertThat(stopped).isNotDone();
        closing.countDown();
        engine.close();
        verify(listener, times(200)).published(any(), any());
    }

    @Test
    void whatComesOfStoppingIsHeardToo() {
        TestClient ada = fixture.client("ada", "tea");
        runBorrowed();
        CompletableFuture<Void> stopped = stop();
        ada.news();
        runBorrowed();
        assertThat(stopped).isCompleted();
        InOrder order = inOrder(listener);
        order.verify(listener).left(TEA, User.of("ada", "Ada"));
        order.verify(listener).disconnected(User.of("ada", "Ada"));
    }

    @Test
    void theEndOfTheLastSessionIsHeardThoughTheStopGoesOnAtOnce() {
        EngineFixture inPlace = new EngineFixture(builder -> builder.listener(listener));
        TestClient ada = inPlace.client("ada", "tea");
        CompletableFuture<Void> stopped = inPlace.engine.stop().toCompletableFuture();
        ada.news();
        assertThat(stopped).isCompleted();
        verify(listener).disconnected(User.of("ada", "Ada"));
        verify(listener, never()).missed(anyLong());
    }

    @Test
    void callsThatAreNotMadeInTimeAreMissedAndTheListenerHearsHowMany() {
        publish(5);
        CompletableFuture<Void> stopped = stop();
        fixture.time.advance(ListenerCalls.PATIENCE);
        assertThat(stopped).isNotDone();
        runBorrowed();
        assertThat(stopped).isCompleted();
        verify(listener, never()).published(any(), any());
        verify(listener).missed(5);
    }

    @Test
    void aListenerThatDoesNotReturnHoldsUpNobody() {
        publish(5);
        CompletableFuture<Void> stopped = stop();
        fixture.time.advance(ListenerCalls.PATIENCE.plus(ListenerCalls.LAST_WORD));
        assertThat(stopped).isCompleted();
    }

    @Test
    void aListenerThatThrowsHearsTheRest() {
        doThrow(new AssertionError("expected by this test")).when(listener).published(any(), any());
        publish(3);
        CompletableFuture<Void> stopped = stop();
        runBorrowed();
        assertThat(stopped).isCompleted();
        verify(listener, times(3)).published(any(), any());
    }

    @Test
    void aBrokerThatDoesNotStopIsLeftBehind() {
        ChatEngine engine = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Void> stop() {
                        return new CompletableFuture<>();
                    }
                },
                builder -> builder.listener(listener));
        CompletableFuture<Void> stopped = engine.stop().toCompletableFuture();
        fixture.time.advance(Shutdown.PATIENCE.minusMillis(1));
        assertThat(stopped).isNotDone();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(stopped).isCompletedExceptionally();
    }

    private CompletableFuture<Void> stop() {
        return fixture.engine.stop().toCompletableFuture();
    }

    private void publish(int messages) {
        for (int i = 0; i < messages; i++) {
            fixture.engine.room(TEA).publish("m" + i);
        }
    }

    private void runBorrowed() {
        while (!borrowed.isEmpty()) {
            borrowed.remove().run();
        }
    }
}
