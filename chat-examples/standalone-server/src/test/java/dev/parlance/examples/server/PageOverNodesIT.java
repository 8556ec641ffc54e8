package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Two people with a login: Ada at one node, Bo with a phone at the other, where Ada has a second device, a phone too. */
class PageOverNodesIT {
    private static final String RECEIPTS = "[...document.querySelectorAll('[data-testid=receipt]')]"
            + ".map(each => each.querySelector('summary')?.innerText ?? each.innerText)";
    private static final String DIRECT =
            "[...document.querySelectorAll('[data-testid=direct-list] [data-testid=room-link]')]"
                    + ".map(each => ['.room-label', '.room-last', '.badge'].map(part => each.querySelector(part)?.textContent).join(': '))";
    private static final String ROOMS =
            "[...document.querySelectorAll('[data-testid=rooms-list] .room-label')].map(each => each.textContent)";
    private static final String PRESENCE =
            "[...document.querySelectorAll('[data-testid=presence]')].map(each => each.textContent)";
    private static final String AWAY =
            "[...document.querySelectorAll('[data-testid=away]')].map(each => `${each.title}: ${each.lastChild.textContent}`)";
    private static final String UNSEEN =
            "[...document.querySelectorAll('[data-testid=mentions-unseen]:not([hidden])')].map(each => each.firstChild.textContent)";
    private static final String LISTED =
            "[...document.querySelectorAll('[data-testid=list-item]')].map(each => `${each.querySelector('.name').textContent}: ${each.querySelector('.list-text').textContent}`)";
    /** Faster than any hand, however slow the machine. */
    private static final String STEP =
            "const step = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true }));";

    private static final String PICTURES =
            "[...document.querySelectorAll('[data-testid=message] [data-testid=picture]')].filter(each => !each.hidden && each.naturalWidth > 0).map(each => new URL(each.src).pathname)";

    @AutoClose
    private static TwoNodes nodes;

    private static int tests;

    @AutoClose
    private static ChatPage ada;

    @AutoClose
    private static ChatPage phone;

    @AutoClose
    private static ChatPage bo;

    @BeforeAll
    static void start() {
        Chromium.require();
        Axe.require();
        nodes = TwoNodes.withRedis(Map.of("JWT_SECRET", Tokens.SECRET, "REQUIRE_LOGIN", "true"));
        ada = new ChatPage();
        phone = new ChatPage();
        phone.phone();
        bo = new ChatPage();
        bo.phone();
    }

    /** Each test has people and rooms of its own: users are those of one store. */
    @BeforeEach
    void open() {
        tests += 1;
        for (ChatPage browser : List.of(ada, phone, bo)) {
            browser.forget();
        }
    }

    private static String own(String name) {
        return name + "-" + tests;
    }

    private static void comeIn(ChatPage browser, URI node, String name, String room) {
        browser.enterWith(tokenOf(name, name, node), node, own(room));
    }

    /** Of the user who was called {@code first} when it all began; the picture is one that this node has. */
    private static String tokenOf(String first, String name, URI node) {
        return Tokens.of(
                own(first.toLowerCase(Locale.ROOT)), name, Duration.ofMinutes(5), node.resolve("/favicon.svg"));
    }

    /** Has a further connection of a user do something, in whichever browser. */
    private static void also(ChatPage browser, URI node, String first, String name, String act) {
        browser.run("window.done = []; import('/parlance.js').then(({ connect }) => {"
                + " const chat = connect({ url: `ws://${location.host}/ws`, token: '" + tokenOf(first, name, node)
                + "' });"
                + " chat.on('state', async ({ state }) => {"
                + "   if (state !== 'online') return;"
                + act
                + "   window.done = ['done'];"
                + " });"
                + "})");
        browser.await("window.done", "done");
    }

    @Test
    void whatIsSaidPrivatelyIsInTheOthersListAndItsAuthorSeesThatItWasRead() {
        comeIn(ada, nodes.one, "Ada", "tea");
        comeIn(bo, nodes.two, "Bo", "tea");
        bo.say("one");
        bo.awaitCount("[data-room-id=" + own("tea") + "] [data-testid=room-last]", 1);
        bo.say("two"); // behind which the room is followed
        ada.awaitMessages("Bo: one", "Bo: two");
        ada.say("hello");
        ada.await(RECEIPTS, "Read by one");
        ada.run("document.querySelector('[data-testid=receipt] summary').focus()");
        ada.press(Keys.ENTER);
        ada.await("[...document.querySelectorAll('.receipt-names')].map(each => each.innerText)", "Bo");

        ada.click("message-privately");
        ada.awaitRoom("Bo");
        ada.await("[document.querySelector('[data-testid=composer]').placeholder]", "Message Bo");
        ada.say("psst");
        ada.awaitState("sent");
        bo.await(DIRECT, "Ada: psst: 1 unread");
        assertThat(ada.list(RECEIPTS)).isEmpty();
        bo.showRooms();
        bo.pressSlowly("[data-testid=direct-list] [data-testid=room-link]");
        bo.awaitRoom("Ada");
        bo.awaitMessages("Ada: psst");
        ada.await(RECEIPTS, "Read");
        ada.axeFindsNothing();
        ada.reload();
        ada.awaitRoom("Bo");
        ada.await(RECEIPTS, "Read");
    }

    @Test
    void whoIsCalledSomethingElseNowIsSoAtOldMessagesAndInTheListsOnAllDevices() {
        comeIn(bo, nodes.two, "Bo", "tea");
        comeIn(ada, nodes.one, "Ada", "tea");
        ada.awaitMembers("Ada", "Bo");
        bo.say("Tea, @Ada?");
        bo.awaitState("sent");
        ada.awaitMessages("Bo: Tea, @Ada?");
        ada.pointAt("[data-testid=message] .bubble");
        ada.click("act-reply");
        ada.type("Please, @Bo" + Keys.ESCAPE);
        ada.press(Keys.ENTER);
        ada.awaitCount("[data-testid=mention]", 2);
        ada.await(PICTURES);

        also(bo, nodes.one, "Bo", "Robert", "");
        ada.awaitMessages("Robert: Tea, @Ada?", "You: Please, @Bo");
        ada.await("[...document.querySelectorAll('.quote-name')].map(each => each.textContent)", "Robert");
        ada.awaitCount("[data-testid=mention]", 2);
        ada.await(PICTURES, "/favicon.svg");
        ada.click("open-mentions");
        ada.await(LISTED, "Robert: Tea, @Ada?");
        ada.click("close-list");

        comeIn(phone, nodes.two, "Ada", "tea");
        phone.awaitMessages("Robert: Tea, @Ada?", "You: Please, @Bo");
        phone.awaitCount("[data-testid=message] [data-testid=picture]:not([hidden])", 0);
        phone.axeFindsNothing();
    }

    @Test
    void ofARoomOfTwoItSaysWhetherTheOtherOneIsThereOrWhenThatWasLast() {
        comeIn(bo, nodes.two, "Bo", "tea");
        comeIn(ada, nodes.one, "Ada", "tea");
        ada.awaitMembers("Ada", "Bo");
        ada.click("message-privately");
        ada.awaitRoom("Bo");
        ada.await(PRESENCE, "online");
        ada.say("psst");
        ada.awaitState("sent");
        bo.await(DIRECT, "Ada: psst: 1 unread");
        bo.showRooms();
        bo.leave();
        ada.await(PRESENCE, "last seen just now");
        ada.await(AWAY, "Bo: last seen just now");
        ada.axeFindsNothing();

        comeIn(phone, nodes.two, "Ada", "tea");
        phone.awaitCount("[data-testid=direct-list] [data-testid=room-link]", 1);
        phone.showRooms();
        phone.pressSlowly("[data-testid=direct-list] [data-testid=room-link]");
        phone.awaitRoom("Bo");
        phone.await(PRESENCE + ".map(each => each.replace(/ \\d.*| just.*/, ''))", "last seen");
        phone.axeFindsNothing();

        bo.forget();
        comeIn(bo, nodes.two, "Bo", "tea");
        ada.await(PRESENCE, "online");
        phone.await(PRESENCE, "online");
    }

    @Test
    void whatMentionedOneWhileOneWasAwayIsListedAndLeadsThere() {
        comeIn(bo, nodes.two, "Bo", "tea");
        comeIn(ada, nodes.one, "Ada", "tea");
        also(ada, nodes.one, "Ada", "Ada", "await chat.follow('" + own("tea") + "');");
        ada.join(own("cake"));
        bo.awaitMembers("Bo", "Ada");
        bo.say("Tea, @Ada?");
        bo.run("const field = document.querySelector('[data-testid=composer]');"
                + " for (let i = 1; i <= 60; i += 1) {"
                + "   field.value = `line ${i}`;"
                + "   field.form.requestSubmit();"
                + " }");
        ada.awaitUnread(own("tea"), "@61 unread, and you are mentioned");

        comeIn(phone, nodes.two, "Ada", "milk");
        phone.await(UNSEEN, "1");
        phone.showRooms();
        phone.click("open-mentions");
        phone.await(LISTED, "Bo: Tea, @Ada?");
        phone.click("list-item");
        phone.awaitRoom(own("tea"));
        phone.await(
                "[...document.querySelectorAll('.is-sought [data-testid=message-text]')].map(each => each.textContent)",
                "Tea, @Ada?");
        phone.await(UNSEEN);
    }

    @Test
    void roomsAreCalledByTheirNamesAndWhoPassesThemOnTheWayThroughTheListDoesNotComeIn() {
        comeIn(bo, nodes.two, "Bo", "cake");
        comeIn(ada, nodes.one, "Ada", "tea");
        also(
                ada,
                nodes.one,
                "Ada",
                "Ada",
                "await chat.follow('" + own("cake") + "');" + "await chat.createRoom({ roomId: '" + own("milk")
                        + "', kind: 'open', name: 'Dairy' });");
        comeIn(phone, nodes.two, "Ada", "plum");
        phone.await(ROOMS, own("plum"), own("cake"), "Dairy", own("tea"));
        phone.run(STEP + "step('ArrowDown'); step('ArrowDown')");
        phone.awaitRoom("Dairy");
        phone.awaitMembers("Ada");
        phone.await("[document.title]", "#Dairy · Parlance");
        bo.say("nobody came");
        bo.awaitState("sent");
        bo.awaitMembers("Bo");
        assertThat(bo.notices()).isEmpty();

        phone.run(STEP + "step('ArrowUp')");
        phone.awaitRoom(own("cake"));
        phone.awaitMessages("Bo: nobody came");
        bo.awaitMembers("Bo", "Ada");
    }
}
