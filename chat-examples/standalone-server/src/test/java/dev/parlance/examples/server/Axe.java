package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/** The accessibility checker axe-core, as {@code npm ci} has put it beside {@code package.json}, let loose on the page as it stands. */
final class Axe {
    private static final String SCRIPT = ClientProgram.MODULE + "/node_modules/axe-core/axe.min.js";
    /** What still fades in has not its colours yet. */
    private static final String RUN = """
            const done = arguments[0];
            for (const each of document.getAnimations()) {
              if (each.effect.getComputedTiming().endTime !== Infinity) each.finish();
            }
            axe.run().then(
                ({ violations }) => done(violations.flatMap(({ id, help, nodes }) =>
                    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html} ${failureSummary}`))),
                (fault) => done(['axe failed: ' + fault]));
            """;

    private Axe() {}

    /** Skips the test, and says so, where axe-core is missing; on a build server that is a failure. */
    static void require() {
        ClientProgram.require(
                Files.exists(Repository.file(SCRIPT)),
                "The tests of accessibility need \"npm ci\" in " + ClientProgram.MODULE + ".");
    }

    static void findsNothing(ChromeDriver browser) {
        browser.executeScript(Repository.text(SCRIPT));
        assertThat((List<?>) browser.executeAsyncScript(RUN)).isEmpty();
    }
}
