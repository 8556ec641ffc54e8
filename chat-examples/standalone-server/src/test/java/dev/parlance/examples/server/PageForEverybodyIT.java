package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Whoever reads and writes, by whatever means: fingers, large letters, colours of one's own, paper. */
class PageForEverybodyIT {
    @AutoClose
    private static ServerProcess server;

    @AutoClose
    private ChatPage page;

    private static final String FETCHED = "performance.getEntriesByType('resource').map(({ name }) => name)";

    private static final String STYLE =
            "getComputedStyle(document.querySelector('[data-testid=message-text]').parentNode)";

    @BeforeAll
    static void start() {
        Chromium.require();
        server = ServerProcess.start("--port", "0", "--host", "127.0.0.1", "--unlimited");
    }

    @BeforeEach
    void open() {
        page = new ChatPage();
    }

    @Test
    void whereFingersWriteEnterMakesALine() {
        page.phone();
        page.enter(server.address(), "Ada", "fingers");
        page.type("one" + Keys.ENTER + "two");
        page.say("");
        page.awaitMessages("You: one\ntwo");
        assertThat(page.list("[document.querySelector('[data-testid=composer]').enterKeyHint]"))
                .containsExactly("enter");
    }

    @Test
    void blanksBeforeTheFirstWordArriveAndEmptyLinesAroundItDoNot() {
        page.enter(server.address(), "Ada", "code");
        page.run("const field = document.querySelector('[data-testid=composer]');"
                + " field.value = '\\n  \\n    if (a) {\\n      b();\\n    }\\n\\n';"
                + " field.form.requestSubmit()");
        page.awaitMessages("You:     if (a) {\n      b();\n    }");
    }

    @Test
    void whatCanBeDoneWithAMessageStandsOnNoneOfItsWordsAndStaysInSight() {
        String edge = "document.querySelector('%s').%s";
        String bar = "[data-testid=actions]";
        page.enter(server.address(), "Ada", "bars");
        page.say("Short");
        page.awaitState("sent");
        page.pointAt("[data-testid=message-text]");
        page.awaitCount(bar, 1);
        assertThat(page.number(edge.formatted(bar, "getBoundingClientRect().bottom")))
                .isLessThanOrEqualTo(
                        page.number(edge.formatted("[data-testid=message-text]", "getClientRects()[0].top")) + 2);

        page.run("const field = document.querySelector('[data-testid=composer]');"
                + " field.value = 'line\\n'.repeat(60);"
                + " field.form.requestSubmit()");
        page.awaitCount("[data-state=sent]", 2);
        String tall = "[data-testid=message]:last-child .bubble";
        page.run("document.querySelector('" + tall + "').scrollIntoView({ block: 'center' })");
        page.pointAt(tall);
        page.awaitCount("[data-testid=message]:last-child " + bar, 1);
        assertThat(page.number(edge.formatted(bar, "getBoundingClientRect().top")))
                .isBetween(
                        page.number(edge.formatted("[data-part=log-scroll]", "getBoundingClientRect().top")),
                        page.number(edge.formatted("[data-part=log-scroll]", "getBoundingClientRect().bottom")) - 40);
    }

    @Test
    void lettersAreAsLargeAsTheBrowserIsToldTo() {
        page.enter(server.address(), "Ada", "letters");
        page.say("Hello");
        page.awaitState("sent");
        double before = page.number("parseFloat(" + STYLE + ".fontSize)");
        page.run("document.documentElement.style.fontSize = '200%'");
        assertThat(page.number("parseFloat(" + STYLE + ".fontSize)")).isEqualTo(2 * before);
        assertThat(page.list("[...document.querySelectorAll('[data-testid] , button, input, textarea')]"
                        + ".filter(each => each.checkVisibility())"
                        + ".filter(each => parseFloat(getComputedStyle(each).fontSize) < 20)"
                        + ".map(each => each.outerHTML)"))
                .as("what stays small")
                .isEmpty();
    }

    @Test
    void theFieldThatIsWrongIsSaidToBe() {
        page.open(server.address());
        page.click("enter");
        page.await(
                "[...document.querySelectorAll('[aria-invalid=true]')].map(each => each.dataset.part)", "name-input");
        page.pressAt("name-input", "Ada");
        page.await("[...document.querySelectorAll('[aria-invalid=true]')].map(each => each.dataset.part)");
    }

    @Test
    void whereColoursAreTheReadersOwnABubbleStillHasAnEdge() {
        page.feature("forced-colors", "active");
        page.enter(server.address(), "Ada", "colours");
        page.say("Hello");
        page.awaitState("sent");
        assertThat(page.list("[" + STYLE + ".borderTopStyle]")).containsExactly("solid");
    }

    @Test
    void whatColoursOneTabChoosesAllHave() {
        page.enter(server.address(), "Ada", "tabs");
        // as the browser tells the others
        page.run("localStorage.setItem('parlance.theme', 'dark');"
                + " dispatchEvent(new StorageEvent('storage', { key: 'parlance.theme' }))");
        page.await("[document.documentElement.dataset.theme]", "dark");
        page.await("[document.querySelector('[data-testid=theme]').title]", "Colours: dark");
    }

    @Test
    void onPaperThereIsAllThatWasSaidAndNothingToPress() {
        page.enter(server.address(), "Ada", "paper");
        page.run("const field = document.querySelector('[data-testid=composer]');"
                + " for (let i = 1; i <= 40; i += 1) {"
                + "   field.value = `line ${i}`;"
                + "   field.form.requestSubmit();"
                + " }");
        page.awaitCount("[data-state=sent]", 40);
        page.print();
        assertThat(page.list("[...document.querySelectorAll('button, textarea, input')]"
                        + ".filter(each => each.checkVisibility()).map(each => each.outerHTML)"))
                .isEmpty();
        assertThat(page.number("document.documentElement.scrollHeight"))
                .isGreaterThan(page.number("[...document.querySelectorAll('[data-testid=message]')]"
                        + ".reduce((sum, each) => sum + each.offsetHeight, 0)"));
    }

    @Test
    void anEmojiIsPickedByKeyboardWhereTheCaretIsAndToReactWithAndComesFromTheServerAlone() {
        Axe.require();
        // where no font has emoji in colours, the picker offers none unless it cannot look
        page.inEveryDocument("CanvasRenderingContext2D.prototype.getImageData = () => { throw new Error(); }");
        page.inEveryDocument(
                "window.refused = [];"
                        + " document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) => refused.push(`${violatedDirective} ${sourceFile}`))");
        page.enter(server.address(), "Ada", "emoji");
        page.type("Tea!" + Keys.ARROW_LEFT);
        assertThat(page.list(FETCHED + ".filter(each => each.includes('emoji'))"))
                .isEmpty();

        page.pressAt("composer", Keys.TAB);
        page.awaitFocus("emoji");
        page.press(Keys.ENTER);
        pick("teacup");
        page.await("[document.querySelector('[data-testid=composer]').value]", "Tea\uD83C\uDF75!");
        page.awaitFocus("composer");
        page.press("?" + Keys.ENTER);
        page.awaitMessages("You: Tea\uD83C\uDF75?!");

        page.awaitState("sent");
        page.pointAt("[data-testid=message] .bubble");
        page.click("quick-more");
        pick("octopus");
        page.await(
                "[...document.querySelectorAll('[data-testid=reaction]')].map(each => each.textContent)",
                "\uD83D\uDC191");

        page.click("emoji");
        page.awaitFocusIn("emoji-picker");
        page.axeFindsNothing();
        page.press(Keys.ESCAPE);
        page.awaitCount("dialog[open]", 0);
        page.awaitFocus("composer");
        assertThat(page.list(FETCHED + ".filter(each => !each.startsWith(location.origin))"))
                .isEmpty();
        assertThat(page.list("refused")).isEmpty();
    }

    /** Types into the picker, which has the focus, and takes what is found first. */
    private void pick(String name) {
        page.awaitFocusIn("emoji-picker");
        page.press(name);
        page.await(
                "[String(document.querySelector('emoji-picker').shadowRoot.querySelectorAll('#search-results [role=option]').length)]",
                "1");
        page.press(Keys.ENTER);
        page.press(Keys.ENTER);
        page.awaitCount("dialog[open]", 0);
    }

    @Test
    void whoDoesNotLookIsToldOfWhatIsForThemByOneTabOnceTheyHaveAllowedIt() {
        SystemAlerts.standIn(page);
        page.enter(server.address(), "Ada", "alerts");
        comesBo("alerts");
        SystemAlerts.lookAway(page, true);
        page.run("bo.send('alerts', 'before', { mentions: [ada] })");
        page.awaitMessages("Bo: before");
        page.await("[...told, String(asked)]", "0");

        SystemAlerts.lookAway(page, false);
        page.click("open-alerts");
        page.click("alerts-ask");
        page.awaitCount("[data-testid=alerts-ask]", 0);
        page.await("[String(asked)]", "1");
        page.click("close-alerts");

        SystemAlerts.lookAway(page, true);
        page.run("bo.send('alerts', 'for nobody'); bo.send('alerts', 'for Ada', { mentions: [ada] })");
        page.await("told", "Bo in #alerts: for Ada");
        page.run("bo.send('other', 'elsewhere', { mentions: [ada] })");
        page.await("told", "Bo in #alerts: for Ada", "Bo in #other: elsewhere");
        page.run("last.onclick()");
        page.awaitRoom("other");
        page.awaitCount(".is-sought", 1);

        page.click("open-alerts");
        page.click("alerts-none");
        page.run("bo.send('alerts', 'silence', { mentions: [ada] })");
        page.awaitCount("[data-room-id=alerts] [data-testid=unread-for-me]", 1);
        assertThat(page.list("told")).hasSize(2);

        page.click("alerts-mentions");
        page.openTab(server.address());
        SystemAlerts.standIn(page);
        page.enter(server.address(), "Ada", "alerts");
        comesBo("alerts");
        SystemAlerts.lookAway(page, true);
        page.run("bo.send('alerts', 'once', { mentions: [ada] })");
        page.await("told.slice(2)", "Bo in #alerts: once");
        page.run("bo.send('alerts', 'twice', { mentions: [ada] })");
        page.await("told.slice(2)", "Bo in #alerts: once", "Bo in #alerts: twice");
    }

    /** Bo comes to a room, and to another one, in the same browser; {@code ada} is the id of who is there. */
    private void comesBo(String room) {
        page.run("window.ada = document.querySelector('[data-testid=member]').dataset.userId;"
                + " import('/parlance.js').then(({ connect }) => {"
                + "   const chat = connect({ url: `ws://${location.host}/ws`, userId: 'bo', username: 'Bo' });"
                + "   Promise.all([chat.join('other'), chat.join('" + room + "')]).then(() => (window.bo = chat));"
                + " });");
        page.await("[String(Boolean(window.bo))]", "true");
        page.awaitMembers("Ada", "Bo");
    }

    @Test
    void mentionsAreListedWhereverTheyAreAndADraftKeepsWhatItAnswers() {
        page.enter(server.address(), "Ada", "mentions");
        comesBo("mentions");
        page.run("bo.send('other', 'Tea, Ada?', { mentions: [ada] }); bo.send('mentions', 'Cake?')");
        page.await(
                "[...document.querySelectorAll('[data-testid=mentions-unseen]:not([hidden])')].map(each => each.firstChild.textContent)",
                "1");
        page.pointAt("[data-testid=message] .bubble");
        page.click("act-reply");
        page.type("Please");
        page.reload();
        page.await("[document.querySelector('[data-testid=composer]').value]", "Please");
        page.awaitCount("[data-testid=beside]", 1);

        page.click("open-mentions");
        page.await(
                "[...document.querySelectorAll('[data-testid=list-item] .list-text')].map(each => each.textContent)",
                "Tea, Ada?");
        page.await("[...document.querySelectorAll('.list-room')].map(each => each.textContent)", "#other");
        page.click("list-item");
        page.awaitRoom("other");
        page.awaitCount("[data-testid=message].is-sought", 1);
        page.awaitCount("[data-testid=mentions-unseen]:not([hidden])", 0);
    }

    @Test
    void theWholeRoomIsMentionedByWhoMayAndOfferedToNobodyElse() {
        page.enter(server.address(), "Ada", "hall");
        page.run("window.ada = document.querySelector('[data-testid=member]').dataset.userId;"
                + " import('/parlance.js').then(({ connect }) => {"
                + "   const chat = connect({ url: `ws://${location.host}/ws`, userId: ada, username: 'Ada' });"
                + "   chat.on('state', async ({ state }) => {"
                + "     if (state === 'online') window.created = await chat.createRoom({ roomId: 'owned', kind: 'open' });"
                + "   });"
                + " });");
        page.await("[String(window.created?.kind)]", "open");
        page.type("@");
        page.awaitCount("[data-testid=mention-option]", 0);
        page.press("room" + Keys.ENTER);
        page.awaitState("sent");
        page.awaitCount("[data-testid=mention]", 0);

        page.join("owned");
        page.type("@ro");
        page.await(
                "[...document.querySelectorAll('[data-testid=mention-option] .mention-about')].map(each => each.textContent)",
                "Everybody in this room");
        page.press(Keys.ENTER);
        page.press("tea" + Keys.ENTER);
        page.awaitMessages("You: @room tea");
        page.awaitState("sent");
        page.await("[...document.querySelectorAll('[data-testid=mention]')].map(each => each.textContent)", "@room");
    }
}
