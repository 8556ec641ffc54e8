package dev.parlance.websocket.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parlance.ChatEngine;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

/** Containers that are not like the one that the other tests run: all on one thread, which the test gives. */
class JakartaConnectionTest {
    private static final String PING = "{\"event\":\"ping\",\"id\":%d}";

    @AutoClose
    private final ChatEngine engine = ChatEngine.builder().build();

    private final Session socket = mock(Session.class);
    private final RemoteEndpoint.Basic basic = mock(RemoteEndpoint.Basic.class);
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<String> written = new ArrayList<>();
    private final ArrayDeque<SendHandler> writing = new ArrayDeque<>();
    private final JakartaConnection connection = new JakartaConnection(engine, Map.of(), 1 << 20, tasks::add);
    private MessageHandler.Whole<String> client;

    @BeforeEach
    void open() {
        engine.start().toCompletableFuture().join();
        RemoteEndpoint.Async async = mock(RemoteEndpoint.Async.class);
        when(socket.getAsyncRemote()).thenReturn(async);
        when(socket.getBasicRemote()).thenReturn(basic);
        doAnswer(call -> {
                    written.add(call.getArgument(0));
                    writing.add(call.getArgument(1));
                    return null;
                })
                .when(async)
                .sendText(any(), any());
        connection.onOpen(socket, null);
        ArgumentCaptor<MessageHandler.Whole<String>> handler = ArgumentCaptor.captor();
        verify(socket).addMessageHandler(eq(String.class), handler.capture());
        client = handler.getValue();
        run();
    }

    @AfterEach
    void vanish() {
        connection.onClose(socket, null);
        run();
    }

    @Test
    void aFrameThatIsWrittenLaterOnTheThreadThatHandedItOverIsFollowedByTheNext() {
        client.onMessage(PING.formatted(1));
        client.onMessage(PING.formatted(2));
        run();
        assertThat(written).containsExactly("{\"id\":1,\"data\":{}}");
        writing.remove().onResult(new SendResult(socket));
        assertThat(written).as("not before it is the lane's turn").hasSize(1);
        run();
        assertThat(written).hasSize(2);
    }

    @Test
    void aPingThatBlocksHoldsUpNothingOfItsConnectionAndWhatIsSentComesBehindIt() throws IOException {
        connection.look(Duration.ofMinutes(1));
        tasks.remove().run(); // the lane's
        verify(basic, never()).sendPing(any());
        Runnable ping = tasks.remove();
        client.onMessage(PING.formatted(1));
        run();
        assertThat(connection.isWritable()).isFalse();
        assertThat(written).isEmpty();
        ping.run();
        verify(basic).sendPing(any());
        run();
        assertThat(written).hasSize(1);
    }

    @Test
    void aConnectionThatAStopClosedBeforeItWasOpenedHasNoSession() {
        JakartaConnection late = new JakartaConnection(engine, Map.of(), 1 << 20, tasks::add);
        int before = engine.sessionCount();
        late.onClose(socket, null);
        late.onOpen(socket, null);
        run();
        assertThat(engine.sessionCount()).isEqualTo(before);
    }

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
