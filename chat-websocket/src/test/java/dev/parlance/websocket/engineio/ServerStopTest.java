package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.websocket.address.AddressAccounts;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.net.InputBudget;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a server of Engine.IO may be stopped, and whom that ends: everyone. */
class ServerStopTest {
    private final Transport webSocket = mock();
    private final EngineIoServer server = new EngineIoServer(
            EngineIoSettings.DEFAULT,
            new Origins(List.of(), false),
            new ManualTime().timers(),
            new InputBudget(16 << 20),
            (session, request) -> new Echo(session, ending -> {}));

    private final RequestHead request = mock();

    ServerStopTest() {
        when(request.account()).thenReturn(AddressAccounts.unbounded().of(InetAddress.getLoopbackAddress()));
        when(webSocket.send(any(EncodedFrame.class))).thenReturn(true);
        when(webSocket.close(CloseReason.SHUTDOWN.code(), CloseReason.SHUTDOWN.text()))
                .thenReturn(true);
    }

    @Test
    void itIsDoneAtOnceIfNobodyIsThere() {
        assertThat(server.stop()).isCompleted();
        assertThat(server.stop()).isCompleted();
    }

    @Test
    void stoppingTwiceIsStoppingOnce() {
        server.open(Runnable::run, webSocket, request);

        assertThat(server.stop()).isCompleted();
        assertThat(server.stop()).isCompleted();

        assertThat(server.sessionCount()).isZero();
        verify(webSocket, times(1)).close(eq(CloseReason.SHUTDOWN.code()), anyString());
    }

    @Test
    void aSessionThatWasOnItsWayInIsClosedAsItBegins() {
        server.stop();

        server.open(Runnable::run, webSocket, request);

        assertThat(server.sessionCount()).isZero();
        verify(webSocket, times(1)).close(eq(CloseReason.SHUTDOWN.code()), anyString());
    }
}
