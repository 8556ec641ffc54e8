package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parlance.model.User;
import dev.parlance.policy.Authenticator;
import dev.parlance.policy.ChatListener;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** A host whose server has authenticated a client opens its session as that user's. */
class OpenedForAUserTest {
    private static final User ADA = User.of("ada", "Ada");

    private final ChatListener listener = mock(ChatListener.class);
    private final List<String> asked = new ArrayList<>();
    private final Authenticator authenticator = credentials -> {
        asked.add(credentials.userId());
        return CompletableFuture.completedFuture(User.of(credentials.userId(), credentials.username()));
    };
    private final EngineFixture fixture =
            new EngineFixture(builder -> builder.listener(listener).authenticator(authenticator));

    private TestClient ada() {
        return new TestClient(fixture.engine, new TestLane(), fixture.encoder, ADA);
    }

    @Test
    void itsClientIsInWithoutAWordAndNobodyIsAsked() {
        TestClient ada = ada();
        assertThat(ada.timesKnown).isEqualTo(1);
        verify(listener).connected(ADA);
        assertThat(ada.join("tea").say("tea", "Hello").news())
                .containsExactly("history []", "users [Ada]", "Ada: Hello");
        assertThat(asked).isEmpty();
    }

    @Test
    void noTimeToAuthenticateRunsOut() {
        TestClient ada = ada();
        fixture.time.advance(Duration.ofMinutes(5));
        assertThat(ada.closed).isNull();
    }

    @Test
    void whoAuthenticatesAllTheSameIsAskedForAndTheNewestNameCounts() {
        TestClient ada = ada().join("tea");
        ada.news();
        ada.as("ada", "Countess");
        assertThat(asked).containsExactly("ada");
        assertThat(ada.say("tea", "Hello").news()).endsWith("Countess: Hello");
        verify(listener, times(1)).connected(ADA);
    }

    @Test
    void asSomeoneElseNobodyCanAuthenticate() {
        TestClient ada = ada();
        assertThat(ada.as("bo", "Bo").news()).containsExactly("error ALREADY_AUTHENTICATED for authenticate");
        assertThat(ada.join("tea").say("tea", "Hello").news()).endsWith("Ada: Hello");
    }

    @Test
    void theHostClosesItWithAllOthersOfTheUser() {
        TestClient ada = ada();
        fixture.engine.closeSessions(ADA.id());
        ada.news();
        assertThat(ada.closed).isEqualTo(CloseReason.CLOSED_BY_HOST);
        verify(listener).disconnected(ADA);
    }

    @Test
    void aConnectionThatThrowsWhenItIsToldWhoThisIsIsClosedAndItsEndIsTheLastThatIsHeard() {
        ChatConnection faulty = mock(ChatConnection.class);
        Executor lane = Runnable::run;
        when(faulty.lane()).thenReturn(lane);
        when(faulty.encoder()).thenReturn(fixture.encoder);
        doThrow(new IllegalStateException("expected by this test")).when(faulty).authenticated();
        fixture.engine.open(faulty, ADA, Map.of());
        verify(faulty).close(CloseReason.SERVER_FAULT);
        assertThat(fixture.engine.sessionCount()).isZero();
        InOrder order = inOrder(listener);
        order.verify(listener).connected(ADA);
        order.verify(listener).disconnected(ADA);
        order.verifyNoMoreInteractions();
    }

    @Test
    void aSessionThatFailsBeforeItsTransportHasItEndsAllTheSame() {
        ExecutorService broken = mock(ExecutorService.class);
        doThrow(new AssertionError("expected by this test")).when(broken).execute(any());
        doThrow(new AssertionError("expected by this test")).when(broken).isShutdown();
        ChatEngine engine =
                fixture.node(builder -> builder.listener(listener).executor(broken)); // fails as it begins to tell
        ChatConnection connection = mock(ChatConnection.class);
        Executor lane = Runnable::run;
        when(connection.lane()).thenReturn(lane);
        when(connection.encoder()).thenReturn(fixture.encoder);
        engine.open(connection, ADA, Map.of());
        verify(connection).close(CloseReason.SERVER_FAULT);
        assertThat(engine.sessionCount()).isZero();
    }

    @Test
    void anEngineThatHasStoppedClosesItAndTellsNobody() {
        fixture.engine.close();
        TestClient late = ada();
        late.news();
        assertThat(late.closed).isEqualTo(CloseReason.SHUTDOWN);
        verify(listener, never()).connected(ADA);
    }
}
