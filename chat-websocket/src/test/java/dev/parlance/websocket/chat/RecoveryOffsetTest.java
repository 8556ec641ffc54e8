package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryOffsetTest {
    @Test
    void aSessionKnowsItsNumbersAgain() {
        assertThat(RecoveryOffset.read("an id of a session", RecoveryOffset.of("an id of a session", 7)))
                .isEqualTo(7);
    }

    @Test
    void aNumberOfAnotherSessionSaysThatNothingWasHeardInThisOne() {
        assertThat(RecoveryOffset.read("a session", RecoveryOffset.of("one before it", 7)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "sessio", "sessio-1", "sessiox", "sessio1e3", "sessio9223372036854775808", "\u2615"})
    void anythingElseIsNonsense(String offset) {
        assertThat(RecoveryOffset.read("session", offset)).isEqualTo(RecoveryOffset.NONSENSE);
    }
}
