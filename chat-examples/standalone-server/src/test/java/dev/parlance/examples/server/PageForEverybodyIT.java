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
}
