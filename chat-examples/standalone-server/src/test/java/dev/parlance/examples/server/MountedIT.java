package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Chats in elements of a document that is not theirs. */
class MountedIT extends OnePage {
    private static final String MOUNT = "return import('/app.js').then(({ mount }) => {"
            + " const url = `ws://${location.host}/ws`;"
            + " window.chats = {};"
            + " for (const element of document.querySelectorAll('div')) {"
            + "   window.mountAgain = each => { window.chats[each.id] = mount(each, { url }); };"
            + "   window.mountAgain(element);"
            + " }"
            + "})";

    @BeforeEach
    void open() {
        server = ServerProcess.start("--port", "0", "--host", "127.0.0.1");
        page = new ChatPage();
        page.open(server.address().resolve("/socketio.html"));
        page.run("document.title = 'Host'; document.body.innerHTML = '<div id=left></div><div id=right></div>'");
        page.run(MOUNT);
        enter("left", "Ada");
        enter("right", "Bo");
        page.awaitCount("#left [data-testid=member]", 2);
        page.awaitCount("#right [data-testid=member]", 2);
    }

    private void enter(String id, String name) {
        page.run("const part = name => document.querySelector(`#" + id + " [data-part=${name}]`);"
                + " part('name-input').value = '" + name + "';"
                + " part('room-input').value = 'tea';"
                + " part('entry-form').requestSubmit()");
    }

    private void say(String id, String text) {
        page.run("const field = document.querySelector('#" + id + " [data-testid=composer]');"
                + " field.value = '" + text + "';"
                + " field.form.requestSubmit()");
    }

    @Test
    void twoTalkInOneDocumentAndLeaveItAlone() {
        say("left", "Hello");
        page.awaitCount("#right [data-testid=message-text]", 1);
        say("right", "Good morning");
        page.awaitCount("#left [data-testid=message-text]", 2);

        assertThat(page.list("[document.title, location.hash]")).containsExactly("Host", "");
        assertThat(page.list("[...document.querySelectorAll('[id]')].map(each => each.id)"))
                .doesNotHaveDuplicates();
        assertThat(page.list(
                        "[...document.querySelectorAll('[aria-labelledby], [aria-describedby], [aria-controls], [for]')]"
                                + ".flatMap(each => ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for']"
                                + "   .filter(name => each.hasAttribute(name))"
                                + "   .filter(name => !each.closest('#left, #right').contains("
                                + "       document.getElementById(each.getAttribute(name))))"
                                + "   .map(name => `${name} of ${each.outerHTML}`))"))
                .as("what points at nothing in its own chat")
                .isEmpty();
    }

    @Test
    void oneThatIsTakenOutLeavesNothingAndGoesOnWhereItWasWhenItIsMountedAgain() {
        say("left", "Hello");
        page.awaitCount("#right [data-testid=message-text]", 1);
        page.run("window.chats.left.unmount()");
        page.awaitCount("#left *", 0);
        page.awaitCount("#right [data-testid=message-text]", 1);

        page.run("window.mountAgain(document.getElementById('left'))");
        page.awaitCount("#left [data-testid=message-text]", 1);
        say("left", "Again");
        page.awaitCount("#right [data-testid=message-text]", 2);
    }
}
