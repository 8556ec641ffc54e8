package dev.parlance.examples.server;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What answers one message, read and written beside the room, and on a phone, at another node, above it. */
class PageThreadIT {
    private static final String THREAD =
            "[...document.querySelectorAll('[data-testid=answers] [data-testid=message-text]')]"
                    + ".map(each => each.textContent)";
    private static final String SUMMARY = "[...document.querySelectorAll('[data-testid=thread]')]"
            + ".map(each => each.firstElementChild.nextElementSibling.textContent)";
    private static final String FIELD = "[document.querySelector('[data-testid=thread-composer]').value]";
    private static final String SAID = "[data-testid=messages] [data-testid=message] .bubble";
    private static final String EMOJI =
            "document.querySelector('emoji-picker')?.shadowRoot.querySelectorAll('.tabpanel button.emoji')";
    private static final String OPEN = "[data-testid=thread-panel]:not([hidden])";

    @AutoClose
    private static TwoNodes nodes;

    @AutoClose
    private static ChatPage ada;

    @AutoClose
    private static ChatPage bo;

    private static int rooms;

    @BeforeAll
    static void open() {
        Chromium.require();
        Axe.require();
        nodes = TwoNodes.withRedis();
        ada = new ChatPage();
        bo = new ChatPage();
        bo.phone();
        // where no font has emoji in colours, the picker offers none unless it cannot look
        bo.inEveryDocument("CanvasRenderingContext2D.prototype.getImageData = () => { throw new Error(); }");
        ada.enter(nodes.one, "Ada", "hall");
        bo.enter(nodes.two, "Bo", "hall");
    }

    /** In a room of its own Bo has asked something, and Ada has the thread of it before her. */
    @BeforeEach
    void openAThread() {
        String room = "room-" + ++rooms;
        ada.goTo(room);
        bo.goTo(room);
        ada.awaitMembers("Ada", "Bo");
        bo.say("Tea?");
        ada.awaitMessages("Bo: Tea?");
        ada.pointAt(SAID);
        ada.click("act-thread");
        ada.awaitFocusIn(OPEN);
    }

    private static void answer(ChatPage page, String text) {
        page.pressAt("thread-composer", text);
        page.click("thread-send");
    }

    @Test
    void whoAnswersAndWhoWritesElsewhereAreHeardThereAndTheRootCounts() {
        answer(ada, "Please");
        ada.await(THREAD, "Tea?", "Please");
        bo.await(SUMMARY, "1 reply");
        bo.click("thread");
        bo.await(THREAD, "Tea?", "Please");
        answer(bo, "With milk?");
        ada.await(THREAD, "Tea?", "Please", "With milk?");
        ada.await(SUMMARY, "2 replies");
        ada.say("Something else");
        bo.await(
                "[...document.querySelectorAll('[data-testid=messages] [data-testid=message-text]')].map(each => each.textContent)",
                "Tea?",
                "Please",
                "With milk?",
                "Something else");
        bo.await(THREAD, "Tea?", "Please", "With milk?");
    }

    @Test
    void whatTheRoomHasNotLoadedIsReadFromTheServer() {
        answer(ada, "Please");
        ada.await(SUMMARY, "1 reply");
        ada.run("const field = document.querySelector('[data-testid=composer]');"
                + " for (let i = 1; i <= 120; i += 1) {"
                + "   field.value = `line ${i}`;"
                + "   field.form.requestSubmit();"
                + " }");
        ada.awaitCount("[data-testid=messages] [data-state=sent]", 122);
        ada.reload();
        ada.await(THREAD, "Tea?", "Please");
        answer(ada, "Or coffee");
        ada.await(THREAD, "Tea?", "Please", "Or coffee");
    }

    @Test
    void arrowUpEditsTheLastAnswerAndDeletingTakesItOutAndDown() {
        answer(ada, "Pleas");
        ada.await(THREAD, "Tea?", "Pleas");
        ada.await(
                "[[...document.querySelectorAll('[data-testid=answers] [data-testid=message]')].at(-1).dataset.state]",
                "sent");
        ada.pressAt("thread-composer", Keys.ARROW_UP);
        ada.await(FIELD, "Pleas");
        ada.press("e" + Keys.ENTER);
        ada.await(THREAD, "Tea?", "Please");
        ada.await(FIELD, "");
        ada.awaitFocusIn(OPEN);
        ada.await("[document.querySelector('[data-testid=composer]').value]", "");

        ada.pointAt("[data-testid=answers] .own .bubble");
        ada.run("document.querySelector('[data-testid=answers] [data-testid=act-delete]').click()");
        ada.await(THREAD, "Tea?");
        ada.await(SUMMARY);
    }

    @Test
    void escapeClosesItAndGivesTheFocusBackAndForwardOpensItAgain() {
        answer(ada, "Please");
        ada.await(SUMMARY, "1 reply");
        ada.press(Keys.ESCAPE);
        ada.awaitCount(OPEN, 0);
        ada.awaitFocus("thread");
        ada.await("[location.hash]", "#room/room-" + rooms);
        ada.run("history.forward()");
        ada.awaitCount(OPEN, 1);
        ada.await(THREAD, "Tea?", "Please");
        ada.click("open-people");
        ada.awaitCount(OPEN, 0);
        ada.awaitCount("[data-testid=member]", 2);
    }

    @Test
    void onAPhoneItIsAboveTheRoomAndBackClosesIt() {
        answer(ada, "Please");
        bo.await(SUMMARY, "1 reply");
        bo.click("thread");
        bo.awaitFocusIn(OPEN);
        bo.await("[document.querySelector('[data-part=room]').inert].map(String)", "true");
        bo.run("history.back()");
        bo.awaitCount(OPEN, 0);
        bo.awaitFocus("thread");
        bo.await("[document.querySelector('[data-part=room]').inert].map(String)", "false");
    }

    @Test
    void itsDraftIsKeptApartFromTheRooms() {
        ada.pressAt("thread-composer", "half a sent");
        ada.pressAt("composer", "other");
        ada.click("close-thread");
        ada.awaitCount(OPEN, 0);
        ada.pointAt(SAID);
        ada.click("act-thread");
        ada.await(FIELD, "half a sent");
        ada.reload();
        ada.await(FIELD, "half a sent");
        ada.await("[document.querySelector('[data-testid=composer]').value]", "other");
    }

    @Test
    void codeInAnAnswerIsCopiedAndAnEmojiIsPickedForOneOnAPhone() {
        ada.run("const field = document.querySelector('[data-testid=thread-composer]');"
                + " field.value = '```\\n  b();\\n```';"
                + " field.form.requestSubmit()");
        bo.await(SUMMARY, "1 reply");
        bo.click("thread");
        bo.awaitCount("[data-testid=answers] [data-testid=copy-code]", 1);
        bo.run("navigator.clipboard.writeText = async (text) => { window.copied = text; };"
                + " document.querySelector('[data-testid=answers] [data-testid=copy-code]').click()");
        bo.await("[window.copied]", "  b();");

        bo.click("thread-emoji");
        bo.await("[String(" + EMOJI + "?.length > 0)]", "true");
        bo.run(EMOJI + "[0].click()");
        bo.awaitCount("dialog[open]", 0);
        bo.await("[String(" + FIELD + "[0].length > 0)]", "true");
        bo.click("thread-send");
        ada.awaitCount("[data-testid=answers] .is-big", 1);
        bo.run("history.back()");
        bo.awaitCount(OPEN, 0);
    }

    @Test
    void axeFindsNothingInIt() {
        answer(ada, "Please");
        bo.await(SUMMARY, "1 reply");
        ada.axeFindsNothing();
        ada.prefer("dark");
        ada.axeFindsNothing();
        ada.prefer("light");
        bo.click("thread");
        bo.await(THREAD, "Tea?", "Please");
        bo.axeFindsNothing();
        bo.run("history.back()");
        bo.awaitCount(OPEN, 0);
    }
}
