package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parlance.transport.CloseReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndingTest {
    @ParameterizedTest
    @EnumSource
    void aReasonOfTheEngineEndsAConnectionInTheReasonsWordsUnlessItTurnsTheClientOut(CloseReason reason) {
        if (reason.mayComeBack()) {
            assertThat(Ending.of(reason).text()).isEqualTo(reason.socketIo());
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> Ending.of(reason));
        }
    }
}
