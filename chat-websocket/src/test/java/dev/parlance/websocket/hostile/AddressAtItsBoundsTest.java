package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.RawClient.Answer;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An attacker comes from 127.0.0.2, everyone else from 127.0.0.1. */
@Tag("faults")
class AddressAtItsBoundsTest {
    private static final String ATTACKER = "127.0.0.2";
    private static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";

    private final List<RawClient> open = new ArrayList<>();
    private TestServer server;

    private void serve(UnaryOperator<AddressLimits.Builder> limits) throws IOException {
        AddressLimits.Builder generous = AddressLimits.builder()
                .connections(1_000)
                .handshakes(1_000_000, 1_000_000)
                .socketIoSessions(1_000)
                .requests(1_000_000, 1_000_000)
                .responseBytes(1 << 30, 1 << 30)
                .cutOff(1_000_000, Duration.ofMinutes(1));
        server = TestServer.start(
                // one thread, so that who connects first is counted first
                builder -> builder.ioThreads(1)
                        .addressLimits(limits.apply(generous).build()));
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : open) {
            client.close();
        }
        server.close();
    }

    private RawClient attacker() throws IOException {
        RawClient client = server.connectFrom(ATTACKER);
        open.add(client);
        return client;
    }

    private static void assertLimited(Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    private void assertThatOthersAreServed() throws IOException {
        try (RawClient honest = server.member("ada", "room");
                RawClient plain = server.connect();
                RawClient polling = server.connect()) {
            assertThat(honest.ask("{\"event\":\"ping\",\"id\":3}")).contains("\"id\":3");
            assertThat(plain.get("/health").status()).isEqualTo(200);
            assertThat(polling.get(HANDSHAKE).status()).isEqualTo(200);
        }
    }

    @Test
    void connectionsBeyondTheBoundOfAnAddressAreTurnedAwayAndThoseOfOthersAreNot() throws IOException {
        serve(limits -> limits.connections(5));
        for (int i = 0; i < 5; i++) {
            attacker().send("GET /hea"); // slow heads
        }
        assertThat(RawClient.isTurnedAway(this::attacker)).isTrue();
        assertThat(open.get(0)
                        .send("lth HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .answer()
                        .status())
                .as("of who was there before")
                .isEqualTo(200);
        assertThatOthersAreServed();
        open.get(0).close();
        await().until(() -> server.server.connectionCount() < 5);
        assertThat(attacker().get("/health").status()).isEqualTo(200);
    }

    @Test
    void handshakesBeyondTheRateOfAnAddressAre429OnBothProtocolsAndThoseOfOthersAreNot() throws IOException {
        serve(limits -> limits.handshakes(1, 3));
        attacker().upgrade("/ws");
        attacker().upgrade("/socket.io/?EIO=4&transport=websocket");
        assertThat(attacker().get(HANDSHAKE).status()).isEqualTo(200);
        assertLimited(attacker().tryUpgrade("/ws"));
        assertLimited(attacker().tryUpgrade("/socket.io/?EIO=4&transport=websocket"));
        assertLimited(attacker().get(HANDSHAKE));
        assertThatOthersAreServed();
        server.pass(Duration.ofSeconds(1));
        attacker().upgrade("/ws");
        assertLimited(attacker().tryUpgrade("/ws"));
    }

    @Test
    void sessionsOfSocketIoBeyondTheBoundOfAnAddressAre429AndThoseOfOthersAreNot() throws IOException {
        serve(limits -> limits.socketIoSessions(2));
        RawClient webSocket = attacker().upgrade("/socket.io/?EIO=4&transport=websocket");
        assertThat(attacker().get(HANDSHAKE).status()).isEqualTo(200);
        assertLimited(attacker().get(HANDSHAKE));
        assertLimited(attacker().tryUpgrade("/socket.io/?EIO=4&transport=websocket"));
        assertThatOthersAreServed();
        webSocket.close();
        await().until(() -> attacker().get(HANDSHAKE).status() == 200);
    }

    @Test
    void requestsBeyondTheRateOfAnAddressAre429AndThoseOfOthersAreNot() throws IOException {
        serve(limits -> limits.requests(1, 5));
        RawClient attacker = attacker();
        for (int i = 0; i < 5; i++) {
            assertThat(attacker.get("/health").status()).isEqualTo(200);
        }
        assertLimited(attacker.get("/health"));
        assertLimited(attacker().get("/nothing"));
        assertThatOthersAreServed();
        server.pass(Duration.ofSeconds(1));
        assertThat(attacker.get("/health").status()).isEqualTo(200);
        assertLimited(attacker.get("/health"));
    }

    @Test
    void requestsOfAnOpenSessionAreNotPlainOnes() throws IOException {
        serve(limits -> limits.requests(1, 1));
        RawClient client = attacker();
        String session = client.get(HANDSHAKE).body().replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
        for (int i = 0; i < 5; i++) {
            assertThat(post(client, HANDSHAKE + "&sid=" + session).status()).isEqualTo(200);
        }
        assertThat(client.get("/health").status()).isEqualTo(200);
        assertLimited(client.get("/health"));
        assertLimited(client.get(HANDSHAKE + "&sid=AAAA"));
    }

    private static Answer post(RawClient client, String target) throws IOException {
        return client.send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n6")
                .answer();
    }

    @Test
    void answersBeyondTheBytesOfAnAddressAreWaitedForAndThoseOfOthersAreNot() throws IOException {
        serve(limits -> limits.responseBytes(1024, 1024));
        RawClient attacker = attacker();
        int answered = 0;
        while (attacker.get("/health").status() == 200) {
            assertThat(++answered).isLessThan(100);
        }
        assertLimited(attacker.get("/health"));
        assertThatOthersAreServed();
    }

    @Test
    void whoGoesOnIsCutOffForAWhileAndOthersAreNot() throws IOException {
        serve(limits -> limits.requests(1, 1).cutOff(5, Duration.ofSeconds(2)));
        RawClient talking = attacker().upgrade("/ws");
        RawClient attacker = attacker();
        for (int i = 0; i < 7; i++) {
            attacker.get("/health");
        }
        assertLimited(attacker.get("/health"));
        assertThat(attacker.isEnded()).isTrue();
        assertThat(RawClient.isTurnedAway(this::attacker)).isTrue();
        talking.ask("{\"event\":\"authenticate\",\"data\":{\"userId\":\"b\",\"username\":\"b\"},\"id\":1}");
        assertThatOthersAreServed();
        server.pass(Duration.ofMillis(1_999));
        assertThat(RawClient.isTurnedAway(this::attacker)).isTrue();
        server.pass(Duration.ofMillis(1));
        assertThat(attacker().get("/health").status()).isEqualTo(200);
    }
}
