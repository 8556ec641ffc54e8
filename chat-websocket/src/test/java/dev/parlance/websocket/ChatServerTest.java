package dev.parlance.websocket;

import static dev.parlance.websocket.RawClient.CLOSE;
import static dev.parlance.websocket.RawClient.FIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parlance.ChatEngine;
import dev.parlance.broker.ChatBroker;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChatServerTest {
    @Test
    void whoComesBeyondTheHandshakesOfTheNodeIsToldToComeBack() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.handshakeRate(1, 2));
                RawClient first = server.webSocket();
                RawClient second = server.webSocket();
                RawClient third = server.connect();
                RawClient polling = server.connect()) {
            RawClient.Answer refusal = third.tryUpgrade("/ws");
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.header("Retry-After")).isEqualTo("1");
            assertThat(refusal.body()).contains("OVERLOADED");
            refusal = polling.get("/socket.io/?EIO=4&transport=polling");
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.header("Retry-After")).isEqualTo("1");
            assertThat(first.ask("{\"event\":\"ping\",\"id\":1}")).contains("\"id\":1");
            assertThat(second.ask("{\"event\":\"ping\",\"id\":1}")).contains("\"id\":1");
        }
    }

    @Test
    void nullsAreNamedWithEveryOtherFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatServer.builder(null)
                        .host(null)
                        .corsOrigins((java.util.List<String>) null)
                        .namespace("/orders", null)
                        .pingInterval(null)
                        .tls((TlsFiles) null)
                        .port(-1)
                        .build())
                .withMessage("engine must not be null; host must not be null; corsOrigins must not be null; "
                        + "namespace /orders must not be null; pingInterval must not be null; tls must not be null; "
                        + "port must be 0 to 65535, not -1");
    }

    @Test
    void aBuilderNamesEveryFaultInOneMessage() {
        try (ChatEngine engine = ChatEngine.builder().build()) {
            ChatServer.Builder builder = ChatServer.builder(engine)
                    .port(70_000)
                    .ioThreads(0)
                    .maxConnections(0)
                    .handshakeRate(0, 1)
                    .tlsHandshakes(3)
                    .trustedProxies("proxy.local")
                    .maxFrameBytes(1)
                    .outboxBytes(-1)
                    .pingInterval(Duration.ofSeconds(9))
                    .idleTimeout(Duration.ofSeconds(9))
                    .corsOrigins("chat.example");
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(
                            "port must be 0 to 65535, not 70000",
                            "ioThreads",
                            "maxConnections",
                            "handshakeRate must be 1 to 1000000 a second and at once, not 0 and 1",
                            "tlsHandshakes must be 4 to 100000, not 3",
                            "trustedProxies: a network must be like 10.0.0.0/8",
                            "maxFrameBytes",
                            "outboxBytes",
                            "idleTimeout",
                            "\"chat.example\"");
        }
    }

    @Test
    void aTakenPortIsSaidOnceAndWhatToDo() throws IOException {
        try (TestServer first = TestServer.start()) {
            assertThatThrownBy(() -> TestServer.start(builder -> builder.port(first.port())))
                    .isInstanceOf(BindException.class)
                    .hasMessage("cannot listen on 127.0.0.1:" + first.port()
                            + ": Address already in use; stop what listens there, or choose another host or port");
        }
    }

    @Test
    void thereIsNoAddressBeforeTheStart() {
        try (ChatEngine engine = ChatEngine.builder().build()) {
            ChatServer server = ChatServer.builder(engine).build();
            assertThatIllegalStateException().isThrownBy(server::address);
        }
    }

    @Test
    void aBrokerThatNeverStartsIsSaidWithinTheDeadline() {
        ChatEngine engine = ChatEngine.builder().broker(brokerThatNeverStarts()).build();
        ChatServer server = ChatServer.builder(engine).host("127.0.0.1").port(0).build();
        assertThatThrownBy(() -> server.start(Duration.ofMillis(20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broker has not started within PT0.02S");
        server.stop();
    }

    @Test
    void stoppingEndsAStartThatIsUnderWay() throws Exception {
        ChatBroker broker = brokerThatNeverStarts();
        ChatEngine engine = ChatEngine.builder().broker(broker).build();
        ChatServer server = ChatServer.builder(engine).host("127.0.0.1").port(0).build();
        FutureTask<ChatServer> starting = new FutureTask<>(server::start);
        new Thread(starting).start();
        verify(broker, timeout(10_000)).start(any());
        server.stop();
        assertThatThrownBy(() -> starting.get(10, TimeUnit.SECONDS)) // far less than a broker is given
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stopped while it started");
    }

    @Test
    void aServerThatIsStoppedBeforeItsStartNeverStarts() {
        ChatBroker broker = brokerThatNeverStarts();
        ChatServer server =
                ChatServer.builder(ChatEngine.builder().broker(broker).build()).build();
        server.stop();
        server.stop();
        assertThatIllegalStateException().isThrownBy(server::start);
        verify(broker, never()).start(any());
    }

    private static ChatBroker brokerThatNeverStarts() {
        ChatBroker broker = mock();
        when(broker.start(any())).thenReturn(new CompletableFuture<>());
        return broker;
    }

    @Test
    void startingTwiceIsStartingOnceAndAStoppedServerStaysStopped() throws IOException {
        try (TestServer server = TestServer.start()) {
            int port = server.port();
            assertThat(server.server.start().address().getPort()).isEqualTo(port);
            server.server.stop();
            server.server.stop();
            assertThatIllegalStateException().isThrownBy(server.server::start);
            assertThatThrownBy(() -> RawClient.connect(port)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void stoppingClosesWebSocketsWith1001AndEndsTheirSessions() throws Exception {
        TestServer server = TestServer.start();
        try (RawClient client = server.member("ada", "tea")) {
            Thread stopper = new Thread(server.server::stop);
            stopper.start();
            assertThat(client.readClose()).isEqualTo(1001);
            client.send(RawClient.frame(FIN | CLOSE, new byte[] {3, (byte) 0xe9}));
            assertThat(client.isEnded()).isTrue();
            stopper.join();
            assertThat(server.engine.sessionCount()).isZero();
            assertThat(server.server.connectionCount()).isZero();
        } finally {
            server.close();
        }
    }

    @Test
    void stoppingDoesNotWaitForOneThatNeverSaysGoodbye() throws IOException {
        TestServer server = TestServer.start();
        try (RawClient client = server.member("ada", "tea")) {
            server.server.stop();
            assertThat(server.engine.sessionCount()).isZero();
            assertThat(client.readClose()).isEqualTo(1001);
        } finally {
            server.close();
        }
    }

    @Test
    void aConnectionTooManyIsTurnedAwayUntilOneLeaves() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.maxConnections(2));
                RawClient first = server.webSocket()) {
            RawClient second = server.webSocket();
            assertThat(RawClient.isTurnedAway(server::connect)).isTrue();
            second.close();
            await("its end is noticed").until(() -> server.server.connectionCount() == 1);
            try (RawClient fourth = server.webSocket()) {
                assertThat(fourth.ask("{\"event\":\"ping\",\"id\":1}")).isEqualTo("{\"id\":1,\"data\":{}}");
            }
            assertThat(first.ask("{\"event\":\"ping\",\"id\":1}")).isEqualTo("{\"id\":1,\"data\":{}}");
        }
    }

    @Test
    void severalIoThreadsShareTheRooms() throws IOException {
        try (TestServer server = TestServer.start(builder -> builder.ioThreads(3));
                RawClient ada = server.member("ada", "tea");
                RawClient bo = server.member("bo", "tea");
                RawClient cy = server.member("cy", "tea");
                RawClient di = server.member("di", "tea")) {
            for (int i = 1; i <= 50; i++) {
                ada.text("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"m" + i + "\"}}");
            }
            for (RawClient each : new RawClient[] {ada, bo, cy, di}) {
                for (int i = 1; i <= 50; i++) {
                    assertThat(each.readText(text -> text.startsWith("{\"event\":\"message\"")))
                            .contains("\"message\":\"m" + i + "\"");
                }
            }
        }
    }
}
