package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Servers that want a login: the page says so, takes the token behind {@code #token=} in its address, and shows a user's devices at all nodes the same. */
class PageLoginIT {
    private static final String FIRST_NEW =
            "[...document.querySelectorAll('[data-testid=new-divider] + [data-testid=message] [data-testid=message-text]')]"
                    + ".map(each => each.textContent)";
    private static final String SAID = "[data-testid=messages] [data-testid=message] .bubble";
    private static final String REACTIONS = "[...document.querySelectorAll('[data-testid=reaction]')]"
            + ".map(each => `${each.textContent} ${each.ariaPressed}`)";
    private static final String THREAD =
            "[...document.querySelectorAll('[data-testid=thread]')].map(each => each.children[1].textContent)";

    @AutoClose
    private static TwoNodes nodes;

    @AutoClose
    private ChatPage page;

    @BeforeAll
    static void start() {
        Chromium.require();
        nodes = TwoNodes.withRedis(Map.of("JWT_SECRET", Tokens.SECRET, "REQUIRE_LOGIN", "true"));
    }

    @BeforeEach
    void open() {
        page = new ChatPage();
    }

    private void enter() {
        page.run("document.querySelector('[data-part=name-input]').value = 'Somebody';"
                + "document.querySelector('[data-part=room-input]').value = 'tea';"
                + "document.querySelector('[data-part=entry-form]').requestSubmit()");
    }

    private static String lastIn(String room) {
        return "[...document.querySelectorAll('[data-room-id=" + room + "] [data-testid=room-last]')]"
                + ".map(each => each.textContent)";
    }

    private void awaitError(String words) {
        Awaitility.await("the entry says: " + words)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(page.list("[document.querySelector('[data-testid=entry-error]').innerText]"))
                                .singleElement()
                                .asString()
                                .contains(words));
    }

    private String ownName() {
        return page.list("[document.querySelector('[data-testid=own-name]').innerText]")
                .get(0);
    }

    @Test
    void withoutATokenItSaysHowToComeIn() {
        page.open(nodes.one);
        enter();
        awaitError("You have to log in to talk here.");
        page.axeFindsNothing();
    }

    @Test
    void withOneItsUserComesInAndTheAddressKeepsNothingOfIt() {
        String token = Tokens.of("ada", "Countess", Duration.ofMinutes(5));
        page.open(nodes.one.resolve("/#token=" + token + "&room=tea"));
        enter();
        page.awaitConnection("online");
        page.say("hello");
        page.awaitMessages("You: hello");
        assertThat(ownName()).isEqualTo("Countess");
        assertThat(page.list("[location.href]")).noneMatch(href -> href.contains("token"));
        page.reload();
        assertThat(ownName()).isEqualTo("Countess");
    }

    @Test
    void withOneThatIsOverItSaysSo() {
        page.open(nodes.one.resolve("/#token=" + Tokens.of("ada", "Ada", Duration.ofMinutes(-5))));
        enter();
        awaitError("this token has expired");
    }

    @Test
    void whatIsReadOrMarkedUnreadOnOneDeviceIsSoOnTheOther() {
        try (ChatPage phone = new ChatPage();
                ChatPage bo = new ChatPage()) {
            phone.phone();
            bo.phone();
            bo.enterWith(Tokens.of("bo", "Bo", Duration.ofMinutes(5)), nodes.two, "plum");
            bo.say("zero");
            bo.awaitState("sent");
            page.enterWith(Tokens.of("dan", "Dan", Duration.ofMinutes(5)), nodes.one, "plum");
            phone.enterWith(Tokens.of("dan", "Dan", Duration.ofMinutes(5)), nodes.two, "plum");
            for (ChatPage browser : List.of(page, phone)) {
                browser.awaitCount("[data-room-id=plum] [data-testid=room-last]", 1);
            }
            page.join("fig");
            phone.showRooms();
            phone.join("fig");
            for (String text : List.of("one", "two", "three")) {
                bo.say(text);
            }
            for (ChatPage browser : List.of(page, phone)) {
                browser.awaitUnread("plum", "3 unread");
            }
            page.choose("plum");
            page.awaitMessages("Bo: zero", "Bo: one", "Bo: two", "Bo: three");
            page.awaitUnread("plum");
            phone.awaitUnread("plum");

            page.pointAt("[data-testid=message]:nth-last-child(2) .bubble");
            page.click("act-unread");
            page.awaitUnread("plum", "2 unread");
            phone.awaitUnread("plum", "2 unread");
            page.await(FIRST_NEW, "two");

            phone.openTab(URI.create("about:blank"));
            phone.phone();
            phone.enterWith(Tokens.of("dan", "Dan", Duration.ofMinutes(5)), nodes.two, "pear");
            phone.awaitUnread("plum", "2 unread");
            phone.await(lastIn("plum"), "Bo: three");
            bo.say("four");
            phone.awaitUnread("plum", "3 unread");
            phone.await(lastIn("plum"), "Bo: four");
            phone.axeFindsNothing();
        }
    }

    @Test
    void whatOneDoesWithAMessageIsSoOnTheOtherDevice() {
        try (ChatPage phone = new ChatPage();
                ChatPage bo = new ChatPage()) {
            phone.phone();
            page.enterWith(Tokens.of("cy", "Cy", Duration.ofMinutes(5)), nodes.one, "devices");
            phone.enterWith(Tokens.of("cy", "Cy", Duration.ofMinutes(5)), nodes.two, "devices");
            bo.enterWith(Tokens.of("bo", "Bo", Duration.ofMinutes(5)), nodes.two, "devices");
            bo.say("Tea?");
            phone.awaitMessages("Bo: Tea?");
            phone.hold(SAID);
            phone.click("quick");
            for (ChatPage browser : List.of(page, phone)) {
                browser.await(REACTIONS, "\uD83D\uDC4D1 true");
            }
            bo.await(REACTIONS, "\uD83D\uDC4D1 false");
            page.click("reaction");
            phone.await(REACTIONS);
            phone.hold(SAID);
            phone.click("act-pin");
            page.awaitCount("[data-testid=pinned]", 1);

            page.pointAt(SAID);
            page.click("act-reply");
            page.type("Pleas");
            page.press(Keys.ENTER);
            phone.awaitMessages("Bo: Tea?", "You: Pleas");
            phone.awaitCount("[data-testid=quote]", 1);
            page.awaitState("sent");
            page.pressAt("composer", Keys.ARROW_UP);
            page.await("[document.querySelector('[data-testid=composer]').value]", "Pleas");
            page.press("e" + Keys.ENTER);
            phone.awaitMessages("Bo: Tea?", "You: Please");
            phone.await(THREAD, "1 reply");

            phone.hold("[data-testid=messages] .own .bubble");
            phone.click("act-delete");
            page.awaitCount("[data-testid=message-deleted]", 1);
            bo.awaitCount("[data-testid=message-deleted]", 1);
        }
    }

    @Test
    void theHistoryIsForThoseWithATokenToo() throws Exception {
        URI history = nodes.one.resolve("/api/chat/tea/history");
        assertThat(get(history, "Basic x")).isEqualTo(401);
        assertThat(get(history, "Bearer " + Tokens.of("ada", "Ada", Duration.ofMinutes(5))))
                .isEqualTo(200);
        assertThat(nodes.first.out() + nodes.first.err()).doesNotContain(Tokens.SECRET, "believed");
    }

    private static int get(URI address, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", authorization)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
