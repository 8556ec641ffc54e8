package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page over 400 kbit/s with 400 ms to each answer. */
class SlowLinkIT extends OnePage {
    private static final int LATENCY_MILLIS = 400;
    private static final int BYTES_A_SECOND = 400_000 / 8;
    /** As many bytes and three trips take 2,900 on this link; the rest is for a machine that has other things to do. */
    private static final double PATIENCE_MILLIS = 4_500;

    private static final int MOST_REQUESTS = 12;
    private static final int MOST_BYTES = 85_000;

    /** When one can type: the way in or the chat is shown, which its script does. */
    private static final String NOTE_WHEN_READY = "new MutationObserver(() => {"
            + " const shown = ['entry', 'shell'].some(part => document.querySelector(`[data-part=${part}]`)?.hidden === false);"
            + " if (shown) window.readyAt ??= performance.now();"
            + " }).observe(document, { subtree: true, attributes: true })";

    /** All that came over the link; what came out of the browser's cache has no size there. */
    private static final String OVER_THE_LINK = "performance.getEntries()"
            + ".filter(({ entryType, transferSize }) => ['navigation', 'resource'].includes(entryType) && transferSize > 0)";

    @BeforeEach
    void open() {
        server = ServerProcess.start("--port", "0", "--host", "127.0.0.1");
        page = new ChatPage();
        page.slowDown(LATENCY_MILLIS, BYTES_A_SECOND);
        page.inEveryDocument(NOTE_WHEN_READY);
    }

    @Test
    void oneCanTypeSoonAndComesBackSooner() {
        page.open(server.address());
        page.awaitFocus("name-input");
        assertThat(readyAfter()).isLessThan(PATIENCE_MILLIS);
        assertThat(overTheLink()).hasSizeLessThan(MOST_REQUESTS);
        assertThat(page.number(OVER_THE_LINK + ".reduce((sum, { transferSize }) => sum + transferSize, 0)"))
                .isLessThan(MOST_BYTES);

        page.enterHere("Ada", "tea");
        page.reload();
        assertThat(readyAfter()).isLessThan(PATIENCE_MILLIS);
        assertThat(overTheLink()).containsExactly(server.address() + "/");
    }

    private double readyAfter() {
        return page.number("window.readyAt");
    }

    private List<String> overTheLink() {
        return page.list(OVER_THE_LINK + ".map(({ name }) => name.split('#')[0])");
    }
}
