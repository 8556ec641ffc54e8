package dev.parlance.examples.server;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Where what is new begins and ends, and the ways there and back. */
class UnreadLineIT extends OnePage {
    /** What stands right below the line. */
    private static final String FIRST_NEW = "[...document.querySelectorAll('[data-testid=new-divider]')]"
            + ".map(line => line.nextElementSibling.querySelector('[data-testid=message-text]').textContent)";

    private static final String IN_SIGHT = "[...document.querySelectorAll('[data-testid=new-divider]')]"
            + ".map(line => line.getBoundingClientRect().top >= 60 && line.getBoundingClientRect().top < 700).map(String)";

    @AutoClose
    private Crowd crowd;

    @BeforeEach
    void open() {
        server = ServerProcess.start("--port", "0", "--host", "127.0.0.1", "--unlimited");
        crowd = new Crowd(server.address());
        page = new ChatPage();
        crowd.join("Bo", "tea", "cake");
        page.enter(server.address(), "Ada", "tea");
        crowd.say(0, "tea", "old");
        page.awaitMessages("Bo: old");
        page.join("cake");
    }

    @Test
    void theLineStandsAtTheFirstNewMessageWithAWayUpAndAWayDownAndEndsWhenAllIsRead() {
        for (int i = 1; i <= 30; i++) {
            crowd.say(0, "tea", "new " + i);
        }
        page.await("[document.querySelector('[data-room-id=tea] [data-testid=unread]').textContent]", "30 unread");
        page.pressSlowly("[data-room-id=tea] [data-testid=room-link]");
        page.awaitRoom("tea");
        page.await(FIRST_NEW, "new 1");
        page.await(IN_SIGHT, "true");

        page.click("new-messages");
        page.await(IN_SIGHT, "false");
        page.click("to-new");
        page.await(IN_SIGHT, "true");

        page.click("new-messages");
        page.awaitCount("[data-testid=unread]:not([hidden])", 0);
        page.press(Keys.ESCAPE);
        page.await(FIRST_NEW);
        page.awaitCount("[data-testid=to-new]:not([hidden])", 0);
    }

    @Test
    void whatComesLaterHasALineOfItsOwn() {
        crowd.say(0, "tea", "first");
        page.await("[document.querySelector('[data-room-id=tea] [data-testid=unread]').textContent]", "1 unread");
        page.pressSlowly("[data-room-id=tea] [data-testid=room-link]");
        page.await(FIRST_NEW, "first");
        page.awaitCount("[data-testid=unread]:not([hidden])", 0);
        page.pressSlowly("[data-room-id=cake] [data-testid=room-link]");
        page.awaitRoom("cake");
        crowd.say(0, "tea", "second");
        page.pressSlowly("[data-room-id=tea] [data-testid=room-link]");
        page.await(FIRST_NEW, "second");
    }
}
