package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** The page in a browser of its own, as someone sees and uses it. */
final class ChatPage implements AutoCloseable {
    private static final Duration PRESS = Duration.ofMillis(90);
    private static final int UNLIMITED = -1;

    private final ChromeDriver driver;

    /** With further arguments for the browser. */
    ChatPage(String... arguments) {
        this.driver = Chromium.start(arguments);
        driver.manage().window().setSize(new Dimension(1200, 800));
    }

    /** A window as large as this, down to that of a phone. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** A phone: as large as one, and touched with fingers. */
    void phone() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
        driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
    }

    /** Touches something, and keeps the finger there for a while. */
    void hold(String selector) {
        List<String> place = centreOf(selector);
        Map<String, Integer> finger = Map.of("x", Integer.valueOf(place.get(0)), "y", Integer.valueOf(place.get(1)));
        driver.executeCdpCommand(
                "Input.dispatchTouchEvent", Map.of("type", "touchStart", "touchPoints", List.of(finger)));
        awaitCount("[data-testid=actions]", 1);
        driver.executeCdpCommand("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
    }

    /** Takes the browser off the network, or puts it back. */
    void network(boolean there) {
        network(there, 0, UNLIMITED);
    }

    void slowDown(int latencyMillis, int bytesASecond) {
        network(true, latencyMillis, bytesASecond);
    }

    private void network(boolean there, int latencyMillis, int bytesASecond) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.ofEntries(
                        Map.entry("offline", !there),
                        Map.entry("latency", latencyMillis),
                        Map.entry("downloadThroughput", bytesASecond),
                        Map.entry("uploadThroughput", bytesASecond)));
    }

    /** Light or dark, as a system would say it. */
    void prefer(String colours) {
        feature("prefers-color-scheme", colours);
    }

    /** A feature of CSS, as a system would say it. */
    void feature(String name, String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", name, "value", value))));
    }

    /** As it would be on paper. */
    void print() {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** Moves the mouse to something. */
    void pointAt(String selector) {
        List<String> place = centreOf(selector);
        new Actions(driver)
                .moveToLocation(Integer.parseInt(place.get(0)), Integer.parseInt(place.get(1)))
                .perform();
    }

    /** Drags a file from outside onto a place and lets go. */
    void drop(Path file, String testId) {
        List<String> place = centreOf("[data-testid=" + testId + "]");
        Map<String, Object> data =
                Map.of("items", List.of(), "files", List.of(file.toString()), "dragOperationsMask", 1);
        for (String step : new String[] {"dragEnter", "dragOver", "drop"}) {
            driver.executeCdpCommand(
                    "Input.dispatchDragEvent",
                    Map.of(
                            "type",
                            step,
                            "x",
                            Integer.valueOf(place.get(0)),
                            "y",
                            Integer.valueOf(place.get(1)),
                            "data",
                            data));
        }
    }

    void axeFindsNothing() {
        Axe.findsNothing(driver);
    }

    void awaitCount(String selector, int count) {
        awaitThat()
                .untilAsserted(() -> assertThat(number("document.querySelectorAll('" + selector + "').length"))
                        .isEqualTo(count));
    }

    void awaitNote(String note) {
        awaitThat()
                .untilAsserted(() -> assertThat(all("[data-testid=composer-note]", "each.innerText"))
                        .containsExactly(note));
    }

    /** Puts what is seen now, without a caret and at the end of all movements, into the documentation. */
    void picture(String name) {
        run("document.activeElement?.blur();"
                + " for (const each of document.getAnimations()) {"
                + "   if (each.effect.getComputedTiming().endTime !== Infinity) each.finish();"
                + " }");
        try {
            Files.write(Repository.file("docs/images/" + name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has every document begin with a script, from the next one on. */
    void inEveryDocument(String script) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    void open(URI server) {
        driver.get(server.toString());
    }

    /** Goes on in another tab. */
    void openTab(URI server) {
        driver.switchTo().newWindow(WindowType.TAB);
        open(server);
    }

    void closeOtherTabs() {
        String here = driver.getWindowHandle();
        for (String tab : driver.getWindowHandles()) {
            if (!tab.equals(here)) {
                driver.switchTo().window(tab).close();
            }
        }
        driver.switchTo().window(here);
    }

    void enter(URI server, String name, String room) {
        open(server);
        enterHere(name, room);
    }

    void enterHere(String name, String room) {
        fill("name-input", name);
        fill("room-input", room);
        visible("enter").click();
        awaitConnection("online");
    }

    /** Where the list of rooms is not beside the room, one goes there first; returns once it has come in. */
    void showRooms() {
        if (number("document.querySelectorAll('[data-testid=open-rooms]')[0].offsetWidth") > 0) {
            click("open-rooms");
            await("[String(document.querySelector('[data-part=rail]').getAnimations().length)]", "0");
        }
    }

    /** Goes to a room by the list of rooms. */
    void choose(String room) {
        showRooms();
        pressSlowly("[data-room-id=" + room + "] [data-testid=room-link]");
        awaitRoom(room);
    }

    /** As a browser that was never here. */
    void forget() {
        closeOtherTabs();
        run("try { localStorage.clear(); sessionStorage.clear() } catch { /* nobody was anywhere */ }");
        open(URI.create("about:blank"));
    }

    /** Comes in as whom a token says. */
    void enterWith(String token, URI server, String room) {
        open(server.resolve("/#token=" + token));
        enterHere("Somebody", room);
        awaitRoom(room);
    }

    void say(String text) {
        type(text);
        visible("send").click();
    }

    void type(String text) {
        visible("composer").sendKeys(text);
    }

    void click(String testId) {
        visible(testId).click();
    }

    /** Waits until what an expression of the page's gives is these texts. */
    void await(String expression, String... texts) {
        awaitThat().untilAsserted(() -> assertThat(list(expression)).containsExactly(texts));
    }

    void reload() {
        driver.navigate().refresh();
        awaitConnection("online");
    }

    void join(String room) {
        fill("add-room-input", room);
        visible("add-room").click();
        awaitRoom(room);
    }

    /** Follows a link to a room. */
    void goTo(String room) {
        run("location.hash = 'room=" + room + "'");
        awaitRoom(room);
    }

    /** Presses the mouse where something is, and lets go there after a time that hands take. */
    void pressSlowly(String selector) {
        List<String> place = centreOf(selector);
        new Actions(driver)
                .moveToLocation(Integer.parseInt(place.get(0)), Integer.parseInt(place.get(1)))
                .clickAndHold()
                .pause(PRESS)
                .release()
                .perform();
    }

    /** Presses keys where the focus is. */
    void press(CharSequence keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Puts the focus somewhere and presses keys there. */
    void pressAt(String testId, CharSequence... keys) {
        visible(testId).sendKeys(keys);
    }

    void awaitFocus(String testId) {
        awaitFocusIn("[data-testid=" + testId + "]");
    }

    void awaitFocusIn(String selector) {
        awaitThat()
                .untilAsserted(() -> assertThat(list("[document.activeElement].filter(each => !each.closest('"
                                + selector + "')).map(each => each.outerHTML)"))
                        .isEmpty());
    }

    void run(String script) {
        driver.executeScript(script);
    }

    /** What an expression of the page's is, which is an array of texts. */
    @SuppressWarnings("unchecked")
    List<String> list(String expression) {
        return (List<String>) driver.executeScript("return " + expression);
    }

    double number(String expression) {
        return ((Number) Objects.requireNonNull(driver.executeScript("return " + expression))).doubleValue();
    }

    void leave() {
        visible("exit").click();
    }

    void awaitConnection(String state) {
        awaitThat()
                .untilAsserted(() -> assertThat(all("[data-testid=connection]", "each.dataset.state"))
                        .containsExactly(state));
    }

    void awaitRoom(String room) {
        awaitThat()
                .untilAsserted(() -> assertThat(all("[data-testid=room-title]", "each.textContent"))
                        .containsExactly(room));
    }

    /** Waits until exactly these messages stand there, in this order, like {@code Ada: Hello}. */
    void awaitMessages(String... messages) {
        awaitThat().untilAsserted(() -> assertThat(messages()).containsExactly(messages));
    }

    /** Waits until exactly these people are in the list, oneself first. */
    void awaitMembers(String... names) {
        awaitThat().untilAsserted(() -> assertThat(members()).containsExactly(names));
    }

    /** Waits until exactly these lines tell who came and went. */
    void awaitNotices(String... notices) {
        awaitThat().untilAsserted(() -> assertThat(notices()).containsExactly(notices));
    }

    void awaitTyping(String line) {
        awaitThat()
                .untilAsserted(() -> assertThat(all("[data-testid=typing]", "each.textContent"))
                        .containsExactly(line));
    }

    /** What the list says is unread in a room; nothing, if nothing is. */
    void awaitUnread(String roomId, String... said) {
        await(
                "[...document.querySelectorAll('[data-room-id=" + roomId + "] [data-testid=unread]:not([hidden])')]"
                        + ".map(each => each.textContent)",
                said);
    }

    /** Waits until the last message has this state: pending, sent or failed. */
    void awaitState(String state) {
        awaitThat()
                .untilAsserted(() -> assertThat(all("[data-testid=message]", "each.dataset.state"))
                        .last()
                        .isEqualTo(state));
    }

    List<String> messages() {
        return all(
                "[data-testid=message]",
                "each.querySelector('[data-testid=message-author]').textContent + ': '"
                        + " + each.querySelector('[data-testid=message-text]').textContent");
    }

    List<String> notices() {
        return all("[data-testid=notice]", "each.textContent");
    }

    List<String> members() {
        return all("[data-testid=member]", "each.title");
    }

    @Override
    public void close() {
        driver.quit();
    }

    // in one step: between finding elements and reading them the page may have drawn them anew
    private List<String> all(String selector, String expression) {
        return list("[...document.querySelectorAll('" + selector + "')].map(each => " + expression + ")");
    }

    private List<String> centreOf(String selector) {
        return list("(({ left, top, width, height }) => [left + width / 2, top + height / 2])"
                + "(document.querySelector('" + selector + "').getBoundingClientRect()).map(Math.round).map(String)");
    }

    private void fill(String testId, String text) {
        WebElement input = visible(testId);
        input.clear();
        input.sendKeys(text);
    }

    private WebElement visible(String testId) {
        By hook = By.cssSelector("[data-testid=" + testId + "]");
        return awaitThat().until(() -> driver.findElement(hook), WebElement::isDisplayed);
    }

    private static ConditionFactory awaitThat() {
        return Awaitility.await().atMost(Duration.ofSeconds(25)).pollInterval(Duration.ofMillis(50));
    }
}
