package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.UserId;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeProtocolTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void twoTalkInARoom() throws IOException {
        try (RawClient ada = server.member("ada", "tea");
                RawClient bo = server.webSocket()) {
            bo.ask("{\"event\":\"authenticate\",\"data\":{\"userId\":\"bo\",\"username\":\"Bo\"},\"id\":1}");
            assertThat(bo.ask("{\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\"},\"id\":2}"))
                    .matches(
                            "\\{\"id\":2,\"data\":\\{\"roomId\":\"tea\",\"position\":\\{\"epoch\":\"[\\w-]+\",\"offset\":0},\"messages\":\\[],"
                                    + "\"members\":\\[\\{\"userId\":\"ada\",\"username\":\"ada\"},\\{\"userId\":\"bo\",\"username\":\"Bo\"}],\"recovered\":false}}");
            assertThat(ada.readText())
                    .isEqualTo(
                            "{\"event\":\"user_joined\",\"data\":{\"roomId\":\"tea\",\"userId\":\"bo\",\"username\":\"Bo\"}}");
            bo.text("{\"event\":\"typing\",\"data\":{\"roomId\":\"tea\",\"isTyping\":true}}");
            assertThat(ada.readText())
                    .isEqualTo(
                            "{\"event\":\"user_typing\",\"data\":{\"roomId\":\"tea\",\"userId\":\"bo\",\"username\":\"Bo\",\"isTyping\":true}}");
            bo.text(
                    "{\"data\":{\"message\":\"Hi 👋\",\"clientMessageId\":\"b-1\",\"metadata\":{\"k\":\"v\"},\"roomId\":\"tea\"},"
                            + "\"id\":3,\"event\":\"send_message\",\"more\":[1]}");
            assertThat(ada.readText(text -> text.startsWith("{\"event\":\"message\"")))
                    .matches(
                            "\\{\"event\":\"message\",\"data\":\\{\"roomId\":\"tea\",\"userId\":\"bo\",\"username\":\"Bo\",\"message\":\"Hi 👋\","
                                    + "\"timestamp\":\\d+,\"id\":\"([\\w-]+)-1\",\"epoch\":\"\\1\",\"offset\":1,\"number\":1,\"clientMessageId\":\"b-1\","
                                    + "\"metadata\":\\{\"k\":\"v\"}}}");
            assertThat(bo.readText(text -> text.startsWith("{\"id\":3")))
                    .matches(
                            "\\{\"id\":3,\"data\":\\{\"roomId\":\"tea\",\"id\":\"([\\w-]+)-1\",\"epoch\":\"\\1\",\"offset\":1,\"timestamp\":\\d+,\"number\":1}}");
        }
    }

    @Test
    void aJoinWithoutAnIdIsAnsweredAsTheOldServiceDid() throws IOException {
        try (RawClient cy = server.webSocket()) {
            cy.text("{\"event\":\"authenticate\",\"data\":{\"userId\":\"cy\",\"username\":\"Cy\"}}");
            cy.text("{\"event\":\"join_room\",\"data\":{\"roomId\":\"old\"}}");
            assertThat(cy.readText()).isEqualTo("{\"event\":\"message_history\",\"data\":[]}");
            assertThat(cy.readText())
                    .isEqualTo("{\"event\":\"room_users\",\"data\":[{\"userId\":\"cy\",\"username\":\"Cy\"}]}");
        }
    }

    @Test
    void whyTheHostClosesAConnectionIsInItsCloseFrame() throws IOException {
        try (RawClient ada = server.member("ada", "tea")) {
            server.engine.closeSessions(new UserId("ada"), "übersiedelt", true);
            RawClient.Frame frame = ada.read();
            assertThat(frame.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(frame.closeCode()).isEqualTo(4004);
            assertThat(frame.text().substring(2)).isEqualTo("übersiedelt");
        }
    }

    @Test
    void whatAClientMissedComesWhenItJoinsAgain() throws IOException {
        try (RawClient ada = server.member("ada", "tea")) {
            String first =
                    ada.ask("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"one\"},\"id\":3}");
            String epoch = first.replaceFirst(".*\"epoch\":\"([^\"]+)\".*", "$1");
            ada.ask("{\"event\":\"send_message\",\"data\":{\"roomId\":\"tea\",\"message\":\"two\"},\"id\":4}");
            ada.ask("{\"event\":\"leave_room\",\"data\":{\"roomId\":\"tea\"},\"id\":5}");
            assertThat(ada.ask("{\"event\":\"join_room\",\"data\":{\"roomId\":\"tea\",\"since\":{\"epoch\":\"" + epoch
                            + "\",\"offset\":1}},\"id\":6}"))
                    .contains("\"recovered\":true", "\"two\"")
                    .doesNotContain("\"one\"");
            assertThat(
                            ada.ask(
                                    "{\"event\":\"get_history\",\"data\":{\"roomId\":\"tea\",\"limit\":1,\"before\":2},\"id\":7}"))
                    .contains("\"one\"", "\"hasMore\":false");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|BAD_REQUEST|event must be a string",
                "{\"event\":7}|BAD_REQUEST|event must be a string",
                "[]|BAD_REQUEST|a request must be a JSON object",
                "null|BAD_REQUEST|a request must be a JSON object",
                "{\"event\":\"ping\",\"id\":\"7\"}|BAD_REQUEST|id must be a whole number from 0 to 2^53-1",
                "{\"event\":\"ping\",\"id\":-1}|BAD_REQUEST|id must be a whole number from 0 to 2^53-1",
                "{\"event\":\"ping\",\"id\":1.5}|BAD_REQUEST|id must be a whole number from 0 to 2^53-1",
                "{\"event\":\"ping\",\"id\":9007199254740992}|BAD_REQUEST|id must be a whole number from 0 to 2^53-1",
                "{\"event\":\"ping\",\"data\":[]}|BAD_REQUEST|data must be an object",
                "{\"event\":\"dance\",\"data\":{}}|UNKNOWN_EVENT|there is no event named \\\"dance\\\"",
                "{\"event\":\"join_room\"}|BAD_REQUEST|roomId must be a string",
                "{\"event\":\"join_room\",\"data\":{\"roomId\":null}}|BAD_REQUEST|roomId must be a string",
                "{\"event\":\"join_room\",\"data\":{\"roomId\":7}}|BAD_REQUEST|roomId must be a string",
                "{\"event\":\"join_room\",\"data\":{\"roomId\":\"\"}}|INVALID_ROOM_ID|a room id must not be empty",
                "{\"event\":\"join_room\",\"data\":{\"roomId\":\"t\",\"since\":1}}|BAD_REQUEST|since must be an object",
                "{\"event\":\"join_room\",\"data\":{\"roomId\":\"t\",\"since\":{\"epoch\":\"e\"}}}|BAD_REQUEST|since.offset must be a whole number",
                "{\"event\":\"join_room\",\"data\":{\"roomId\":\"t\",\"since\":{\"offset\":1}}}|BAD_REQUEST|since.epoch must be a string",
                "{\"event\":\"join_room\",\"data\":{\"roomId\":\"t\",\"limit\":0}}|BAD_REQUEST|limit must be a whole number from 1 to 1000",
                "{\"event\":\"typing\",\"data\":{\"roomId\":\"t\",\"isTyping\":\"yes\"}}|BAD_REQUEST|isTyping must be true or false",
                "{\"event\":\"send_message\",\"data\":{\"roomId\":\"t\",\"message\":{}}}|BAD_REQUEST|message must be a string",
                "{\"event\":\"send_message\",\"data\":{\"roomId\":\"t\",\"message\":\"\\ud83d\"}}|BAD_REQUEST|message must be well-formed text",
                "{\"event\":\"send_message\",\"data\":{\"roomId\":\"t\",\"message\":\"a\",\"metadata\":{\"k\":1}}}|BAD_REQUEST|metadata must be an object of strings",
                "{\"event\":\"send_message\",\"data\":{\"roomId\":\"t\",\"message\":\"a\",\"metadata\":[]}}|BAD_REQUEST|metadata must be an object of strings",
                "{\"event\":\"ping\",\"event\":\"ping\"}|BAD_REQUEST|a request must be JSON",
                "{\"event\":\"ping\"} {}|BAD_REQUEST|a request must be JSON",
                "{\"event\":\"ping\"|BAD_REQUEST|a request must be JSON",
                "{'event':'ping'}|BAD_REQUEST|a request must be JSON",
                "{\"event\":\"ping\",\"data\":{\"x\":NaN}}|BAD_REQUEST|a request must be JSON",
            })
    void aRequestThatIsWrongGetsAnErrorThatSaysHow(String request, String code, String message) throws IOException {
        try (RawClient client = server.webSocket()) {
            client.text(request);
            assertThat(client.readText())
                    .startsWith("{\"event\":\"error\",\"data\":{\"code\":\"" + code + "\",\"message\":\"" + message)
                    .contains("\"retryable\":false");
            assertThat(client.ask("{\"event\":\"ping\",\"id\":1}")).isEqualTo("{\"id\":1,\"data\":{}}");
        }
    }

    @Test
    void anEmptyMessageIsNotARequest() throws IOException {
        try (RawClient client = server.webSocket()) {
            client.text("");
            assertThat(client.readText()).contains("BAD_REQUEST");
        }
    }

    @Test
    void anErrorCarriesTheRequestsEventAndRoomOrItsId() throws IOException {
        try (RawClient client = server.webSocket()) {
            client.text("{\"event\":\"typing\",\"data\":{\"roomId\":\"tea\"}}");
            assertThat(client.readText()).endsWith("\"retryable\":false,\"event\":\"typing\",\"roomId\":\"tea\"}}");
            client.text("{\"event\":\"typing\",\"data\":{\"roomId\":\"tea\"},\"id\":0}");
            assertThat(client.readText())
                    .isEqualTo(
                            "{\"id\":0,\"error\":{\"code\":\"BAD_REQUEST\",\"message\":\"isTyping must be true or false\",\"retryable\":false}}");
        }
    }

    @Test
    void nestingHasABound() throws IOException {
        try (RawClient client = server.member("ada", "tea")) {
            client.text("{\"event\":\"ping\",\"data\":{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}}");
            assertThat(client.readText()).contains("BAD_REQUEST", "a request must be JSON");
        }
    }

    @Test
    void aNumberWithoutEndIsRefused() throws IOException {
        try (RawClient client = server.member("ada", "tea")) {
            client.text("{\"event\":\"ping\",\"id\":" + "9".repeat(60_000) + "}");
            assertThat(client.readText()).contains("BAD_REQUEST");
        }
    }

    @Test
    void namesThatAreMagicElsewhereAreFieldsLikeAnyOther() throws IOException {
        try (RawClient client = server.webSocket()) {
            assertThat(
                            client.ask(
                                    "{\"event\":\"ping\",\"data\":{\"__proto__\":{\"a\":1},\"constructor\":{},\"@class\":\"x\"},\"id\":1}"))
                    .isEqualTo("{\"id\":1,\"data\":{}}");
        }
    }
}
