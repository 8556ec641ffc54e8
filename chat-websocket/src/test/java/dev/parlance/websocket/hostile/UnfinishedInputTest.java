package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.engineio.PollingClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each begins what it never completes; together they would be more than the node may hold. */
@Tag("faults")
class UnfinishedInputTest {
    private static final String LOGIN = "{\"userId\":\"eve\",\"username\":\"Eve\"}";
    private static final int LIMIT = 2 << 20;

    private final List<RawClient> attackers = new ArrayList<>();
    private TestServer server;
    private RawClient ada;
    private RawClient bo;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(builder -> builder.unfinishedInputBytes(LIMIT).ioThreads(2));
        ada = server.member("ada", "tea");
        bo = server.member("bo", "tea");
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient attacker : attackers) {
            attacker.close();
        }
        ada.close();
        bo.close();
        server.close();
    }

    private RawClient attacker(RawClient client) {
        attackers.add(client);
        return client;
    }

    private void assertThatOthersGoOn() throws IOException {
        ada.ask("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"still here\"},\"id\":9}");
        bo.readText(text -> text.contains("still here"));
    }

    private static byte[] begun(int first, int announced, int sent) {
        byte[] frame = RawClient.frame(first, new byte[announced]);
        return java.util.Arrays.copyOf(frame, frame.length - announced + sent);
    }

    @Test
    void framesOfTheNativeProtocolEndWith4002TheOldestFirst() throws IOException {
        int first = RawClient.FIN | RawClient.TEXT;
        for (int i = 0; i < 50; i++) {
            RawClient client = attacker(server.member("eve", "elsewhere"));
            client.trySend(new String(begun(first, 65_000, 64_000), java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        assertThat(attackers.get(0).readClose()).isEqualTo(4002);
        assertThatOthersGoOn();
    }

    @Test
    void fragmentsCountAsFramesDo() throws IOException {
        for (int i = 0; i < 50; i++) {
            RawClient client = attacker(server.member("eve", "elsewhere"));
            client.send(RawClient.frame(RawClient.TEXT, new byte[64_000]));
        }
        assertThat(attackers.get(0).readClose()).isEqualTo(4002);
        assertThatOthersGoOn();
    }

    @Test
    void framesOfSocketIoEndWith1013() throws IOException {
        for (int i = 0; i < 5; i++) {
            RawClient client = attacker(server.connect().upgrade("/socket.io/?EIO=4&transport=websocket"));
            client.text("40" + LOGIN).readText(text -> text.startsWith("40"));
            client.send(begun(RawClient.FIN | RawClient.TEXT, 990_000, 900_000));
        }
        assertThat(attackers.get(0).readClose()).isEqualTo(1013);
        assertThatOthersGoOn();
    }

    @Test
    void packetsThatWaitForTheirAttachmentsEndWith1013() throws IOException {
        String packet = "452-[\"ping\",\"" + "x".repeat(500_000) + "\",{\"_placeholder\":true,\"num\":0}]";
        for (int i = 0; i < 5; i++) {
            RawClient client = attacker(server.connect().upgrade("/socket.io/?EIO=4&transport=websocket"));
            client.text("40" + LOGIN).readText(text -> text.startsWith("40"));
            client.text(packet);
        }
        assertThat(attackers.get(0).readClose()).isEqualTo(1013);
        assertThatOthersGoOn();
    }

    @Test
    void aHeadThatCameInPiecesIsHeldNoMoreWhenItsWebSocketIsOpen() throws IOException {
        String first = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
        String upgrade = RawClient.handshake("/ws", "X-Long: " + "x".repeat(7_000));
        int cut = upgrade.length() - 1;
        for (int i = 0; i < 5 * LIMIT / (4 * cut); i++) {
            RawClient client = attacker(server.connect().send(first + upgrade.substring(0, cut)));
            assertThat(client.answer().status()).isEqualTo(200);
            client.send(upgrade.substring(cut));
            assertThat(client.answer().status()).isEqualTo(101);
        }
        assertThat(attackers.get(0).ask("{\"event\":\"ping\",\"id\":1}")).isEqualTo("{\"id\":1,\"data\":{}}");
    }

    @Test
    void attachmentsThatHaveComeCountAsTheirPacketDoes() throws IOException {
        for (int i = 0; i < 5; i++) {
            RawClient client = attacker(server.connect().upgrade("/socket.io/?EIO=4&transport=websocket"));
            client.text("40" + LOGIN).readText(text -> text.startsWith("40"));
            client.text("452-[\"ping\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            client.frame(RawClient.FIN | RawClient.BINARY, 900_000);
        }
        assertThat(attackers.get(0).readClose()).isEqualTo(1013);
        assertThatOthersGoOn();
    }

    @Test
    void headsCountToo() throws IOException {
        for (int i = 0; i < 300; i++) {
            RawClient client = attacker(server.connect().send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertThat(client.answer().status())
                    .isEqualTo(200); // so its thread has read what came before, and who came first is the oldest
            client.send("GET /health HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(8_000));
        }
        assertThat(attackers.get(0).answer().status()).isEqualTo(503);
        assertThatOthersGoOn();
    }

    @Test
    void bodiesGet503AndAreToldWhenToComeAgain() throws IOException {
        for (int i = 0; i < 5; i++) {
            RawClient client = attacker(server.connect());
            client.send("POST " + polling().target() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 990000\r\n\r\n"
                    + "x".repeat(900_000));
        }
        RawClient.Answer answer = attackers.get(0).answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.body()).contains("OVERLOADED");
        assertThatOthersGoOn();
    }

    @Test
    void largeAnswersThatNobodyReadsCountAndTheirConnectionsAreCutOff() throws IOException {
        RawClient writer = attacker(server.member("eve", "big"));
        String message = "{\"event\":\"send_message\",\"data\":{\"roomId\":\"big\",\"message\":\"%s\"},\"id\":3}";
        for (int i = 0; i < 100; i++) {
            writer.text(message.formatted("\\u0001".repeat(4_000)));
            writer.readText(text -> text.contains("\"id\":3"));
        }
        for (int i = 0; i < 10; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            RawClient client = attacker(new RawClient(socket)).upgrade("/ws");
            client.ask(
                    "{\"event\":\"authenticate\",\"data\":{\"userId\":\"mal" + i + "\",\"username\":\"m\"},\"id\":1}");
            for (int k = 0; k < 4; k++) { // the kernel takes the first
                client.trySend(new String(
                        RawClient.frame(
                                RawClient.FIN | RawClient.TEXT,
                                "{\"event\":\"join_room\",\"data\":{\"roomId\":\"big\"},\"id\":2}"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        writer.readText(text -> text.contains("user_left") && text.contains("mal"));
        assertThatOthersGoOn();
    }

    @Test
    void strangersGoBeforeWhoeverHasAuthenticated() throws IOException {
        ada.send(begun(RawClient.FIN | RawClient.TEXT, 65_000, 60_000));
        strangers();
        assertThat(attackers.get(0).readClose()).isEqualTo(4002);
        ada.send(new byte[5_000]);
        assertThat(ada.readText(text -> text.contains("error"))).contains("BAD_REQUEST");
    }

    @Test
    void strangersGoBeforeTheBodyOfWhoeverIsLetIn() throws IOException {
        RawClient client = attacker(server.connect());
        client.send("POST " + polling().target() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 65000\r\n\r\n"
                + "42[\"ping\",\"" + "x".repeat(60_000));
        strangers();
        assertThat(attackers.get(1).readClose()).isEqualTo(4002);
        client.send("x".repeat(65_000 - 60_000 - 13) + "\"]");
        assertThat(client.answer().status()).isEqualTo(200);
    }

    @Test
    void strangersGoBeforeThePacketOfWhoeverIsLetIn() throws IOException {
        RawClient client = attacker(server.connect().upgrade("/socket.io/?EIO=4&transport=websocket"));
        client.text("40" + LOGIN).readText(text -> text.startsWith("40"));
        client.text("451-7[\"ping\",\"" + "x".repeat(60_000) + "\",{\"_placeholder\":true,\"num\":0}]");
        strangers();
        assertThat(attackers.get(1).readClose()).isEqualTo(4002);
        client.frame(RawClient.FIN | RawClient.BINARY, 10);
        assertThat(client.readText()).startsWith("437[");
    }

    @Test
    void whoeverBeginsAnotherRequestBehindTheBodyOfSomeoneKnownIsAStrangerAgain() throws IOException {
        RawClient client = attacker(server.connect());
        client.send("POST " + polling().target() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n3");
        assertThat(client.answer().status()).isEqualTo(200);
        client.send("GET /health HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(7_000));
        for (int i = 0; i < 40; i++) {
            RawClient member = attacker(server.member("eve", "elsewhere"));
            member.send(RawClient.frame(RawClient.TEXT, new byte[64_000]));
        }
        assertThat(client.answer().status()).isEqualTo(503);
        assertThatOthersGoOn();
    }

    private PollingClient polling() throws IOException {
        PollingClient session = new PollingClient(server.port(), "/socket.io/").open();
        session.post("40" + LOGIN);
        session.poll();
        return session;
    }

    private void strangers() throws IOException {
        for (int i = 0; i < 200; i++) {
            RawClient client = attacker(server.webSocket());
            client.send(begun(RawClient.FIN | RawClient.TEXT, 16_000, 15_000));
        }
    }

    @Test
    void beforeItHasAuthenticatedAClientMaySend16Kilobytes() throws IOException {
        String longest = "{\"event\":\"ping\",\"id\":1,\"data\":{\"x\":\"%s\"}}";
        RawClient client = attacker(server.webSocket());
        assertThat(client.ask(longest.formatted("x".repeat(16_000)))).isEqualTo("{\"id\":1,\"data\":{}}");
        client.text(longest.formatted("x".repeat(17_000)));
        assertThat(client.readClose()).isEqualTo(1009);

        RawClient member = attacker(server.member("cy", "tea"));
        assertThat(member.ask(longest.formatted("x".repeat(60_000)))).isEqualTo("{\"id\":1,\"data\":{}}");
    }

    @Test
    void beforeItIsLetInAPollingClientMaySend16Kilobytes() throws IOException {
        PollingClient session = new PollingClient(server.port(), "/socket.io/").open();
        session.post("40");
        session.poll();
        assertThat(session.post("42[\"ping\",{\"x\":\"" + "x".repeat(17_000) + "\"}]")
                        .status())
                .isEqualTo(413);
        session = new PollingClient(server.port(), "/socket.io/").open();
        session.post("40" + LOGIN);
        session.poll();
        assertThat(session.post("42[\"ping\",{\"x\":\"" + "x".repeat(900_000) + "\"}]")
                        .status())
                .isEqualTo(200);
    }
}
