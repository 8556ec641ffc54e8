package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.model.UserId;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import dev.parlance.websocket.engineio.PollingClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketIoChatTest {
    private static final String PATH = "/socket.io/";

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawClient connect(String auth) throws IOException {
        RawClient client = server.connect().upgrade(PATH + "?EIO=4&transport=websocket");
        client.readText();
        client.text("40" + auth);
        return client;
    }

    private RawClient user(String name) throws IOException {
        RawClient client = connect("{\"userId\":\"" + name + "\",\"username\":\"" + name + "\"}");
        client.readText(text -> text.startsWith("40{"));
        return client;
    }

    private static RawClient join(RawClient client, String room) throws IOException {
        client.text("42[\"join_room\",{\"roomId\":\"" + room + "\"}]");
        client.readText(text -> text.startsWith("42[\"room_users\""));
        return client;
    }

    private static String send(String room, String text) {
        return "[\"send_message\",{\"roomId\":\"" + room + "\",\"message\":\"" + text + "\"}]";
    }

    private static String masked(String text) {
        return text.replaceAll("\"(epoch|id)\":\"[^\"]*\"", "\"$1\":\"*\"")
                .replaceAll("\"timestamp\":\\d+", "\"timestamp\":0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40{%s}", "40{%s,\"recovery\":\"1\"}"})
    void howLongALoginIsCountsWhateverFillsIt(String connect) throws IOException {
        try (TestServer strict = bytesIn(1_000);
                RawClient client = strict.connect().upgrade(PATH + "?EIO=4&transport=websocket")) {
            client.readText();
            client.text(connect.formatted(
                    "\"userId\":\"ada\",\"username\":\"Ada\",\"filling\":\"" + " ".repeat(1_000) + "\""));
            client.readText(text -> text.startsWith("40{"));
            assertPingIsRefused(client);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', leave_room", "'\"recovery\":\"1\"', leave_room", "'', typing", "'\"recovery\":\"1\"', typing"})
    void howLongAPacketIsCountsWhateverFillsIt(String auth, String event) throws IOException {
        try (TestServer strict = bytesIn(2_200);
                RawClient client = strict.connect().upgrade(PATH + "?EIO=4&transport=websocket")) {
            client.readText();
            client.text("40{" + auth + "}");
            client.readText(text -> text.startsWith("40{"));
            client.text("42[\"" + event + "\",{\"roomId\":\"tea\",\"isTyping\":true,\"filling\":\"" + " ".repeat(1_000)
                    + "\"}]");
            fewPings(client);
            assertPingIsRefused(client);
        }
    }

    @Test
    void howLongAttachmentsAreCountsThoughNobodyReadsThem() throws IOException {
        try (TestServer strict = bytesIn(1_000);
                RawClient client = strict.connect().upgrade(PATH + "?EIO=4&transport=websocket")) {
            client.readText();
            client.text("40");
            client.readText(text -> text.startsWith("40{"));
            client.text("451-[\"ping\",{\"filling\":{\"_placeholder\":true,\"num\":0}}]");
            client.frame(0x82, 800);
            fewPings(client);
            assertPingIsRefused(client);
        }
    }

    /** What is left beside the packet and the connect before it. */
    private static void fewPings(RawClient client) throws IOException {
        for (int i = 0; i < 6; i++) {
            client.text("42[\"ping\",{}]");
        }
    }

    private static TestServer bytesIn(int burst) throws IOException {
        return TestServer.start(
                engine -> engine.limits(ChatLimits.builder()
                        .connectionRate(Metered.BYTES_IN, new Rate(1, burst))
                        .build()),
                builder -> builder);
    }

    private static void assertPingIsRefused(RawClient client) throws IOException {
        client.text("421[\"ping\",{}]");
        assertThat(client.readText(text -> text.startsWith("431["))).contains("RATE_LIMITED");
    }

    @Test
    void aClientOfTheOldServiceFindsItsEventsUnderTheirNames() throws IOException {
        try (RawClient ada = connect("");
                RawClient bo = connect("")) {
            assertThat(ada.readText()).matches("40\\{\"sid\":\"[\\w-]{20}\"}");
            bo.readText();
            ada.text("42[\"authenticate\",{\"userId\":\"ada\",\"username\":\"Ada\"}]");
            ada.text("42[\"join_room\",{\"roomId\":\"tea\"}]");
            assertThat(ada.readText()).isEqualTo("42[\"message_history\",[]]");
            assertThat(ada.readText()).isEqualTo("42[\"room_users\",[{\"userId\":\"ada\",\"username\":\"Ada\"}]]");
            bo.text("42[\"authenticate\",{\"userId\":\"bo\",\"username\":\"Bo\"}]");
            bo.text("42[\"join_room\",{\"roomId\":\"tea\"}]");
            assertThat(ada.readText())
                    .isEqualTo("42[\"user_joined\",{\"roomId\":\"tea\",\"userId\":\"bo\",\"username\":\"Bo\"}]");
            bo.readText(text -> text.startsWith("42[\"room_users\""));
            bo.text("42[\"typing\",{\"roomId\":\"tea\",\"isTyping\":true}]");
            assertThat(ada.readText())
                    .isEqualTo(
                            "42[\"user_typing\",{\"roomId\":\"tea\",\"userId\":\"bo\",\"username\":\"Bo\",\"isTyping\":true}]");
            bo.text("42" + send("tea", "Hello"));
            String message =
                    "42[\"message\",{\"roomId\":\"tea\",\"userId\":\"bo\",\"username\":\"Bo\",\"message\":\"Hello\","
                            + "\"timestamp\":0,\"id\":\"*\",\"epoch\":\"*\",\"offset\":1,\"number\":1}]";
            assertThat(masked(bo.readText())).isEqualTo(message);
            assertThat(masked(ada.readText(text -> text.startsWith("42[\"message\""))))
                    .isEqualTo(message);
            bo.text("42[\"leave_room\",{\"roomId\":\"tea\"}]");
            assertThat(ada.readText(text -> text.contains("user_left")))
                    .isEqualTo("42[\"user_left\",{\"roomId\":\"tea\",\"userId\":\"bo\",\"username\":\"Bo\"}]");
        }
    }

    @Test
    void anAcknowledgementBringsTheAnswerOrTheError() throws IOException {
        try (RawClient ada = user("ada")) {
            ada.text("421[\"join_room\",{\"roomId\":\"tea\"}]");
            assertThat(ada.readText())
                    .startsWith("431[{\"roomId\":\"tea\",\"position\":{\"epoch\":\"")
                    .endsWith(
                            ",\"messages\":[],\"members\":[{\"userId\":\"ada\",\"username\":\"ada\"}],\"recovered\":false}]");
            ada.text("420" + send("tea", "Hello"));
            assertThat(masked(ada.readText(text -> text.startsWith("430"))))
                    .isEqualTo(
                            "430[{\"roomId\":\"tea\",\"id\":\"*\",\"epoch\":\"*\",\"offset\":1,\"timestamp\":0,\"number\":1}]");
            ada.text("422" + send("coffee", "Hello"));
            assertThat(ada.readText(text -> text.startsWith("432")))
                    .isEqualTo(
                            "432[{\"error\":{\"code\":\"NOT_IN_ROOM\",\"message\":\"join the room first\",\"retryable\":false}}]");
            ada.text("42900719925474099[\"ping\"]");
            assertThat(ada.readText(text -> text.startsWith("439"))).isEqualTo("43900719925474099[{}]");
        }
    }

    private static String ask(RawClient client, int id, String event, String data) throws IOException {
        client.text("42" + id + "[\"" + event + "\"," + data + "]");
        return client.readText(text -> text.startsWith("43" + id)).replaceAll("\"(createdAt|since)\":\\d+", "\"$1\":0");
    }

    @Test
    void roomsWithARecordAreAskedForAsAllElseAndWhoJoinedWithAnAcknowledgementHearsOfThem() throws IOException {
        try (RawClient ada = user("ada");
                RawClient bo = user("bo");
                RawClient old = user("cy")) {
            assertThat(ask(ada, 1, "create_room", "{\"roomId\":\"club\",\"kind\":\"open\"}"))
                    .isEqualTo(
                            "431[{\"roomId\":\"club\",\"kind\":\"open\",\"readOnly\":false,\"version\":1,\"createdAt\":0}]");
            ask(bo, 1, "join_room", "{\"roomId\":\"club\"}");
            join(old, "club");
            assertThat(ask(ada, 2, "update_room", "{\"roomId\":\"club\",\"version\":1,\"readOnly\":true}"))
                    .contains("\"readOnly\":true,\"version\":2");
            assertThat(bo.readText(text -> text.contains("room_updated")))
                    .startsWith("42[\"room_updated\",{\"roomId\":\"club\"");
            assertThat(ask(bo, 2, "send_message", "{\"roomId\":\"club\",\"message\":\"Hello\"}"))
                    .startsWith("432[{\"error\":{\"code\":\"READ_ONLY\"");
            assertThat(ask(ada, 3, "add_member", "{\"roomId\":\"club\",\"userId\":\"bo\",\"role\":\"moderator\"}"))
                    .isEqualTo("433[{\"roomId\":\"club\",\"userId\":\"bo\",\"role\":\"moderator\",\"since\":0}]");
            assertThat(bo.readText(text -> text.contains("member_updated")))
                    .isEqualTo("42[\"member_updated\",{\"roomId\":\"club\",\"userId\":\"bo\",\"role\":\"moderator\"}]");
            assertThat(ask(bo, 3, "get_room", "{\"roomId\":\"club\"}")).contains("\"version\":2");
            assertThat(ask(bo, 4, "get_members", "{\"roomId\":\"club\",\"limit\":1}"))
                    .isEqualTo(
                            "434[{\"roomId\":\"club\",\"members\":[{\"userId\":\"ada\",\"role\":\"owner\",\"since\":0}],\"hasMore\":true}]");
            assertThat(ask(ada, 5, "remove_member", "{\"roomId\":\"club\",\"userId\":\"bo\"}"))
                    .isEqualTo("435[{\"roomId\":\"club\"}]");
            assertThat(ask(ada, 6, "open_direct", "{\"userId\":\"bo\"}")).startsWith("436[{\"roomId\":\"direct~");
            ask(ada, 7, "join_room", "{\"roomId\":\"club\"}");
            ada.text("42" + send("club", "Hello"));
            assertThat(old.readText(text -> !text.contains("user_joined")))
                    .as("a client of old hears what it always heard")
                    .startsWith("42[\"message\"");
        }
    }

    @Test
    void whoSendsAMessageGetsItAndItsAcknowledgementInWhicheverOrder() throws IOException {
        try (RawClient ada = join(user("ada"), "tea")) {
            ada.text("420" + send("tea", "Hello"));
            List<String> both = List.of(masked(ada.readText()), masked(ada.readText()));
            assertThat(both)
                    .containsExactlyInAnyOrder(
                            "430[{\"roomId\":\"tea\",\"id\":\"*\",\"epoch\":\"*\",\"offset\":1,\"timestamp\":0,\"number\":1}]",
                            "42[\"message\",{\"roomId\":\"tea\",\"userId\":\"ada\",\"username\":\"ada\",\"message\":\"Hello\","
                                    + "\"timestamp\":0,\"id\":\"*\",\"epoch\":\"*\",\"offset\":1,\"number\":1}]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"dance\"]|UNKNOWN_EVENT",
                "[\"send_message\",\"hello\"]|BAD_REQUEST",
                "[\"send_message\"]|BAD_REQUEST",
                "[\"join_room\",null]|BAD_REQUEST",
                "[\"join_room\",{\"roomId\":7}]|BAD_REQUEST",
                "[\"join_room\",{\"roomId\":\"\"}]|INVALID_ROOM_ID",
                "[7,{}]|UNKNOWN_EVENT"
            })
    void whatIsWrongIsToldByTheErrorEventOrTheAcknowledgement(String event, String code) throws IOException {
        try (RawClient ada = user("ada")) {
            ada.text("42" + event);
            assertThat(ada.readText()).startsWith("42[\"error\",{\"code\":\"" + code + "\"");
            ada.text("423" + event);
            assertThat(ada.readText()).startsWith("433[{\"error\":{\"code\":\"" + code + "\"");
        }
    }

    @Test
    void bytesWhereTheChatWantsNoneAreABadRequest() throws IOException {
        try (RawClient ada = user("ada")) {
            ada.text("451-3[\"join_room\",{\"roomId\":{\"_placeholder\":true,\"num\":0}}]");
            ada.send(RawClient.frame(RawClient.FIN | RawClient.BINARY, new byte[] {1}));
            assertThat(ada.readText()).startsWith("433[{\"error\":{\"code\":\"BAD_REQUEST\"");
        }
    }

    @Test
    void credentialsMayComeWithTheConnectAndAgainAsAnEvent() throws IOException {
        try (RawClient ada = user("ada")) {
            ada.text("421[\"authenticate\",{\"userId\":\"ada\",\"username\":\"ada\"}]");
            assertThat(ada.readText()).isEqualTo("431[{\"userId\":\"ada\",\"username\":\"ada\"}]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"userId\":\"ada\"}|INVALID_USER", "{\"userId\":7,\"username\":\"x\"}|BAD_REQUEST"})
    void credentialsThatAreRefusedAreAConnectErrorAndOthersMayFollow(String auth, String code) throws IOException {
        try (RawClient client = connect(auth)) {
            assertThat(client.readText())
                    .matches("44\\{\"message\":\"[^\"]+\",\"data\":\\{\"code\":\"" + code + "\",\"message\":.*");
            client.text("40{\"userId\":\"ada\",\"username\":\"Ada\"}");
            assertThat(client.readText()).startsWith("40{\"sid\"");
        }
    }

    @Test
    void whatAClientSaysBesidesItsCredentialsDoesNotMatter() throws IOException {
        try (RawClient client = connect("{\"tenant\":{\"a\":[1]}}")) {
            assertThat(client.readText()).startsWith("40{\"sid\"");
            client.text("42[\"join_room\",{\"roomId\":\"tea\"}]");
            assertThat(client.readText()).contains("NOT_AUTHENTICATED");
        }
    }

    @Test
    void clientsOfBothProtocolsAndAllTransportsSeeOneOrder() throws IOException {
        try (RawClient nativeClient = server.member("native", "tea");
                RawClient webSocket = join(user("webSocket"), "tea");
                PollingClient polling = new PollingClient(server.port(), PATH).open()) {
            polling.post("40{\"userId\":\"p\",\"username\":\"p\"}");
            polling.await("40{");
            polling.post("42[\"join_room\",{\"roomId\":\"tea\"}]");
            polling.await("42[\"room_users\"");
            for (int i = 0; i < 30; i += 3) {
                nativeClient.text("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"n\"}}");
                webSocket.text("42" + send("tea", "w"));
                polling.post("42" + send("tea", "p"));
            }
            List<String> byNative = new ArrayList<>();
            List<String> byWebSocket = new ArrayList<>();
            List<String> byPolling = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                byNative.add(nativeClient
                        .readText(text -> text.startsWith("{\"event\":\"message\""))
                        .replaceFirst("^\\{\"event\":\"message\",\"data\":(.*)}$", "$1"));
                byWebSocket.add(webSocket
                        .readText(text -> text.startsWith("42[\"message\""))
                        .replaceFirst("^42\\[\"message\",(.*)]$", "$1"));
            }
            while (byPolling.size() < 30) {
                for (String packet : polling.poll().body().split("\u001e")) {
                    if (packet.startsWith("42[\"message\"")) {
                        byPolling.add(packet.replaceFirst("^42\\[\"message\",(.*)]$", "$1"));
                    }
                }
            }
            assertThat(byNative).hasSize(30).isEqualTo(byWebSocket).isEqualTo(byPolling);
        }
    }

    @Test
    void anEditAndADeletionAreAcknowledgedWithTheirPlaceAndToldInTheWordsOfTheNativeProtocol() throws IOException {
        try (RawClient ada = join(user("ada"), "tea");
                RawClient bo = join(user("bo"), "tea")) {
            ada.text("421" + send("tea", "one"));
            String id = ada.readText(text -> text.startsWith("431[")).replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
            String message = "{\"roomId\":\"tea\",\"id\":\"" + id + "\"";

            ada.text("422[\"edit_message\"," + message + ",\"message\":\"two\",\"ifEditedAt\":0}]");
            assertThat(ada.readText(text -> text.startsWith("432[")))
                    .matches("432\\[" + message.replace("{", "\\{") + ",\"changeOffset\":2,\"editedAt\":\\d+}]");
            assertThat(bo.readText(text -> text.startsWith("42[\"message_updated\"")))
                    .contains("\"message\":\"two\"", "\"changeOffset\":2", "\"editedAt\":");

            bo.text("423[\"delete_message\"," + message + "}]");
            assertThat(bo.readText(text -> text.startsWith("433[")))
                    .isEqualTo("433[{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"you may not delete this message\","
                            + "\"retryable\":false}}]");
            ada.text("424[\"delete_message\"," + message + "}]");
            assertThat(ada.readText(text -> text.startsWith("434[")))
                    .isEqualTo("434[" + message + ",\"changeOffset\":3}]");
            assertThat(bo.readText(text -> text.startsWith("42[\"message_updated\"")))
                    .contains("\"message\":\"\"", "\"deleted\":true");
        }
    }

    @Test
    void aReplyWithMentionsAPinAndAReadMessageGoInTheSameWords() throws IOException {
        try (RawClient ada = join(user("ada"), "tea")) {
            ada.text(
                    "421[\"send_message\",{\"roomId\":\"tea\",\"message\":\"one\",\"replyTo\":\"e-1\",\"mentions\":[\"bo\"]}]");
            String id = ada.readText(text -> text.startsWith("431[")).replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
            String message = "{\"roomId\":\"tea\",\"id\":\"" + id + "\"";

            ada.text("422[\"pin_message\"," + message + ",\"on\":true}]");
            assertThat(ada.readText(text -> text.startsWith("432[")))
                    .isEqualTo("432[" + message + ",\"changeOffset\":2}]");
            ada.text("423[\"get_message\"," + message + "}]");
            assertThat(ada.readText(text -> text.startsWith("433[")))
                    .contains(
                            "\"replyTo\":\"e-1\",\"mentions\":[\"bo\"],\"changeOffset\":2,\"pinnedAt\":",
                            "\"message\":\"one\"");
        }
    }

    @Test
    void whoJoinsAsClientsOfOldDoSeesNothingOfWhatWasDeleted() throws IOException {
        try (RawClient ada = join(user("ada"), "tea")) {
            ada.text("421" + send("tea", "one"));
            String id = ada.readText(text -> text.startsWith("431[")).replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1");
            ada.text("422[\"delete_message\",{\"roomId\":\"tea\",\"id\":\"" + id + "\"}]");
            ada.readText(text -> text.startsWith("432["));
            try (RawClient bo = user("bo")) {
                bo.text("42[\"join_room\",{\"roomId\":\"tea\"}]");
                assertThat(bo.readText(text -> text.startsWith("42[\"message_history\"")))
                        .isEqualTo("42[\"message_history\",[]]");
            }
        }
    }

    @Test
    void whoChangesOverInTheMiddleOfAConversationMissesNothing() throws IOException {
        try (RawClient ada = join(user("ada"), "tea");
                PollingClient polling = new PollingClient(server.port(), PATH).open()) {
            polling.post("40{\"userId\":\"bo\",\"username\":\"bo\"}");
            polling.await("40{");
            polling.post("42[\"join_room\",{\"roomId\":\"tea\"}]");
            polling.await("42[\"room_users\"");
            for (int i = 0; i < 10; i++) {
                ada.text("42" + send("tea", "message " + i));
                ada.readText(text -> text.startsWith("42[\"message\""));
            }
            try (RawClient webSocket = polling.candidate().text("2probe")) {
                assertThat(webSocket.readText()).isEqualTo("3probe");
                webSocket.text("5");
                for (int i = 0; i < 10; i++) {
                    assertThat(webSocket.readText(text -> text.startsWith("42[\"message\"")))
                            .contains("message " + i);
                }
            }
        }
    }

    @Test
    void whomTheHostSendsAwayIsToldNotToComeBack() throws IOException {
        try (RawClient ada = user("ada")) {
            server.engine.closeSessions(new UserId("ada"));
            assertThat(ada.readText()).isEqualTo("41");
            assertThat(ada.readClose()).isEqualTo(1000);
        }
    }

    @Test
    void aServerThatStopsSaysSo() throws IOException {
        try (RawClient ada = join(user("ada"), "tea")) {
            server.server.stop();
            assertThat(ada.readClose()).isEqualTo(1001);
        }
        assertThat(server.engine.sessionCount()).isZero();
    }

    @Test
    void aLostConnectionEndsItsChatSession() throws IOException {
        join(user("ada"), "tea").close();
        await("its session ends").until(() -> server.engine.sessionCount() == 0);
    }

    @Test
    void whoIsSentAwayWhilePollingHearsWhatWasSaidBeforeThatItIsAwayAndThenTheEnd() throws IOException {
        try (PollingClient ada = new PollingClient(server.port(), PATH).open()) {
            ada.post("40{\"userId\":\"ada\",\"username\":\"Ada\"}");
            ada.await("40{");
            ada.post("421[\"join_room\",{\"roomId\":\"tea\"}]");
            ada.await("431[");
            for (int i = 0; i < 20; i++) {
                ada.post("42" + send("tea", "message " + i));
            }
            server.engine.closeSessions(new UserId("ada")).toCompletableFuture().join();
            for (int i = 0, heard = 0; heard < 20; i++) {
                assertThat(i).as("polls").isLessThan(20);
                String poll = ada.poll().body();
                assertThat(poll.split("\u001e")).hasSizeLessThanOrEqualTo(16);
                heard += poll.split("42\\[\"message\"", -1).length - 1;
                if (heard == 20) {
                    assertThat(poll).endsWith("\u001e41");
                }
            }
            assertThat(ada.poll().body()).isEqualTo("1");
        }
    }
}
