package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpApiTest {
    private TestServer server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(builder -> builder.openHistory(true));
        client = server.connect();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private void post(String room, int count) throws IOException {
        try (RawClient ada = server.member("ada", room)) {
            for (int i = 1; i <= count; i++) {
                ada.ask("{\"event\":\"send_message\",\"data\":{\"roomId\":\"" + room + "\",\"message\":\"m" + i
                        + "\"},\"id\":" + (i + 10) + "}");
            }
        }
    }

    @Test
    void healthSaysOk() throws IOException {
        RawClient.Answer answer = client.get("/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\",\"service\":\"chat-service\"}");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void readySaysWhatWorks() throws IOException {
        RawClient.Answer answer = client.get("/ready");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body())
                .matches(
                        "\\{\"status\":\"ready\",\"checks\":\\[\\{\"name\":\"store\",\"status\":\"ok\",\"millis\":\\d+},"
                                + "\\{\"name\":\"bus\",\"status\":\"ok\",\"millis\":\\d+}]}");
    }

    @Test
    void withoutItsEngineAServerLivesButIsNotReady() throws IOException {
        server.engine.close();

        RawClient.Answer answer = client.get("/ready");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .startsWith("{\"status\":\"unavailable\",\"checks\":[{\"name\":\"store\",\"status\":\"failed\"")
                .contains("\"error\":{\"code\":\"BROKER_UNAVAILABLE\",\"message\":");
        try (RawClient another = server.connect()) {
            assertThat(another.get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void aHistoryThatCannotBeWrittenIsAFaultAtOnce() throws IOException {
        ForwardingBroker odd = new ForwardingBroker(InMemoryBroker.builder().build()) {
            @Override
            @SuppressWarnings({"unchecked", "rawtypes"})
            public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                return (CompletionStage) CompletableFuture.completedFuture("no page");
            }
        };
        try (TestServer other = TestServer.start(odd, builder -> builder.openHistory(true));
                RawClient reader = other.connect()) {
            RawClient.Answer answer = reader.get("/api/chat/tea/history");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).contains("INTERNAL_ERROR");
        }
    }

    @Test
    void headIsGetWithoutTheBody() throws IOException {
        RawClient.Answer answer = client.request("HEAD", "/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo("40");
        assertThat(client.get("/health").body()).hasSize(40);
    }

    @Test
    void ofRoomsThatAreNotOpenToAllAnOpenHistoryTellsNothing() throws IOException {
        try (RawClient ada = server.member("ada", "lobby")) {
            ada.ask("{\"event\":\"create_room\",\"data\":{\"roomId\":\"hidden\"},\"id\":2}");
            ada.ask("{\"event\":\"create_room\",\"data\":{\"roomId\":\"club\",\"kind\":\"open\"},\"id\":3}");
            ada.ask("{\"event\":\"open_direct\",\"data\":{\"userId\":\"bo\"},\"id\":4}");
        }
        String direct = RoomId.direct(new UserId("ada"), new UserId("bo")).value();
        for (String room : List.of("hidden", direct, "direct~nobodys")) {
            RawClient.Answer answer = client.get("/api/chat/" + room + "/history");
            assertThat(answer.status()).as(room).isEqualTo(403);
            assertThat(answer.body()).contains("\"code\":\"FORBIDDEN\"");
        }
        assertThat(client.get("/api/chat/club/history").status()).isEqualTo(200);
    }

    @Test
    void aHistoryHasItsNewestMessagesOldestFirst() throws IOException {
        post("tea", 3);
        RawClient.Answer answer = client.get("/api/chat/tea/history?limit=2");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"success\":true,\"messages\":[{\"roomId\":\"tea\",\"userId\":\"ada\"")
                .containsSubsequence(
                        "\"message\":\"m2\"", "\"message\":\"m3\"", "\"hasMore\":true,\"position\":{\"epoch\":")
                .doesNotContain("\"m1\"");
    }

    @Test
    void aHistoryHasWhatIsBeforeOrAfterAnOffset() throws IOException {
        post("tea", 3);
        assertThat(client.get("/api/chat/tea/history?before=2").body())
                .contains("\"m1\"")
                .doesNotContain("\"m2\"");
        assertThat(client.get("/api/chat/tea/history?after=2").body())
                .contains("\"m3\"")
                .doesNotContain("\"m2\"");
        RawClient.Answer lost = client.get("/api/chat/tea/history?after=2&epoch=other");
        assertThat(lost.status()).isEqualTo(410);
        assertThat(lost.body()).contains("POSITION_LOST");
    }

    @Test
    void withoutTheHostsWordNobodyReadsAHistoryWithoutALogin() throws IOException {
        try (TestServer closed = TestServer.start();
                RawClient stranger = closed.connect()) {
            assertThat(stranger.get("/api/chat/tea/history").status()).isEqualTo(404);
        }
    }

    @Test
    void aRoomWithoutMessagesHasAnEmptyHistory() throws IOException {
        assertThat(client.get("/api/chat/nobody/history").body()).startsWith("{\"success\":true,\"messages\":[],");
    }

    @Test
    void aRoomIdMayHaveAnyCharacterPercentEncodedAsUtf8() throws IOException {
        post("a/b é", 1);
        assertThat(client.get("/api/chat/a%2Fb%20%C3%A9/history").body()).contains("\"roomId\":\"a/b é\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/chat/tea/history?limit=none | limit must be a whole number from 1 to 1000",
                "/api/chat/tea/history?limit=0 | limit must be a whole number from 1 to 1000",
                "/api/chat/tea/history?limit=1001 | limit must be a whole number from 1 to 1000",
                "/api/chat/tea/history?limit=+5 | limit must be a whole number from 1 to 1000",
                "/api/chat/tea/history?limit=%2B5 | limit must be a whole number from 1 to 1000",
                "/api/chat/tea/history?limit=%EF%BC%95 | limit must be a whole number from 1 to 1000",
                "/api/chat/tea/history?before=-1 | before must be an offset, 0 or more",
                "/api/chat/tea/history?before=1&after=1 | give before or after, not both",
                "/api/chat/%zz/history | the path has a % without two hexadecimal digits",
                "/api/chat/%ff/history | the path is not UTF-8 when percent-decoded",
            })
    void aRequestThatCannotBeUnderstoodGets400AndIsToldWhatWouldBeRight(String target, String message)
            throws IOException {
        RawClient.Answer answer = client.get(target);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"success\":false,\"error\":{\"code\":\"BAD_REQUEST\",\"message\":\"" + message
                        + "\",\"retryable\":false}}");
    }

    @Test
    void anInvalidRoomIdHasItsOwnCode() throws IOException {
        RawClient.Answer answer = client.get("/api/chat/%00/history");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("INVALID_ROOM_ID");
    }

    @Test
    void anUnknownAddressGets404() throws IOException {
        for (String target :
                new String[] {"/", "/nowhere", "/api/chat//history", "/api/chat/a/b/history", "/health/"}) {
            RawClient.Answer answer = client.get(target);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"");
        }
    }

    @Test
    void anotherMethodGets405WithTheMethodsThatThereAre() throws IOException {
        RawClient.Answer answer = client.request("DELETE", "/health");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(answer.body()).contains("METHOD_NOT_ALLOWED");
    }

    @Test
    void aPlainRequestToTheWebSocketPathGets426() throws IOException {
        RawClient.Answer answer = client.get("/ws");
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.header("Upgrade")).isEqualTo("websocket");
    }

    @Test
    void anUpgradeMayFollowOtherRequestsOnTheSameConnection() throws IOException {
        assertThat(client.get("/health").status()).isEqualTo(200);
        assertThat(client.upgrade("/ws").ask("{\"event\":\"ping\",\"id\":1}")).isEqualTo("{\"id\":1,\"data\":{}}");
    }
}
