package dev.parlance.protocol.words;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlance.model.ChatException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "x",
                "{\"a\":1,\"a\":1}",
                "{}{}",
                "[NaN]",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "123456789012345678901234567890123456",
            })
    void whatIsWrongWithARequestIsSaidInOurWordsAndNotInJacksons(String text) {
        assertThatThrownBy(() -> RequestJson.read(text))
                .isInstanceOf(ChatException.class)
                .message()
                .startsWith("a request m")
                .doesNotContain("Source", "Feature", "Constraints", "(")
                .hasSizeLessThan(120);
    }
}
