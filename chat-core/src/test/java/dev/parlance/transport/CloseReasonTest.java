package dev.parlance.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloseReasonTest {
    @ParameterizedTest
    @EnumSource
    void itsCodeSaysToClientsThatKnowNoMoreWhetherToComeBack(CloseReason reason) {
        boolean said = reason.code() >= 4000;
        assertThat(reason.mayComeBack()).isEqualTo(!said || reason.code() < 4500);
        assertThat(reason.mayComeBack()).isEqualTo(reason.comeBack() != CloseReason.Return.NEVER);
        assertThat(said || reason.code() == 1001 || reason.code() == 1011).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void itsWordsFitACloseFrame(CloseReason reason) {
        assertThat(reason.text()).isNotBlank().hasSizeLessThanOrEqualTo(123).isASCII();
    }

    @ParameterizedTest
    @EnumSource
    void aClientOfSocketIoThatMayNotComeBackIsTurnedOutOfItsNamespace(CloseReason reason) {
        assertThat(reason.socketIo().equals("server namespace disconnect")).isEqualTo(!reason.mayComeBack());
    }
}
