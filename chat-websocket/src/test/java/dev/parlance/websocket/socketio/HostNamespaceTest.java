package dev.parlance.websocket.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostNamespaceTest {
    private final BlockingQueue<SocketIoSocket> sockets = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private SocketIoFixture fixture;
    private RawClient client;
    private SocketIoSocket socket;

    @BeforeEach
    void start() throws Exception {
        fixture = new SocketIoFixture(Map.of("/orders", connected -> {
            connected.on("place", (arguments, acknowledgement) -> {
                heard.add(arguments);
                acknowledgement.send("placed", arguments.size());
                acknowledgement.send("a second answer");
            });
            connected.on("fail", (arguments, acknowledgement) -> {
                throw new IllegalStateException("as the test wants it");
            });
            connected.onDisconnect(heard::add);
            sockets.add(connected);
        }));
        client = fixture.connected("/orders,{\"token\":\"t\"}");
        socket = sockets.take();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        fixture.close();
    }

    private Object heard() throws InterruptedException {
        return heard.poll(60, TimeUnit.SECONDS);
    }

    private void binary(int... bytes) throws IOException {
        byte[] payload = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            payload[i] = (byte) bytes[i];
        }
        client.send(RawClient.frame(RawClient.FIN | RawClient.BINARY, payload));
    }

    @Test
    void theHandshakeTellsWhoComes() {
        SocketIoHandshake handshake = socket.handshake();
        assertThat(handshake.namespace()).isEqualTo("/orders");
        assertThat(handshake.auth()).isEqualTo(Map.of("token", "t"));
        assertThat(handshake.query("transport")).contains("websocket");
        assertThat(handshake.query("nothing")).isEmpty();
        assertThat(handshake.header("upgrade")).contains("websocket");
        assertThat(handshake.remoteAddress()).contains("127.0.0.1");
    }

    @Test
    void eventsBringPlainValues() throws Exception {
        client.text("42/orders,[\"place\",null,true,1,2.5,12345678901234567890,\"x\",[1],{\"a\":{\"b\":null}}]");
        List<?> arguments = (List<?>) heard();
        assertThat(arguments.get(0)).isNull();
        assertThat(arguments.subList(1, 7))
                .isEqualTo(List.of(true, 1, 2.5, new BigInteger("12345678901234567890"), "x", List.of(1)));
        assertThat(arguments.get(7)).hasToString("{a={b=null}}");
    }

    @Test
    void anEventIsAcknowledgedOnceAndOnlyIfThatIsWanted() throws Exception {
        client.text("42/orders,[\"place\",1]")
                .text("42/orders,7[\"place\",1,2]")
                .text("42/orders,8[\"place\"]");
        assertThat(client.readText()).isEqualTo("43/orders,7[\"placed\",2]");
        assertThat(client.readText()).isEqualTo("43/orders,8[\"placed\",0]");
    }

    @Test
    void anEventWithoutAListenerIsIgnoredAndAFaultOfAListenerIsTheHostsAlone() throws Exception {
        client.text("42/orders,1[\"unknown\"]").text("42/orders,2[\"fail\"]").text("42/orders,3[\"place\"]");
        assertThat(client.readText()).isEqualTo("43/orders,3[\"placed\",0]");
    }

    @Test
    void attachmentsComeWhereTheirMarksWere() throws Exception {
        client.text(
                "452-/orders,9[\"place\",{\"_placeholder\":true,\"num\":1},{\"in\":{\"_placeholder\":true,\"num\":0}}]");
        binary(1, 2);
        binary(3);
        List<?> arguments = (List<?>) heard();
        assertThat((byte[]) arguments.get(0)).containsExactly(3);
        assertThat((byte[]) ((Map<?, ?>) arguments.get(1)).get("in")).containsExactly(1, 2);
        assertThat(client.readText()).isEqualTo("43/orders,9[\"placed\",2]");
    }

    @Test
    void whatIsSentWithBytesGoesAsAttachments() throws Exception {
        socket.emit("pictures", new byte[] {1}, Map.of("in", new byte[] {2, 3}), "end");
        assertThat(client.readText())
                .isEqualTo("452-/orders,[\"pictures\",{\"_placeholder\":true,\"num\":0},"
                        + "{\"in\":{\"_placeholder\":true,\"num\":1}},\"end\"]");
        assertThat(client.read().payload()).containsExactly(1);
        assertThat(client.read().payload()).containsExactly(2, 3);
    }

    @Test
    void whatIsNotPlainIsRefusedWhereItIsSent() {
        assertThatThrownBy(() -> socket.emit("x", new Object())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> socket.emit("x", Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        Object[] eleven = new Object[11];
        Arrays.fill(eleven, new byte[1]);
        assertThatThrownBy(() -> socket.emit("x", eleven)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRequestIsAnsweredByTheClientsAcknowledgement() throws Exception {
        CompletableFuture<List<Object>> first =
                socket.request(Duration.ofSeconds(5), "sure?", 1).toCompletableFuture();
        CompletableFuture<List<Object>> second =
                socket.request(Duration.ofSeconds(5), "sure?", 2).toCompletableFuture();
        assertThat(client.readText()).isEqualTo("42/orders,0[\"sure?\",1]");
        assertThat(client.readText()).isEqualTo("42/orders,1[\"sure?\",2]");
        client.text("43/orders,1[\"no\"]").text("43/orders,1[\"twice\"]").text("43/orders,99[]");
        client.text("43/orders,0[\"yes\",{\"by\":\"ada\"}]");
        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(List.of("no"));
        assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(List.of("yes", Map.of("by", "ada")));
    }

    @Test
    void aRequestThatIsNotAnsweredInTimeFails() throws Exception {
        CompletableFuture<?> answer =
                socket.request(Duration.ofSeconds(5), "sure?").toCompletableFuture();
        client.readText();
        fixture.time.advance(Duration.ofSeconds(5));
        assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void aRequestToAClientThatGoesFails() throws Exception {
        CompletableFuture<?> before =
                socket.request(Duration.ofSeconds(5), "sure?").toCompletableFuture();
        client.readText();
        client.text("41/orders,");
        assertThat(heard()).isEqualTo("client namespace disconnect");
        assertThatThrownBy(() -> before.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
        CompletableFuture<?> after =
                socket.request(Duration.ofSeconds(5), "sure?").toCompletableFuture();
        assertThatThrownBy(() -> after.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
    }

    @Test
    void theEndOfAConnectionIsToldOnce() throws Exception {
        client.close();
        assertThat(heard()).isEqualTo("transport close");
        socket.emit("nobody is there");
        socket.disconnect();
        assertThat(heard).isEmpty();
    }

    @Test
    void theHostMaySendAClientAway() throws Exception {
        socket.emit("goodbye");
        socket.disconnect();
        assertThat(client.readText()).isEqualTo("42/orders,[\"goodbye\"]");
        assertThat(client.readText()).isEqualTo("41/orders,");
        assertThat(client.readClose()).isEqualTo(1000);
        assertThat(heard()).isEqualTo("server namespace disconnect");
    }
}
