package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page socketio.html with the real socket.io-client in a browser, and the server as it is shipped. */
class SocketIoPageIT {
    @AutoClose
    private ServerProcess server;

    @AutoClose("quit")
    private ChromeDriver browser;

    private URI address;

    @BeforeAll
    static void needsABrowserAndTheClient() {
        Node.require();
        Chromium.require();
    }

    @BeforeEach
    void start() {
        server = ServerProcess.start("--port", "0", "--host", "127.0.0.1");
        address = server.address();
        browser = Chromium.start();
    }

    private void enter(String transports, boolean recovery) {
        browser.get(address.resolve("/socketio.html").toString());
        find("name-input").sendKeys("Ada");
        find("transports")
                .findElement(By.cssSelector("option[value='" + transports + "']"))
                .click();
        if (recovery) {
            find("recovery").click();
        }
        find("enter").click();
        awaitUsers("Ada");
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
