package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.UsedHeap;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything at once, many times over: two who talk notice nothing, and afterwards nothing is held. */
@Tag("faults")
class MixedAttackTest {
    private static final int TIMES = 40;
    private static final long TOLERATED_BYTES = 8 << 20;
    /** A frame of 14 bytes that claims two gigabytes. */
    private static final byte[] CLAIM = {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0x7f, -1, -1, -1, 1, 2, 3, 4};

    private interface Attack {
        void on(RawClient client) throws IOException;
    }

    @Test
    void twoWhoTalkLoseNothingAndTheMemoryIsBackWhereItWas() throws Exception {
        CountDownLatch attackersLeft = new CountDownLatch(1);
        try (TestServer server = TestServer.start();
                RawClient ada = server.member("ada", "tea");
                RawClient bo = server.member("bo", "tea")) {
            attack(server);
            long before = UsedHeap.bytes();
            Thread attackers = new Thread(() -> {
                for (int i = 0; i < TIMES; i++) {
                    attack(server);
                }
                attackersLeft.countDown();
            });
            attackers.start();
            int said = 0;
            do {
                ada.text("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"number " + said
                        + "\"}}");
                String heard = bo.readText(text -> text.contains("\"event\":\"message\""));
                assertThat(heard).contains("\"number " + said + "\"");
                ada.readText(text -> text.contains("\"event\":\"message\""));
                said++;
            } while (attackersLeft.getCount() > 0);
            attackers.join(TimeUnit.SECONDS.toMillis(30));

            assertThat(said).isGreaterThan(1);
            assertThat(UsedHeap.bytes() - before)
                    .as("bytes held after %s attacks", TIMES)
                    .isLessThan(TOLERATED_BYTES);
        }
    }

    private static void attack(TestServer server) {
        List<Attack> attacks = List.of(
                client -> client.upgrade("/ws").send(CLAIM),
                client -> client.upgrade("/ws").send(new byte[] {(byte) 0x81, 5, 'h', 'e', 'l', 'l', 'o'}),
                client -> client.upgrade("/ws")
                        .send(RawClient.frame(RawClient.FIN | RawClient.TEXT, new byte[] {-1, -2})),
                client -> fragments(client.upgrade("/ws")),
                client -> pings(client.upgrade("/ws")),
                client -> client.upgrade("/ws").text("[".repeat(10_000)),
                client -> client.upgrade("/ws").text("{\"event\":7,\"id\":\"x\",\"data\":[]}"),
                client -> client.upgrade("/ws").text("{\"event\":\"join_room\",\"data\":{\"roomId\":\"a\\u0000b\"}}"),
                client -> client.upgrade("/ws").text("x".repeat(10 << 20)),
                client -> client.send("GET / HTTP/1.1\r\nX: " + "y".repeat(60_000)),
                client -> client.send("GET /heal"));
        for (Attack attack : attacks) {
            try (RawClient client = server.connect()) {
                attack.on(client);
            } catch (IOException e) {
                // the server has closed, as it should
            }
        }
    }

    private static void fragments(RawClient client) throws IOException {
        client.send(RawClient.frame(RawClient.TEXT, new byte[] {'a'}));
        for (int i = 0; i < 2_000; i++) {
            client.send(RawClient.frame(RawClient.CONTINUATION, new byte[100]));
        }
    }

    private static void pings(RawClient client) throws IOException {
        byte[] ping = RawClient.frame(RawClient.FIN | RawClient.PING, new byte[125]);
        for (int i = 0; i < 2_000; i++) {
            client.send(ping);
        }
    }
}
