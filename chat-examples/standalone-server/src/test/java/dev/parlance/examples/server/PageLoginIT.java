package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** A server that wants a login: the page says so, and takes the token behind {@code #token=} in its address. */
class PageLoginIT extends OnePage {
    private static final String FIRST_NEW =
            "[...document.querySelectorAll('[data-testid=new-divider] + [data-testid=message] [data-testid=message-text]')]"
                    + ".map(each => each.textContent)";
    private static final String LAST_WORDS =
            "[...document.querySelectorAll('[data-room-id=tea] [data-testid=room-last]')].map(each => each.textContent)";
    private static final String RECEIPTS = "[...document.querySelectorAll('[data-testid=receipt]')]"
            + ".map(each => each.querySelector('summary')?.innerText ?? each.innerText)";
    private static final String DIRECT =
            "[...document.querySelectorAll('[data-testid=direct-list] [data-testid=room-link]')]"
                    + ".map(each => ['.room-label', '.room-last', '.badge'].map(part => each.querySelector(part)?.textContent).join(': '))";

    @BeforeEach
    void open() {
        server = ServerProcess.start(
                Map.of("JWT_SECRET", Tokens.SECRET, "REQUIRE_LOGIN", "true"), "--port", "0", "--host", "127.0.0.1");
        page = new ChatPage();
    }

    private void enter() {
        enter(page, "tea");
    }

    private static void enter(ChatPage browser, String room) {
        browser.run("document.querySelector('[data-part=name-input]').value = 'Somebody';"
                + "document.querySelector('[data-part=room-input]').value = '" + room + "';"
                + "document.querySelector('[data-part=entry-form]').requestSubmit()");
    }

    /** A browser of somebody's own, in a room. */
    private void comeIn(ChatPage browser, String userId, String room) {
        browser.open(addressFor(userId, room));
        enter(browser, room);
        browser.awaitConnection("online");
        browser.awaitRoom(room);
    }

    private URI addressFor(String userId, String room) {
        String name = userId.substring(0, 1).toUpperCase(Locale.ROOT) + userId.substring(1);
        String token = Tokens.of(userId, name, Duration.ofMinutes(5));
        return server.address().resolve("/#token=" + token + "&room=" + room);
    }

    /** What the list of rooms says is unread in one of them. */
    private static String unreadIn(String room) {
        return "[...document.querySelectorAll('[data-room-id=" + room + "] [data-testid=unread]:not([hidden])')]"
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
        page.open(server.address());
        enter();
        awaitError("You have to log in to talk here.");
        page.axeFindsNothing();
    }

    @Test
    void withOneItsUserComesInAndTheAddressKeepsNothingOfIt() {
        String token = Tokens.of("ada", "Countess", Duration.ofMinutes(5));
        page.open(server.address().resolve("/#token=" + token + "&room=tea"));
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
        page.open(server.address().resolve("/#token=" + Tokens.of("ada", "Ada", Duration.ofMinutes(-5))));
        enter();
        awaitError("this token has expired");
    }

    @Test
    void whatIsReadOrMarkedUnreadInOneBrowserIsSoInTheOther() {
        try (ChatPage another = new ChatPage();
                ChatPage bo = new ChatPage()) {
            comeIn(bo, "bo", "tea");
            bo.say("zero");
            for (ChatPage browser : List.of(page, another)) {
                comeIn(browser, "ada", "tea");
                browser.awaitCount("[data-room-id=tea] [data-testid=room-last]", 1);
                browser.join("cake");
                browser.awaitMembers("Ada");
            }
            for (String text : List.of("one", "two", "three")) {
                bo.say(text);
            }
            for (ChatPage browser : List.of(page, another)) {
                browser.await(unreadIn("tea"), "3 unread");
            }
            page.pressSlowly("[data-room-id=tea] [data-testid=room-link]");
            page.awaitMessages("Bo: zero", "Bo: one", "Bo: two", "Bo: three");
            page.await(unreadIn("tea"));
            another.await(unreadIn("tea"));

            page.pointAt("[data-testid=message]:nth-last-child(2) .bubble");
            page.click("act-unread");
            page.await(unreadIn("tea"), "2 unread");
            another.await(unreadIn("tea"), "2 unread");
            page.await(FIRST_NEW, "two");

            another.openTab(addressFor("ada", "milk"));
            enter(another, "milk");
            another.await(unreadIn("tea"), "2 unread");
            another.await(LAST_WORDS, "Bo: three");
            bo.say("four");
            another.await(unreadIn("tea"), "3 unread");
            another.await(LAST_WORDS, "Bo: four");
            another.axeFindsNothing();
        }
    }

    @Test
    void whatIsSaidPrivatelyIsInTheOthersListAndItsAuthorSeesThatItWasRead() {
        try (ChatPage bo = new ChatPage()) {
            comeIn(page, "ada", "tea");
            comeIn(bo, "bo", "tea");
            bo.say("one");
            bo.awaitCount("[data-room-id=tea] [data-testid=room-last]", 1);
            bo.say("two"); // behind which the room is followed
            page.awaitMessages("Bo: one", "Bo: two");
            page.say("hello");
            page.await(RECEIPTS, "Read by one");
            page.run("document.querySelector('[data-testid=receipt] summary').focus()");
            page.press(Keys.ENTER);
            page.await("[...document.querySelectorAll('.receipt-names')].map(each => each.innerText)", "Bo");

            page.click("message-privately");
            page.awaitRoom("Bo");
            page.say("psst");
            page.awaitState("sent");
            bo.await(DIRECT, "Ada: psst: 1 unread");
            assertThat(page.list(RECEIPTS)).isEmpty();
            bo.pressSlowly("[data-testid=direct-list] [data-testid=room-link]");
            bo.awaitRoom("Ada");
            bo.awaitMessages("Ada: psst");
            page.await(RECEIPTS, "Read");
            page.axeFindsNothing();
            page.reload();
            page.awaitRoom("Bo");
            page.await(RECEIPTS, "Read");
        }
    }

    @Test
    void theHistoryIsForThoseWithATokenToo() throws Exception {
        URI history = server.address().resolve("/api/chat/tea/history");
        assertThat(get(history, "Basic x")).isEqualTo(401);
        assertThat(get(history, "Bearer " + Tokens.of("ada", "Ada", Duration.ofMinutes(5))))
                .isEqualTo(200);
        assertThat(server.out() + server.err()).doesNotContain(Tokens.SECRET, "believed");
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
