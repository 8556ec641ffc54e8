package dev.parlance.examples.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** What axe-core finds on the page, which is nothing: with 200 people of all kinds of names, and in each of its states. */
class AccessibilityIT {
    private static final int PEOPLE = 199;

    private static ServerProcess server;
    private static Crowd crowd;

    @AutoClose
    private ChatPage page;

    @BeforeAll
    static void fillTheRoom() {
        Chromium.require();
        Axe.require();
        server = ServerProcess.start("--port", "0", "--host", "127.0.0.1", "--unlimited");
        crowd = new Crowd(server.address());
        crowd.join("שרה כהן", "tea");
        crowd.join("A name that is as long as a name can be, which is 64 letters now", "tea");
        for (int i = 2; i < PEOPLE; i++) {
            crowd.join("Person " + i, "tea");
        }
        crowd.say(0, "tea", "שלום https://example.org/ \u2615");
        crowd.say(1, "tea", "oneverylongword".repeat(40));
    }

    @AfterAll
    static void end() {
        crowd.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"light, 1280, 800", "dark, 1280, 800", "light, 390, 844", "dark, 390, 844"})
    void axeFindsNothing(String colours, int width, int height) {
        page = new ChatPage();
        page.size(width, height);
        page.prefer(colours);
        page.open(server.address());
        page.awaitFocus("name-input");
        page.axeFindsNothing();

        page.enterHere("Ada", "tea");
        page.awaitCount("[data-testid=member]", PEOPLE + 1);
        page.say("hello");
        page.awaitState("sent");
        page.axeFindsNothing();

        if (width < 760) {
            page.pressAt("open-people", Keys.ENTER);
            page.awaitFocusIn("[data-part=people]");
            page.axeFindsNothing();
            page.press(Keys.ESCAPE);
            page.pressAt("open-rooms", Keys.ENTER);
            page.awaitFocusIn("[data-part=rail]");
            page.axeFindsNothing();
            page.press(Keys.ESCAPE);
        }
        page.network(false);
        page.awaitConnection("offline");
        page.axeFindsNothing();
    }
}
