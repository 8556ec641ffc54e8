package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** On a phone's screen, without a mouse and without a server: what one has at hand stays at hand. */
class PageByKeyboardIT extends OnePage {
    @BeforeEach
    void open() {
        server = ServerProcess.start("--port", "0", "--host", "127.0.0.1");
        page = new ChatPage();
        page.size(390, 844);
        page.enter(server.address(), "Ada", "tea");
    }

    @ParameterizedTest
    @CsvSource({"open-rooms, rail", "open-people, people"})
    void aDrawerTakesTheFocusKeepsItAndGivesItBack(String opener, String drawer) {
        page.pressAt(opener, Keys.ENTER);
        page.awaitFocusIn("[data-part=" + drawer + "]");
        for (int i = 0; i < 8; i++) {
            page.press(Keys.TAB);
            // between the last and the first stands the browser itself
            page.awaitFocusIn("[data-part=" + drawer + "], body:not(:focus-within)");
        }
        page.press(Keys.ESCAPE);
        page.awaitFocus(opener);
    }

    @Test
    void aRoomThatIsLeftGivesTheFocusToTheNext() {
        page.pressAt("open-rooms", Keys.ENTER);
        page.pressAt("add-room-input", "cake", Keys.ENTER);
        page.awaitRoom("cake");
        page.pressAt("open-rooms", Keys.ENTER);
        page.awaitFocusIn("[data-room-id=cake]");
        page.press(Keys.TAB);
        page.press(Keys.ENTER);
        page.awaitRoom("tea");
        page.awaitFocusIn("[data-room-id=tea]");
    }

    @Test
    void withoutAServerEveryIconIsThere() {
        server.kill();
        page.awaitConnection("reconnecting");
        page.say("nobody hears this");
        page.awaitState("pending");
        page.pressAt("open-rooms", Keys.ENTER);
        page.pressAt("theme", Keys.ENTER);
        assertThat(page.list("[...document.querySelectorAll('svg.icon')]"
                        + ".filter(icon => icon.checkVisibility() && icon.getBBox().width === 0)"
                        + ".map(icon => icon.outerHTML)"))
                .isEmpty();
    }
}
