package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a network, with too much to send, and with a hand that slips: the page says what is, and keeps what one has written. */
class PageInTroubleIT extends OnePage {
    private static final int MOST_UNSENT = 200;

    @BeforeEach
    void open() {
        server = start(0);
        page = new ChatPage();
        page.enter(server.address(), "Ada", "tea");
    }

    private static ServerProcess start(int port) {
        return ServerProcess.start("--port", "" + port, "--host", "127.0.0.1", "--unlimited", "--history", "500");
    }

    @Test
    void whatFindsNoRoomAmongTheUnsentStaysInTheField() {
        int port = server.address().getPort();
        server.kill();
        server.close();
        page.awaitConnection("reconnecting");
        page.run("const field = document.querySelector('[data-testid=composer]');"
                + " for (let i = 1; i <= " + MOST_UNSENT + "; i += 1) {"
                + "   field.value = `line ${i}`;"
                + "   field.dispatchEvent(new Event('input'));"
                + "   field.form.requestSubmit();"
                + " }");
        page.awaitCount("[data-state=pending]", MOST_UNSENT);
        page.say("one too many");
        page.awaitNote("Too many messages wait to be sent already. This one stays here: send it again later.");
        assertThat(page.list("[document.querySelector('[data-testid=composer]').value]"))
                .containsExactly("one too many");
        assertThat(page.list("[document.querySelector('[data-testid=composer-note]').getAttribute('aria-live')]"))
                .containsExactly("polite");

        server = start(port);
        server.address();
        page.awaitConnection("online");
        page.awaitCount("[data-state=pending]", 0);
        page.awaitNote("");
        page.say("");
        page.awaitCount("[data-state=sent]", MOST_UNSENT + 1);
        assertThat(page.messages()).last().isEqualTo("You: one too many");
    }

    @Test
    void itIsNotOnlineWhileTheBrowserIsOffline() {
        page.network(false);
        page.awaitConnection("offline");
        assertThat(page.list("[document.querySelector('[data-testid=banner-text]').innerText]"))
                .allMatch(text -> text.startsWith("No network."));
        page.network(true);
        page.awaitConnection("online");
    }

    @Test
    void aFileThatIsDroppedDoesNotTakeThePageAway(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("picture.html"), "<title>Another page</title>");
        page.run("window.left = [];"
                + " for (const type of ['dragover', 'drop']) window.addEventListener(type, event =>"
                + " window.left.push(`${type} ${event.defaultPrevented ? 'refused' : 'left to the browser'}`))");
        for (String place : new String[] {"messages", "composer", "room-list"}) {
            page.drop(file, place);
        }
        assertThat(page.list("window.left")).contains("dragover refused").allMatch(each -> each.endsWith("refused"));
        page.say("still here");
        page.awaitMessages("You: still here");
    }
}
