package dev.parlance.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.OwnReactions;
import dev.parlance.transport.ServerEvent;
import dev.parlance.transport.ServerReply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NativeEncoderTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final User ADA = User.of("ada", "Ada");

    private final FrameEncoder encoder = NativeProtocol.encoder();

    private static Message message(String text) {
        return Message.posted(
                        MessageDraft.builder(TEA, ADA, text).build(),
                        new Position("e", 3),
                        Instant.ofEpochMilli(1_790_000_000_000L))
                .build();
    }

    private String json(ServerEvent event) {
        return encoder.event(event).text();
    }

    @Test
    void aChangedMessageSaysWhatItIsNow() {
        Message edited = message("Hello").toBuilder()
                .edited("Hi", Instant.ofEpochMilli(1_790_000_001_000L))
                .reactions(Map.of("👍", List.of(new UserId("ada"))))
                .changeOffset(5)
                .build();
        assertThat(json(new ServerEvent.MessageUpdated(edited)))
                .isEqualTo(
                        "{\"event\":\"message_updated\",\"data\":{\"roomId\":\"tea\",\"userId\":\"ada\",\"username\":\"Ada\","
                                + "\"message\":\"Hi\",\"timestamp\":1790000000000,\"id\":\"e-3\",\"epoch\":\"e\",\"offset\":3,"
                                + "\"changeOffset\":5,\"editedAt\":1790000001000,\"reactionCounts\":{\"👍\":1},\"reactions\":{\"👍\":[\"ada\"]}}}");
        Message deleted = edited.toBuilder().deleted().changeOffset(6).build();
        assertThat(json(new ServerEvent.MessageUpdated(deleted)))
                .contains("\"message\":\"\"", "\"changeOffset\":6", "\"deleted\":true")
                .doesNotContain("reactions");
    }

    @Test
    void aSignalSaysWhoSentItIfAUserDid() {
        assertThat(json(new ServerEvent.Signalled(TEA, Signal.of("closing", Map.of("at", "5")))))
                .isEqualTo(
                        "{\"event\":\"signal\",\"data\":{\"roomId\":\"tea\",\"name\":\"closing\",\"data\":{\"at\":\"5\"}}}");
        assertThat(json(new ServerEvent.Signalled(TEA, Signal.from(ADA, "wave", Map.of()))))
                .isEqualTo(
                        "{\"event\":\"signal\",\"data\":{\"roomId\":\"tea\",\"name\":\"wave\",\"data\":{},\"userId\":\"ada\"}}");
    }

    @Test
    void aGapNamesItsRoom() {
        assertThat(json(new ServerEvent.HistoryGap(TEA)))
                .isEqualTo("{\"event\":\"history_gap\",\"data\":{\"roomId\":\"tea\"}}");
    }

    @Test
    void aRemovalSaysWhatTheHostDidAndWhyIfItSaysWhy() {
        assertThat(json(new ServerEvent.RemovedFromRoom(TEA, Removal.of(Removal.Kind.KICK, "enough"), true)))
                .isEqualTo(
                        "{\"event\":\"removed_from_room\",\"data\":{\"roomId\":\"tea\",\"action\":\"kick\",\"reason\":\"enough\"}}");
        assertThat(json(new ServerEvent.RemovedFromRoom(TEA, Removal.of(Removal.Kind.CLOSE, ""), true)))
                .isEqualTo("{\"event\":\"removed_from_room\",\"data\":{\"roomId\":\"tea\",\"action\":\"close\"}}");
    }

    @Test
    void whoKnowsNoRemovalIsToldByAnError() {
        assertThat(json(new ServerEvent.RemovedFromRoom(TEA, Removal.of(Removal.Kind.KICK, "enough"), false)))
                .isEqualTo(
                        "{\"event\":\"error\",\"data\":{\"code\":\"FORBIDDEN\",\"message\":\"you were taken out of this room: enough\","
                                + "\"retryable\":false,\"roomId\":\"tea\"}}");
    }

    @Test
    void anAnswerThatLostChangesSaysSo() {
        ServerReply joined =
                new ServerReply.Joined(TEA, new Position("e", 3), List.of(), List.of(), true, true, OwnReactions.SAID);
        assertThat(encoder.reply(4, joined).text())
                .isEqualTo(
                        "{\"id\":4,\"data\":{\"roomId\":\"tea\",\"position\":{\"epoch\":\"e\",\"offset\":3},\"messages\":[],\"members\":[],"
                                + "\"recovered\":true,\"changesLost\":true}}");
    }

    @Test
    void aFailedAnswerIsAnError() {
        ServerReply failed = new ServerReply.Failed(new ChatException(ErrorCode.RATE_LIMITED, "slow down"));
        assertThat(encoder.reply(4, failed).text())
                .isEqualTo(
                        "{\"id\":4,\"error\":{\"code\":\"RATE_LIMITED\",\"message\":\"slow down\",\"retryable\":true}}");
    }

    @Test
    void aFrameKeepsItsEventsPriority() {
        assertThat(encoder.event(new ServerEvent.UserTyping(TEA, ADA, true)).priority())
                .isEqualTo(FramePriority.TYPING);
        assertThat(encoder.event(new ServerEvent.UserLeft(TEA, ADA)).priority()).isEqualTo(FramePriority.PRESENCE);
    }

    @Test
    void aFrameIsTheTextAloneUnlessTheTransportPutsSomethingBeforeIt() {
        ServerEvent event = new ServerEvent.HistoryGap(TEA);
        String text = encoder.event(event).text();
        assertThat(encoder.event(event).size()).isEqualTo(text.length());
        FrameEncoder framed = NativeProtocol.encoder((payload, length) -> {
            byte[] frame = new byte[1 + length];
            frame[0] = (byte) length;
            System.arraycopy(payload, 0, frame, 1, length);
            return frame;
        });
        EncodedFrame frame = framed.event(event);
        assertThat(frame.text()).isEqualTo(text);
        assertThat(frame.buffer().get()).isEqualTo((byte) text.length());
    }
}
