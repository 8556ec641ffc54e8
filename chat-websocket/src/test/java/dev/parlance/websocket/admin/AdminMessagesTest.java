package dev.parlance.websocket.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.model.ActOnMessage;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomId;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.User;
import dev.parlance.policy.ChatListener;
import dev.parlance.websocket.AdminServer;
import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a moderator does with messages over the admin interface. */
class AdminMessagesTest {
    private static final String MESSAGES = "/api/admin/rooms/tea/messages/";

    private final Queue<String> acts = new ConcurrentLinkedQueue<>();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private AdminServer server;
    private MessageId id;
    private String path;

    @BeforeEach
    void serve() throws IOException {
        server = new AdminServer(
                chat -> chat.listener(new ChatListener() {
                    @Override
                    public void acted(ActOnMessage act) {
                        acts.add(act.kind() + " " + act.by());
                    }

                    @Override
                    public void securityEvent(SecurityEvent event) {
                        told.add(event.toString());
                    }
                }),
                admin -> admin);
        id = server.node
                .engine
                .room(new RoomId("tea"))
                .publish(User.of("bo", "Bo"), "one")
                .toCompletableFuture()
                .join()
                .messageId();
        path = MESSAGES + id.value();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aMessageIsReadInItsLatestState() throws IOException {
        assertThat(server.get(path).body())
                .contains("\"userId\":\"bo\"", "\"message\":\"one\"", "\"changeOffset\":1")
                .doesNotContain("editedAt");
        server.post(path + "/edit", "{\"message\":\"two\"}");
        assertThat(server.get(path).body()).contains("\"message\":\"two\"", "\"changeOffset\":2,\"editedAt\":");
    }

    @Test
    void everyoneInTheRoomHearsOfAnEditAPinAndADeletion() throws IOException {
        try (RawClient ada = server.node.member("ada", "tea")) {
            server.post(path + "/edit", "{\"message\":\"two\",\"metadata\":{\"by\":\"ops\"}}");
            assertThat(ada.readText(text -> text.contains("message_updated")))
                    .contains("\"message\":\"two\"", "\"metadata\":{\"by\":\"ops\"}");
            assertThat(server.post(path + "/pin", "{\"on\":true}").body()).contains("\"pinnedAt\":");
            assertThat(ada.readText(text -> text.contains("message_updated"))).contains("\"pinnedAt\":");
            assertThat(server.post(path + "/pin", "{\"on\":false}").body()).doesNotContain("pinnedAt");
            ada.readText(text -> text.contains("message_updated"));
            assertThat(server.post(path + "/delete", "").body()).contains("\"deleted\":true");
            assertThat(ada.readText(text -> text.contains("message_updated")))
                    .contains("\"message\":\"\"", "\"deleted\":true");
        }
    }

    @Test
    void whatIsSoAlreadyStaysSoAndIsASuccess() throws IOException {
        String pinned = server.post(path + "/pin", "{\"on\":true}").body();
        assertThat(server.post(path + "/pin", "{\"on\":true}").body()).isEqualTo(pinned);
        String deleted = server.post(path + "/delete", "").body();
        assertThat(server.post(path + "/delete", "{}").body()).isEqualTo(deleted);
        assertThat(server.get(path).body()).isEqualTo(deleted);
    }

    @Test
    void anEditOfAStateThatIsNoMoreIsAConflict() throws IOException {
        assertThat(server.post(path + "/edit", "{\"message\":\"two\",\"ifEditedAt\":0}")
                        .status())
                .isEqualTo(200);
        RawClient.Answer late = server.post(path + "/edit", "{\"message\":\"three\",\"ifEditedAt\":0}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body()).contains("EDIT_CONFLICT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/edit", "/pin", "/delete"})
    void whatTheHistoryDoesNotHaveIsNotFound(String call) throws IOException {
        String body = call.equals("/edit") ? "{\"message\":\"x\"}" : call.equals("/pin") ? "{\"on\":true}" : "";
        for (String each : new String[] {id.position().epoch() + "-99", "none-1", "no%20id"}) {
            RawClient.Answer answer =
                    call.isEmpty() ? server.get(MESSAGES + each) : server.post(MESSAGES + each + call, body);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("MESSAGE_NOT_FOUND");
        }
    }

    @Test
    void whatWasDeletedIsNeitherEditedNorPinned() throws IOException {
        server.post(path + "/delete", "");
        assertThat(server.post(path + "/edit", "{\"message\":\"x\"}").status()).isEqualTo(404);
        assertThat(server.post(path + "/pin", "{\"on\":true}").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/edit|{}",
                "/edit|{\"message\":\"\"}",
                "/edit|{\"message\":null}",
                "/edit|{\"mesage\":\"x\"}",
                "/edit|{\"mentions\":[1]}",
                "/edit|{\"message\":\"x\",\"ifEditedAt\":-1}",
                "/pin|{}",
                "/pin|{\"on\":1}",
                "/delete|{\"id\":\"x\"}"
            })
    void whatMakesNoSenseIsRefused(String call, String body) throws IOException {
        assertThat(server.post(path + call, body).status()).isEqualTo(400);
    }

    @Test
    void theLimitsOfAClientsMessageHold() throws IOException {
        RawClient.Answer answer = server.post(path + "/edit", "{\"message\":\"" + "x".repeat(4_001) + "\"}");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("MESSAGE_TOO_LONG");
    }

    @Test
    void theListenerHearsThatTheHostDidItAndTheAuditOfWhichMessageAndWhose() throws IOException {
        server.post(path + "/edit", "{\"message\":\"geheim\"}");
        server.post(path + "/pin", "{\"on\":true}");
        server.post(path + "/pin", "{\"on\":false}");
        server.post(path + "/delete", "");

        await().untilAsserted(() -> assertThat(acts)
                .containsExactly(
                        "EDITED Optional.empty",
                        "PINNED Optional.empty",
                        "UNPINNED Optional.empty",
                        "DELETED Optional.empty"));
        String about = " user=bo address=127.0.0.1 room=tea detail=\"ops on tea, " + id + " was answered 200\"";
        await().untilAsserted(() -> assertThat(told)
                .containsExactly(
                        "kind=ADMIN_CALL code=editMessage" + about,
                        "kind=ADMIN_CALL code=pinMessage" + about,
                        "kind=ADMIN_CALL code=pinMessage" + about,
                        "kind=ADMIN_CALL code=deleteMessage" + about));
    }
}
