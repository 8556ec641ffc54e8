package dev.parlance.protocol.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WellFormedTest {
    @Test
    void halfASurrogatePairIsReplacedAndAWholeOneStays() {
        assertThat(WellFormed.of("a\ud83d\udc4bb")).isEqualTo("a\ud83d\udc4bb");
        assertThat(WellFormed.of("\udc4b\ud83d\ud83d\udc4b\ud83d")).isEqualTo("\ufffd\ufffd\ud83d\udc4b\ufffd");
        assertThat(WellFormed.is("\ud83d")).isFalse();
    }
}
