package dev.parlance.websocket.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import javax.net.ssl.SSLContext;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.junit.jupiter.api.Test;

/** A connection over TLS that cannot be taken when its handshake was to begin. */
class UntakenWireTest {
    @Test
    void whatItHoldsForItsHandshakeIsGivenBackAtOnce() throws Exception {
        EventLoop loop = new EventLoop(1);
        InputBudget input = new InputBudget(1 << 20);
        TlsHandshakes handshakes = new TlsHandshakes(1);
        TlsHandshakes.UnderWay place = handshakes.begin(null);
        assertThat(place).isNotNull();
        Wire wire = new Wire(
                mock(ProtocolIOSession.class),
                loop,
                new WireTls.Terms(SSLContext.getDefault(), TlsRules.INSTANCE, Runnable::run, place),
                any -> mock(Protocol.class),
                input,
                () -> {});
        assertThat(wire.encrypt()).isTrue();
        assertThat(input.held()).isPositive();
        wire.abort();
        assertThat(input.held()).isZero();
        assertThat(handshakes.underWay()).isZero();
    }
}
