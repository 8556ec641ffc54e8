package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/** The accessibility checker axe-core, let loose on the page as it stands. */
final class Axe {
    private static final String SCRIPT = "chat-examples/standalone-server/node_modules/axe-core/axe.min.js";
    private static final String RUN = """
            const done = arguments[0];
            axe.run().then(
                ({ violations }) => done(violations.map(({ id, help, nodes }) =>
                    id + ': ' + help + ' ' + nodes.map(({ html }) => html).slice(0, 3).join(' '))),
                (fault) => done(['axe failed: ' + fault]));
            """;

    private Axe() {}

    static void findsNothing(ChromeDriver browser) {
        try {
            browser.executeScript(Files.readString(Repository.file(SCRIPT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat((List<?>) browser.executeAsyncScript(RUN)).isEmpty();
    }
}
