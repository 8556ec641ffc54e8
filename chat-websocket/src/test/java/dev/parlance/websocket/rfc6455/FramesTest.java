package dev.parlance.websocket.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.ServerEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    private static final ServerEvent LEFT = new ServerEvent.UserLeft(new RoomId("tea"), User.of("ada", "Ada"));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 200, 65_535, 65_536})
    void headersFitPayloadsOfEverySize(int length) {
        EncodedFrame frame = Frames.text("x".repeat(length));
        assertThat(frame.text()).hasSize(length);
        assertThat(frame.size() - length).isEqualTo(length < 126 ? 2 : length <= 0xffff ? 4 : 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 124, 125, 126, 65_534, 65_535, 65_536})
    void whatComesInTwoPartsIsTheSameFrame(int length) {
        byte[] begin = "x".repeat(length).getBytes(StandardCharsets.UTF_8);
        EventFrame frame = Frames.text(new EventFrame(begin, 0, LEFT), new byte[] {'y'});
        EncodedFrame whole = Frames.text("x".repeat(length) + "y");
        assertThat(frame.buffer()).isEqualTo(whole.buffer());
        assertThat(frame.text()).isEqualTo(whole.text());
        assertThat(frame.priority()).isEqualTo(FramePriority.PRESENCE);
        assertThat(frame.type()).isEqualTo(ServerEvent.UserLeft.class);
        assertThat(frame.roomId()).isEqualTo(LEFT.roomId());
    }
}
