package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that wants a login: the page says so, and takes the token behind {@code #token=} in its address. */
class PageLoginIT extends OnePage {
    @BeforeEach
    void open() {
        server = ServerProcess.start(
                Map.of("JWT_SECRET", Tokens.SECRET, "REQUIRE_LOGIN", "true"), "--port", "0", "--host", "127.0.0.1");
        page = new ChatPage();
    }

    private void enter() {
        page.run("document.querySelector('[data-part=name-input]').value = 'Somebody';"
                + "document.querySelector('[data-part=room-input]').value = 'tea';"
                + "document.querySelector('[data-part=entry-form]').requestSubmit()");
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
