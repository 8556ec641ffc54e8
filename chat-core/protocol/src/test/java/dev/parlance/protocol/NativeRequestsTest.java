package dev.parlance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.ServerReply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeRequestsTest {
    private final List<String> heard = new ArrayList<>();
    private long bytesIn;
    private final ChatSession session = new ChatSession() {
        @Override
        public void receive(ClientCommand command, long requestId, long bytes) {
            bytesIn += bytes;
            heard.add(requestId + " " + command);
        }

        @Override
        public void ask(ClientCommand command, long bytes, Consumer<? super ServerReply> answer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void refuse(
                ChatException error, @Nullable String event, @Nullable RoomId roomId, long requestId, long bytes) {
            bytesIn += bytes;
            heard.add(requestId + " " + error.code() + " for " + event + " in " + roomId);
        }

        @Override
        public void receiveOther(long bytes) {}

        @Override
        public void cutOff(CloseReason reason) {}

        @Override
        public void caughtUp() {}

        @Override
        public void writable() {}

        @Override
        public void disconnected() {}
    };

    private String heard(String text) {
        heard.clear();
        NativeProtocol.receive(text, session);
        assertThat(heard).hasSize(1);
        return heard.get(0);
    }

    @Test
    void aRequestBecomesACommandUnderItsId() {
        assertThat(heard("{\"event\":\"typing\",\"data\":{\"roomId\":\"tea\",\"isTyping\":true},\"id\":7}"))
                .isEqualTo("7 " + new ClientCommand.Typing(new RoomId("tea"), true));
    }

    @Test
    void oneWithoutAnIdWantsNoAnswer() {
        assertThat(heard("{\"event\":\"ping\"}")).isEqualTo(ChatSession.NO_REPLY + " " + new ClientCommand.Ping());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    x | -1 BAD_REQUEST for null in null
                    `` | -1 BAD_REQUEST for null in null
                    [] | -1 BAD_REQUEST for null in null
                    {"id":7} | 7 BAD_REQUEST for null in null
                    {"id":-1,"event":"ping"} | -1 BAD_REQUEST for null in null
                    {"id":7,"event":"dance"} | 7 UNKNOWN_EVENT for dance in null
                    {"id":7,"event":"leave_room","data":[]} | 7 BAD_REQUEST for leave_room in null
                    {"id":7,"event":"typing","data":{"roomId":"tea"}} | 7 BAD_REQUEST for typing in tea
                    {"event":"join_room","data":{"roomId":""}} | -1 INVALID_ROOM_ID for join_room in null
                    """)
    void whatIsNoRequestIsRefusedWithAllThatIsKnownOfIt(String text, String refusal) {
        assertThat(heard(text)).isEqualTo(refusal);
    }

    @Test
    void whatIsNoRequestIsAsLongAsItWas() {
        heard("{\"event\":\"dance\"}" + " ".repeat(983));
        assertThat(bytesIn).isEqualTo(2 * 1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s{\"event\":\"ping\"}",
                "{\"event\":\"ping\"}%s",
                "{\"event\":\"ping\",%s\"id\":1}",
                "{\"event\":\"ping\",\"data\":{\"nobodyKnows\":\"%s\"}}",
                "{\"event\":\"ping\",\"nobodyKnows\":[\"%s\"]}",
                "{\"event\":\"typing\",\"data\":{\"roomId\":\"tea\",\"isTyping\":true,\"nobodyKnows\":\"%s\"}}"
            })
    void aRequestIsAsLongAsItCameWhateverFillsIt(String form) {
        String text = form.formatted(" ".repeat(1_000));
        assertThat(heard(text)).doesNotContain("BAD_REQUEST");
        assertThat(bytesIn).isEqualTo(2L * text.length());
    }

    @Test
    void aNameThatNobodyKnowsIsToldAgainInPartOnly() {
        assertThat(heard("{\"event\":\"" + "x".repeat(1000) + "\"}"))
                .isEqualTo("-1 UNKNOWN_EVENT for " + "x".repeat(64) + " in null");
    }
}
