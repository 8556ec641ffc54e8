package dev.parlance.websocket.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.transport.EncodedFrame;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 200, 65_535, 65_536})
    void headersFitPayloadsOfEverySize(int length) {
        EncodedFrame frame = Frames.text("x".repeat(length));
        assertThat(frame.text()).hasSize(length);
        assertThat(frame.size() - length).isEqualTo(length < 126 ? 2 : length <= 0xffff ? 4 : 10);
    }
}
