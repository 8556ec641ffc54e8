package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.redis.RedisProgram;
import dev.parlance.redis.TcpProxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page socketio.html with the real socket.io-client in a browser, and the server as it is shipped. */
class SocketIoPageIT {
    @AutoClose
    private ServerProcess server;

    @AutoClose
    private TcpProxy network;

    @AutoClose("quit")
    private ChromeDriver browser;

    private URI address;

    @BeforeAll
    static void needsABrowserAndTheClient() {
        NodeJs.requireClients();
        Chromium.require();
    }

    @BeforeEach
    void start() {
        server = ServerProcess.start("--port", "0", "--host", "127.0.0.1");
        network = new TcpProxy("127.0.0.1", server.address().getPort());
        address = URI.create(network.url().replace("redis:", "http:"));
        browser = Chromium.start();
    }

    private void enter(String transports, boolean recovery) {
        ask(transports, recovery);
        awaitUsers("Ada");
    }

    /** Asks to be let in. */
    private void ask(String transports, boolean recovery) {
        browser.get(address.resolve("/socketio.html").toString());
        find("name-input").sendKeys("Ada");
        find("transports")
                .findElement(By.cssSelector("option[value='" + transports + "']"))
                .click();
        if (recovery) {
            find("recovery").click();
        }
        find("enter").click();
    }

    private WebElement find(String testId) {
        return browser.findElement(By.cssSelector("[data-testid=" + testId + "]"));
    }

    private void await(String selector, String... texts) {
        awaitFields(selector, "textContent", texts);
    }

    private void awaitMessages(String... texts) {
        awaitFields(
                "li.message",
                "querySelector('.name').textContent + ': ' + each.querySelector('.text').textContent",
                texts);
    }

    private void awaitFields(String selector, String field, String... texts) {
        String script = "return [...document.querySelectorAll('%s')].map(each => each.%s)".formatted(selector, field);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat((List<?>) browser.executeScript(script))
                        .map(String::valueOf)
                        .containsExactly(texts));
    }

    private void awaitUsers(String... names) {
        await("#users li", names);
    }

    private void say(String text) {
        find("composer").sendKeys(text);
        find("send").click();
    }

    @Test
    void someoneInABrowserTalksToSomeoneWithAnotherClient() throws Exception {
        enter("", false);
        await("#status", "connected by websocket");
        try (JavaSocketIoClient bo = JavaSocketIoClient.of(address, "bo")) {
            bo.join("room1");
            awaitUsers("Ada", "bo");
            await("li.notice", "bo joined");
            say("Hello");
            assertThat(bo.nextObject("message").getString("message")).isEqualTo("Hello");
            bo.socket.emit("send_message", JavaSocketIoClient.object("roomId", "room1", "message", "<b>Hi</b> \u2615"));
            awaitMessages("Ada: Hello", "bo: <b>Hi</b> \u2615");
        }
    }

    @Test
    void byPollingOnlyItWorksToo() {
        enter("polling", false);
        await("#status", "connected by polling");
        say("Hello");
        awaitMessages("Ada: Hello");
    }

    @Test
    void aLostConnectionIsRecovered() throws Exception {
        enter("websocket", true);
        try (JavaSocketIoClient bo = JavaSocketIoClient.of(address, "bo")) {
            bo.join("room1");
            say("Hello");
            awaitMessages("Ada: Hello");
            browser.executeScript("window.dispatchEvent(new Event('offline'))");
            bo.ask("send_message", JavaSocketIoClient.object("roomId", "room1", "message", "missed"));
            await("#status", "connected by websocket, recovered");
            awaitMessages("Ada: Hello", "bo: missed");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', false", "websocket, true", "polling, false"})
    void whatIsSentDuringABreakStaysInItsFieldUntilTheServerHasIt(String transports, boolean recovery)
            throws Exception {
        enter(transports, recovery);
        try (JavaSocketIoClient bo = JavaSocketIoClient.of(server.address(), "bo")) {
            bo.join("room1");
            say("before");
            awaitMessages("Ada: before");
            network.refuse(true);
            awaitState("offline");
            bo.ask("send_message", JavaSocketIoClient.object("roomId", "room1", "message", "missed"));
            say("during");
            await("#sending", "Not sent yet: it will be when the connection is back.");
            assertThat(find("composer").getDomProperty("value")).isEqualTo("during");
            network.refuse(false);
            awaitMessages("Ada: before", "bo: missed", "Ada: during");
            awaitFields("[data-testid=composer]", "value", "");
            say("after");
            awaitMessages("Ada: before", "bo: missed", "Ada: during", "Ada: after");
            assertThat(texts(bo)).containsExactly("before", "missed", "during", "after");
        }
    }

    @Test
    void anAcknowledgementThatIsLostSendsNothingTwice() throws Exception {
        enter("websocket", false);
        try (JavaSocketIoClient bo = JavaSocketIoClient.of(server.address(), "bo")) {
            bo.join("room1");
            network.deafen(true);
            say("once");
            assertThat(bo.nextObject("message").getString("message")).isEqualTo("once");
            assertThat(find("composer").getDomProperty("value")).isEqualTo("once");
            network.cut();
            network.deafen(false);
            awaitMessages("Ada: once");
            awaitFields("[data-testid=composer]", "value", "");
            say("twice");
            assertThat(bo.nextObject("message").getString("message")).isEqualTo("twice");
        }
    }

    @Test
    void aRoomThatCannotBeJoinedJustNowIsJoinedLaterAndWhatWasSaidIsSentThen() {
        try (RedisProgram redis = RedisProgram.with();
                ServerProcess overRedis = ServerProcess.start("--port", "0", "--redis", redis.url())) {
            address = overRedis.address();
            redis.kill();
            ask("", false);
            awaitFields("li.error", "textContent.endsWith('; trying again')", "true");
            say("Hello");
            await("#sending", "Not sent yet: it will be when the connection is back.");
            redis.start();
            awaitUsers("Ada");
            awaitMessages("Ada: Hello");
        }
    }

    @Test
    void whatIsRefusedStaysInItsFieldToo() {
        enter("", false);
        browser.executeScript("document.querySelector('[data-testid=composer]').removeAttribute('maxlength')");
        browser.executeScript("document.querySelector('[data-testid=composer]').value = 'x'.repeat(5000)");
        find("send").click();
        awaitFields("#sending", "dataset.state", "refused");
        assertThat(find("composer").getDomProperty("value")).hasSize(5000);
        assertThat(find("composer").getDomProperty("readOnly")).isEqualTo("false");
    }

    @Test
    void withoutTheClientInTheJarThePageSaysSo() {
        browser.executeCdpCommand("Network.enable", Map.of());
        browser.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of("*socket.io.min.js")));
        browser.get(address.resolve("/socketio.html").toString());
        awaitState("offline");
        assertThat(find("status").getText()).contains("built without socket.io-client", "npm ci");
        assertThat(find("enter").isEnabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void axeFindsNothingInAnyState(String scheme) throws Exception {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        browser.get(address.resolve("/socketio.html").toString());
        Axe.findsNothing(browser);
        enter("websocket", false);
        browser.executeScript("""
                const users = document.getElementById('users');
                for (let i = 0; i < 200; i++) {
                  const user = users.firstChild.cloneNode(true);
                  user.firstChild.textContent = 'Member ' + i;
                  users.append(user);
                }
                """);
        try (JavaSocketIoClient bo = JavaSocketIoClient.of(server.address(), "bo")) {
            for (int i = 0; i < 2; i++) {
                browser.manage().window().setSize(new Dimension(i == 0 ? 1200 : 500, 800));
                Axe.findsNothing(browser);
            }
            bo.join("room1");
            say("Hello");
            awaitMessages("Ada: Hello");
            Axe.findsNothing(browser);
            network.refuse(true);
            awaitState("offline");
            say("Are you there?");
            Axe.findsNothing(browser);
        }
    }

    private void awaitState(String state) {
        awaitFields("#status", "dataset.state", state);
    }

    private static List<String> texts(JavaSocketIoClient client) throws Exception {
        List<String> texts = new ArrayList<>();
        do {
            texts.add(client.nextObject("message").getString("message"));
        } while (!texts.contains("after"));
        return texts;
    }

    @Test
    void everythingComesFromTheServerItself() throws Exception {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address.resolve("/socketio.html"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'self'");
        assertThat(page.body()).doesNotContain("http://", "https://", "//");
        enter("", false);
        assertThat(browser.manage().logs().get("browser").getAll())
                .filteredOn(entry -> entry.getMessage().contains("Content Security Policy"))
                .isEmpty();
    }
}
