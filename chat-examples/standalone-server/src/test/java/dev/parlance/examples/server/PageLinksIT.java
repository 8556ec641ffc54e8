package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Addresses of rooms and messages, good at another node too, and the ways that the browser itself has: back, forward, again. */
class PageLinksIT {
    private static final String SOUGHT =
            "[...document.querySelectorAll('.is-sought [data-testid=message-text]')].map(each => each.textContent)";
    private static final String TOAST =
            "[...document.querySelectorAll('.toast.is-shown')].map(each => each.textContent)";
    private static final String ROOMS =
            "[...document.querySelectorAll('[data-testid=room]')].map(each => each.dataset.roomId)";

    private static int tests;

    @AutoClose
    private static TwoNodes nodes;

    @AutoClose
    private ChatPage page;

    private final String tea = "tea-" + ++tests;
    private final String cake = "cake-" + tests;
    private final String milk = "milk-" + tests;

    @BeforeAll
    static void start() {
        Chromium.require();
        nodes = TwoNodes.withRedis();
    }

    @BeforeEach
    void open() {
        page = new ChatPage();
        page.enter(nodes.one, "Ada", tea);
    }

    private void say(String what, int count) {
        page.run("const field = document.querySelector('[data-testid=composer]');"
                + " for (let i = 1; i <= " + count + "; i += 1) {"
                + "   field.value = `" + what + " ${i}`;"
                + "   field.form.requestSubmit();"
                + " }");
    }

    /** Copies the link of the first message that is there. */
    private String link() {
        page.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
        page.pointAt("[data-testid=message] .bubble");
        page.click("act-link");
        page.await(TOAST, "The link is in your clipboard.");
        return page.list("[window.copied]").get(0);
    }

    @Test
    void backAndForwardGoBetweenRoomsAndAReloadStays() {
        page.join(cake);
        page.join(milk);
        page.run("history.back()");
        page.awaitRoom(cake);
        page.run("history.back()");
        page.awaitRoom(tea);
        page.run("history.forward()");
        page.awaitRoom(cake);
        page.reload();
        page.awaitRoom(cake);
        page.await(ROOMS, tea, cake, milk);
        page.run("history.back()");
        page.awaitRoom(tea);
    }

    @Test
    void nobodyComesBackIntoARoomThatTheyHaveLeft() {
        page.join(cake);
        page.join(milk);
        page.run("document.querySelector('[data-room-id=" + cake + "] [data-testid=leave-room]').click()");
        page.await(ROOMS, tea, milk);
        page.run("history.back()");
        page.await("[decodeURIComponent(location.hash)]", "#room/" + milk);
        page.await(ROOMS, tea, milk);
        page.run("history.back()");
        page.awaitRoom(tea);
    }

    @Test
    void theLinkOfAMessageLeadsToItFromAnotherRoomAndFromOutsideHoweverFarUpItIs() {
        page.say("Long ago");
        page.awaitState("sent");
        String link = link();
        assertThat(link).contains("/#room/" + tea + "/");
        // no more than can wait to be sent
        say("line", 150);
        page.awaitCount("[data-state=sent]", 151);
        say("line", 150);
        page.awaitCount("[data-state=sent]", 301);
        page.reload();
        page.join(cake);
        page.run("location.href = '" + link + "'");
        page.awaitRoom(tea);
        page.await(SOUGHT, "Long ago");
        page.await("[location.hash]", "#room/" + tea);

        try (ChatPage other = new ChatPage()) {
            other.phone();
            other.enter(nodes.two.resolve("/" + link.substring(link.indexOf('#'))), "Bo", tea);
            other.await(SOUGHT, "Long ago");
        }
    }

    @Test
    void aLinkToWhatIsNoMoreSaysSo() {
        page.run("location.hash = '#room/" + cake + "/nothing-1'");
        page.awaitRoom(cake);
        page.await(TOAST, "The message is not there any more.");
    }

    @Test
    void aLinkThatSomebodySaysIsFollowedInThePage() {
        page.say("Here");
        page.awaitState("sent");
        String link = link();
        page.join(cake);
        page.say("See " + link);
        page.awaitState("sent");
        page.run("document.querySelector('[data-testid=message-text] a').click()");
        page.awaitRoom(tea);
        page.await(SOUGHT, "Here");
        page.run("history.back()");
        page.awaitRoom(cake);
    }

    @Test
    void aTabThatIsOpenedAfterOneWasClosedGoesOnThere() {
        page.join(cake);
        page.openTab(nodes.one);
        page.awaitFocusIn("[data-part=entry]");
        page.closeOtherTabs();
        page.openTab(nodes.one);
        page.awaitRoom(cake);
        page.await(ROOMS, tea, cake);
    }

    @Test
    void theKeyboardCopiesALinkToo() {
        page.say("Here");
        page.awaitState("sent");
        page.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
        page.pressAt("composer", Keys.chord(Keys.SHIFT, Keys.TAB));
        page.awaitFocus("message");
        page.pressAt("act-link", Keys.ENTER);
        page.await(TOAST, "The link is in your clipboard.");
        page.awaitFocus("message");
    }
}
