package dev.parlance.examples.server;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people write as they have learned to write it: fetched from the server when the first of it is seen, and read by the page alone. */
class PageMarkdownIT extends OnePage {
    private static final String SAID = "[...document.querySelectorAll('[data-testid=message-text]')]";

    @BeforeEach
    void open() {
        server = ServerProcess.start("--port", "0", "--host", "127.0.0.1", "--unlimited");
        page = new ChatPage();
        page.enter(server.address(), "Ada", "tea");
    }

    /** As JavaScript writes it. */
    private void say(String text) {
        page.run("const field = document.querySelector('[data-testid=composer]');"
                + " field.value = '" + text + "';"
                + " field.form.requestSubmit()");
    }

    @Test
    void whatStandsOutDoesSoAndHtmlIsWhatWasTyped() {
        say("**bold** *it* ~~no~~ `x*y*` <img src=x onerror=alert(1)>");
        page.await(
                "[...document.querySelectorAll('[data-testid=message-text] > *')].map(each => `${each.localName} ${each.textContent}`)",
                "strong bold",
                "em it",
                "s no",
                "code x*y*");
        page.await(SAID + ".map(each => each.textContent)", "bold it no x*y* <img src=x onerror=alert(1)>");
        page.awaitCount("img", 0);
    }

    @Test
    void codeKeepsItsBlanksAndIsCopied() {
        page.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
        say("```\\n  if (a) {\\n    b();\\n  }\\n```");
        page.await(
                "[...document.querySelectorAll('[data-testid=code]')].map(each => each.textContent)",
                "  if (a) {\n    b();\n  }");
        page.click("copy-code");
        page.await("[window.copied]", "  if (a) {\n    b();\n  }");
    }

    @Test
    void linksLeadToTheWebAloneAndGiveNothingAway() {
        say("[web](https://example.org/) [mail](mailto:a@example.org) [no](javascript:alert(1))");
        page.await(
                "[...document.querySelectorAll('[data-testid=message-text] a')].map(each => `${each.getAttribute('href')} ${each.rel}`)",
                "https://example.org/ noopener noreferrer nofollow ugc",
                "mailto:a@example.org noopener noreferrer nofollow ugc");
        page.await(SAID + ".map(each => each.textContent)", "web mail [no](javascript:alert(1))");
    }

    @Test
    void whoDoesNotReadItSeesWhatWasTypedAndSoDoesWhoCopiesOrEditsIt() {
        say("**bold**");
        page.awaitCount("strong", 1);
        page.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
        page.pointAt("[data-testid=message] .bubble");
        page.click("act-copy");
        page.await("[window.copied]", "**bold**");
        page.pointAt("[data-testid=message] .bubble");
        page.click("act-edit");
        page.await("[document.querySelector('[data-testid=composer]').value]", "**bold**");
    }

    @Test
    void axeFindsNothingInIt() {
        Axe.require();
        say("**a** [b](https://example.org)\\n\\n> c\\n\\n- d\\n- e\\n\\n1. f\\n\\n```\\ng\\n```");
        page.awaitCount("[data-testid=code]", 1);
        page.axeFindsNothing();
        page.prefer("dark");
        page.axeFindsNothing();
    }
}
