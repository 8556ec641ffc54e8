package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What is done with what was said, by two people at two nodes: Ada has a mouse and a keyboard, Bo a phone. */
class PageConversationIT {
    private static final String FIELD = "[document.querySelector('[data-testid=composer]').value]";
    private static final String QUOTES =
            "[...document.querySelectorAll('[data-testid=quote]')].map(each => each.innerText)";
    private static final String MENTIONS = "[...document.querySelectorAll('[data-testid=mention]')]"
            + ".map(each => `${each.textContent} ${each.classList.contains('is-me')}`)";
    private static final String REACTIONS = "[...document.querySelectorAll('[data-testid=reaction]')]"
            + ".map(each => `${each.textContent} ${each.ariaPressed}`)";
    private static final String PICKED =
            "document.querySelector('emoji-picker')?.shadowRoot.querySelectorAll('.tabpanel button.emoji')";
    /** Does something else with the next request of a name than to send it. */
    private static final String NEXT = "const { send } = WebSocket.prototype;"
            + " WebSocket.prototype.send = function (data) {"
            + "   if (!String(data).includes('%s')) return send.call(this, data);"
            + "   WebSocket.prototype.send = send;"
            + "   %s;"
            + " };";

    private static final String SAID = "[data-testid=message] .bubble";

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

    /** Each test has a room of its own. */
    @BeforeEach
    void goToTheNextRoom() {
        String room = "room-" + ++rooms;
        ada.goTo(room);
        bo.goTo(room);
        ada.awaitMembers("Ada", "Bo");
    }

    @Test
    void arrowUpEditsWhatOneHasSaidLastAndEscapeGoesBackToTheDraft() {
        ada.say("Milk");
        bo.awaitMessages("Ada: Milk");
        ada.awaitState("sent");
        ada.pressAt("composer", Keys.ARROW_UP);
        ada.await(FIELD, "Milk");
        ada.type("?");
        ada.press(Keys.ENTER);
        bo.awaitMessages("Ada: Milk?");
        bo.awaitCount(".edited", 1);
        ada.await(FIELD, "");

        ada.pressAt("composer", Keys.ARROW_UP);
        ada.await(FIELD, "Milk?");
        ada.press(Keys.ESCAPE);
        ada.awaitCount("[data-testid=beside]", 0);
        ada.await(FIELD, "");
    }

    @Test
    void whatWasEditedElsewhereMeanwhileIsNotWrittenOverUnseen() {
        ada.say("Milk");
        bo.awaitMessages("Ada: Milk");
        ada.awaitState("sent");
        ada.pressAt("composer", Keys.ARROW_UP);
        ada.await(FIELD, "Milk");
        ada.type("!");
        // another device of hers
        ada.run("import('/parlance.js').then(({ connect }) => {"
                + " const message = document.querySelector('[data-testid=message]').dataset;"
                + " const chat = connect({ url: `ws://${location.host}/ws`, userId: message.userId, username: 'Ada' });"
                + " const roomId = 'room-" + rooms + "';"
                + " chat.join(roomId).then(() => chat.edit({ roomId, id: message.messageId }, { message: 'Sugar' })).then(() => chat.close());"
                + "})");
        bo.awaitMessages("Ada: Sugar");
        ada.press(Keys.ENTER);
        ada.awaitNote("It was changed elsewhere meanwhile. Save again to replace that.");
        ada.press(Keys.ENTER);
        bo.awaitMessages("Ada: Milk!");
    }

    @Test
    void aDeletionIsTakenBackOrIsSeenByAllAfterAWhile() {
        ada.say("one");
        ada.say("two");
        bo.awaitMessages("Ada: one", "Ada: two");
        ada.pointAt(SAID);
        ada.click("act-delete");
        ada.awaitCount("[data-testid=message-text]", 1);
        ada.awaitFocus("undo-delete");
        ada.press(Keys.ENTER);
        ada.awaitMessages("You: one", "You: two");

        ada.pointAt(SAID);
        ada.click("act-delete");
        bo.awaitCount("[data-testid=message-deleted]", 1);
        bo.awaitCount("[data-testid=message-text]", 1);
        ada.awaitCount("[data-testid=undo-delete]", 0);
    }

    @Test
    void aQuoteFollowsWhatBecomesOfTheOriginalAndLeadsToIt() {
        ada.say("Tea?");
        bo.awaitMessages("Ada: Tea?");
        bo.hold(SAID);
        bo.click("act-reply");
        bo.type("Please");
        bo.click("send");
        ada.await(QUOTES, "Ada\nTea?");
        bo.await(QUOTES, "Ada\nTea?");

        ada.pressAt("composer", Keys.ARROW_UP);
        ada.await(FIELD, "Tea?");
        ada.type(" Or coffee?");
        ada.press(Keys.ENTER);
        ada.await(QUOTES, "Ada\nTea? Or coffee?");
        bo.await(QUOTES, "Ada\nTea? Or coffee?");

        ada.click("quote");
        ada.awaitCount("[data-testid=message].is-sought:focus", 1);
        ada.pointAt(SAID);
        ada.click("act-delete");
        ada.reload();
        bo.await(QUOTES, "Ada\nMessage deleted");
        ada.await(QUOTES, "Ada\nMessage deleted");
    }

    @Test
    void aQuoteOfWhatIsNotLoadedIsLookedUpAndTheWayToItLoadsIt() {
        ada.say("Long ago");
        ada.run("for (let i = 1; i <= 120; i += 1) {"
                + " const field = document.querySelector('[data-testid=composer]');"
                + " field.value = `line ${i}`;"
                + " field.form.requestSubmit();"
                + "}");
        ada.awaitCount("[data-state=sent]", 121);
        ada.run("document.querySelector('[data-testid=message]').focus({ focusVisible: true })");
        ada.click("act-reply");
        ada.type("I remember");
        ada.press(Keys.ENTER);
        bo.await(
                "[...document.querySelectorAll('[data-testid=message-text]')].slice(-1).map(each => each.textContent)",
                "I remember");

        bo.reload();
        bo.await(QUOTES, "Ada\nLong ago");
        assertThat(bo.number("document.querySelectorAll('[data-testid=message]').length"))
                .isLessThan(121);
        bo.click("quote");
        bo.awaitCount(".is-sought", 1);
        assertThat(bo.list("[document.querySelector('.is-sought [data-testid=message-text]').textContent]"))
                .containsExactly("Long ago");
    }

    @Test
    void whatIsPinnedIsMarkedForAll() {
        bo.say("Bring cake");
        ada.awaitMessages("Bo: Bring cake");
        ada.pointAt(SAID);
        ada.click("act-pin");
        bo.awaitCount("[data-testid=pinned]", 1);
        bo.hold(SAID);
        bo.click("act-pin");
        ada.awaitCount("[data-testid=pinned]", 0);
        bo.awaitCount("[data-testid=actions]", 0);
    }

    @Test
    void reactionsAreCountedForAllAndTheOwnOnesAreTakenBack() {
        ada.say("Cake");
        bo.awaitMessages("Ada: Cake");
        ada.pointAt(SAID);
        ada.click("quick");
        ada.await(REACTIONS, "\uD83D\uDC4D1 true");
        bo.await(REACTIONS, "\uD83D\uDC4D1 false");
        bo.hold(SAID);
        bo.click("quick");
        bo.awaitCount("[data-testid=actions]", 0);
        bo.await(REACTIONS, "\uD83D\uDC4D2 true");
        ada.await(REACTIONS, "\uD83D\uDC4D2 true");
        ada.reload();
        ada.await(REACTIONS, "\uD83D\uDC4D2 true");
        ada.click("reaction");
        bo.await(REACTIONS, "\uD83D\uDC4D1 true");
        bo.click("reaction");
        ada.await(REACTIONS);
    }

    @Test
    void thePinnedMessagesAreListedLeadToWhereTheyWereSaidAndAreTakenOut() {
        ada.say("Bring cake");
        ada.awaitState("sent");
        ada.click("open-pins");
        ada.await(
                "[...document.querySelectorAll('.list-note')].map(each => each.textContent)",
                "Nothing is pinned here yet. Pin what everybody should find again.");
        ada.click("close-list");
        bo.awaitMessages("Ada: Bring cake");
        bo.hold(SAID);
        bo.click("act-pin");
        ada.awaitCount("[data-testid=pinned]", 1);
        ada.click("open-pins");
        ada.awaitCount("[data-testid=list-item]", 1);
        ada.click("list-item");
        ada.awaitCount("[data-testid=message].is-sought", 1);
        ada.awaitCount("dialog[open]", 0);

        ada.click("open-pins");
        ada.click("list-drop");
        bo.awaitCount("[data-testid=pinned]", 0);
        ada.awaitCount("[data-testid=list-item]", 0);
        ada.click("close-list");
    }

    @Test
    void whoIsMeantIsChosenFromThePeopleHereAndIsMentionedAndNobodyElse() {
        ada.type("Milk, @b");
        ada.awaitCount("[data-testid=mention-option]", 1);
        ada.press(Keys.ENTER);
        ada.await(FIELD, "Milk, @Bo ");
        ada.type("or @nobody?");
        ada.press(Keys.ENTER);
        ada.await(MENTIONS, "@Bo false");
        bo.await(MENTIONS, "@Bo true");
        bo.awaitCount(".for-me", 1);

        ada.awaitState("sent");
        ada.pressAt("composer", Keys.ARROW_UP);
        ada.await(FIELD, "Milk, @Bo or @nobody?");
        ada.run("document.querySelector('[data-testid=composer]').value = 'Milk?'");
        ada.press(Keys.ENTER);
        bo.awaitMessages("Ada: Milk?");
        bo.awaitCount(".for-me", 0);

        ada.type("@");
        ada.awaitCount("[data-testid=mention-option]", 1);
        ada.press(Keys.ESCAPE);
        ada.awaitCount("[data-testid=mention-option]", 0);
        ada.await(FIELD, "@");
        ada.press(Keys.BACK_SPACE);
    }

    @Test
    void onAPhoneADraftStaysANameIsOfferedAndADeletionIsTakenBack() {
        bo.type("Milk, @a");
        bo.click("mention-option");
        bo.await(FIELD, "Milk, @Ada ");
        bo.reload();
        bo.await(FIELD, "Milk, @Ada ");
        bo.click("send");
        ada.await(MENTIONS, "@Ada true");
        bo.await(FIELD, "");

        bo.awaitState("sent");
        bo.hold(SAID);
        bo.click("act-delete");
        bo.click("undo-delete");
        bo.awaitMessages("You: Milk, @Ada");
        bo.awaitCount("[data-testid=undo-delete]", 0);
    }

    @Test
    void onAPhoneCodeOfTheOtherNodeGoesOnBehindItsEdgeAndIsCopiedWhichHidesNothingThatWasSaid() {
        sayAsIs("```\\nconst answer = await fetch(address, { headers, redirect, signal });\\n```\\n**soon**");
        String code = "document.querySelector('[data-testid=code]')";
        bo.await("[" + code + "?.textContent]", "const answer = await fetch(address, { headers, redirect, signal });");
        bo.awaitCount("strong", 1);
        assertThat(bo.number(code + ".getClientRects().length")).isEqualTo(1);
        assertThat(bo.number(code + ".parentNode.scrollWidth - " + code + ".parentNode.clientWidth"))
                .isGreaterThan(50);
        assertThat(bo.number("document.documentElement.scrollWidth")).isEqualTo(390);

        bo.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
        bo.click("copy-code");
        bo.await("[window.copied]", "const answer = await fetch(address, { headers, redirect, signal });");
        bo.await("[document.querySelector('.toast').textContent]", "The text is in your clipboard.");
        assertThat(bo.number("document.querySelector('.toast').getBoundingClientRect().bottom"))
                .isLessThan(bo.number("document.querySelector('.bubble').getBoundingClientRect().top"));
    }

    @Test
    void onAPhoneAnEmojiIsPickedIntoTheRoomsField() {
        bo.click("emoji");
        bo.await("[String(" + PICKED + "?.length > 0)]", "true");
        bo.run(PICKED + "[0].click()");
        bo.awaitCount("dialog[open]", 0);
        bo.await("[String(" + FIELD + "[0].length > 0)]", "true");
        bo.click("send");
        ada.awaitCount(".is-big", 1);
    }

    @Test
    void whoIsLetInLateSeesThatItIsUnderWay() {
        ada.run(NEXT.formatted("join_room", "window.held = () => send.call(this, data)"));
        ada.goTo("late-" + rooms);
        ada.await(
                "[...document.querySelectorAll('[data-testid=joining] [role=status]')]"
                        + ".filter(each => getComputedStyle(each).visibility === 'visible').map(each => each.textContent)",
                "Coming in…");
        ada.run("held()");
        ada.awaitCount("[data-testid=joining] [role=status]", 0);
        ada.awaitCount("[data-testid=empty-room]:not([hidden])", 1);
    }

    @Test
    void whatCouldNotBeSentStaysWithItsTextAndIsSentWhenOneWants() {
        ada.run(NEXT.formatted("send_message", "send.call(this, data.replace('Tea', 'x'.repeat(50_000)))"));
        ada.say("Tea");
        ada.awaitState("failed");
        ada.awaitMessages("You: Tea");
        ada.await(
                "[...document.querySelectorAll('[data-testid=failure]')].map(each => each.innerText)",
                "Not sent. It is too long for this server.");
        assertThat(bo.messages()).isEmpty();
        ada.click("retry");
        ada.awaitState("sent");
        bo.awaitMessages("Ada: Tea");
    }

    @Test
    void whoDoesNotLookIsToldOfWhatIsForThemOnTheOtherNode() {
        SystemAlerts.standIn(ada);
        ada.reload();
        ada.click("open-alerts");
        ada.click("alerts-ask");
        ada.awaitCount("[data-testid=alerts-ask]", 0);
        ada.click("close-alerts");
        ada.awaitCount("dialog[open]", 0);
        SystemAlerts.lookAway(ada, true);
        bo.say("for nobody");
        bo.say("Tea, @Ada?");
        ada.await("told", "Bo in #room-" + rooms + ": Tea, @Ada?");
        SystemAlerts.lookAway(ada, false);
    }

    /** As JavaScript writes it. */
    private static void sayAsIs(String text) {
        ada.run("const field = document.querySelector('[data-testid=composer]');"
                + " field.value = '" + text + "';"
                + " field.form.requestSubmit()");
    }

    @Test
    void aMessageThatMentionsOneElsewhereSaysSoInTheListOfRooms() {
        String here = "room-" + rooms;
        bo.goTo("hall");
        ada.say("@Bo?");
        String mark = "[data-room-id=" + here + "] [data-testid=unread-for-me]";
        bo.awaitCount(mark, 1);
        bo.goTo(here);
        bo.awaitMessages("Ada: @Bo?");
        bo.awaitCount(mark, 0);
    }

    @Test
    void axeFindsNothingInAnyOfIt() {
        bo.say("Tea?");
        ada.awaitMessages("Bo: Tea?");
        ada.pressAt("composer", Keys.chord(Keys.SHIFT, Keys.TAB));
        ada.awaitCount("[data-testid=actions]", 1);
        ada.click("act-pin");
        ada.awaitCount("[data-testid=pinned]", 1);
        ada.press(Keys.ENTER);
        ada.click("quick");
        ada.awaitCount("[data-testid=reaction]", 1);
        ada.press(Keys.ENTER);
        ada.axeFindsNothing();
        ada.click("act-reply");
        ada.type("@");
        ada.awaitCount("[data-testid=mention-option]", 1);
        ada.axeFindsNothing();
        ada.press(Keys.ENTER);
        ada.press(Keys.ENTER);
        ada.awaitCount("[data-testid=quote]", 1);
        ada.click("open-pins");
        ada.awaitCount("[data-testid=list-item]", 1);
        ada.axeFindsNothing();
        ada.press(Keys.ESCAPE);
    }

    @Test
    void theKeyboardComesToEveryMessageAndToWhatCanBeDoneWithIt() {
        ada.say("one");
        ada.say("two");
        bo.awaitMessages("Ada: one", "Ada: two");
        ada.pressAt("composer", Keys.chord(Keys.SHIFT, Keys.TAB));
        ada.awaitFocus("message");
        ada.press(Keys.ARROW_UP);
        ada.await("[document.activeElement.querySelector('[data-testid=message-text]').textContent]", "one");
        ada.press(Keys.ENTER);
        ada.awaitFocus("quick");
        ada.press(Keys.ESCAPE);
        ada.awaitFocus("message");
        ada.press(Keys.ESCAPE);
        ada.awaitFocus("composer");
    }
}
