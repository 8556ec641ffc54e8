package dev.parlance.examples.server;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Where what is new begins and ends, and the ways there and back: on a screen of either size, of what is said at another node. */
class UnreadLineIT {
    /** What stands right below the line. */
    private static final String FIRST_NEW = "[...document.querySelectorAll('[data-testid=new-divider]')]"
            + ".map(line => line.nextElementSibling.querySelector('[data-testid=message-text]').textContent)";

    private static final String IN_SIGHT = "[...document.querySelectorAll('[data-testid=new-divider]')]"
            + ".map(line => line.getBoundingClientRect().top >= 60 && line.getBoundingClientRect().top < 700).map(String)";

    private static int tests;

    @AutoClose
    private static TwoNodes nodes;

    @AutoClose
    private final ChatPage page = new ChatPage();

    @AutoClose
    private final Crowd crowd = new Crowd(nodes.two);

    private final String tea = "tea-" + ++tests;
    private final String cake = "cake-" + tests;

    @BeforeAll
    static void start() {
        Chromium.require();
        nodes = TwoNodes.withRedis();
    }

    private void open(boolean onAPhone) {
        if (onAPhone) {
            page.phone();
        }
        page.feature("prefers-reduced-motion", "reduce"); // nothing is pressed while the log still glides
        crowd.join("Bo", tea, cake);
        page.enter(nodes.one, "Ada", tea);
        crowd.say(0, tea, "old");
        page.awaitMessages("Bo: old");
        page.goTo(cake);
    }

    @ParameterizedTest(name = "on a phone: {0}")
    @ValueSource(booleans = {false, true})
    void theLineStandsAtTheFirstNewMessageWithAWayUpAndAWayDownAndEndsWhenAllIsRead(boolean onAPhone) {
        open(onAPhone);
        for (int i = 1; i <= 30; i++) {
            crowd.say(0, tea, "new " + i);
        }
        page.await(
                "[document.querySelector('[data-room-id=" + tea + "] [data-testid=unread]').textContent]", "30 unread");
        page.choose(tea);
        page.await(FIRST_NEW, "new 1");
        page.await(IN_SIGHT, "true");

        page.click("new-messages");
        page.await(IN_SIGHT, "false");
        page.click("to-new");
        page.await(IN_SIGHT, "true");

        page.click("new-messages");
        page.awaitCount("[data-testid=unread]:not([hidden])", 0);
        page.awaitCount("[data-testid=new-messages]:not([hidden])", 0);
        page.press(Keys.ESCAPE);
        page.await(FIRST_NEW);
        page.awaitCount("[data-testid=to-new]:not([hidden])", 0);
    }

    @ParameterizedTest(name = "on a phone: {0}")
    @ValueSource(booleans = {false, true})
    void whatComesLaterHasALineOfItsOwn(boolean onAPhone) {
        open(onAPhone);
        crowd.say(0, tea, "first");
        page.await(
                "[document.querySelector('[data-room-id=" + tea + "] [data-testid=unread]').textContent]", "1 unread");
        page.choose(tea);
        page.await(FIRST_NEW, "first");
        page.awaitCount("[data-testid=unread]:not([hidden])", 0);
        page.choose(cake);
        crowd.say(0, tea, "second");
        page.choose(tea);
        page.await(FIRST_NEW, "second");
    }
}
