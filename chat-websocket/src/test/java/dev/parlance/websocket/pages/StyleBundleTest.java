package dev.parlance.websocket.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyleBundleTest {
    @ParameterizedTest
    @ValueSource(strings = {"p { background: url(a.png) }", "@import 'b.css';", "@charset 'utf-8';"})
    void whatDependsOnItsPlaceIsRefused(String css) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StyleBundle.of(List.of("/a.css"), Map.of("/a.css", css.getBytes(UTF_8))))
                .withMessageContaining("/a.css cannot be bundled");
    }
}
