package dev.parlance.examples.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;

/** The installed Chromium and its driver, both from the PATH: nothing is ever downloaded. */
final class Chromium {
    // held here, or its level would be forgotten with it
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM.setLevel(Level.SEVERE); // it warns that it lacks the newest DevTools, which nobody uses here
    }

    private Chromium() {}

    /** Skips the test, and says so, where there is no browser; on a build server that is a failure. */
    static void require() {
        ClientProgram.require(
                browser().isPresent() && driver().isPresent(),
                "The browser tests need chromium and chromedriver (Debian: chromium, chromium-driver) on the PATH.");
    }

    /** Starts a browser of its own, without a window; the driver gives it a fresh profile and deletes that in the end. */
    static ChromeDriver start(String... arguments) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser().orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
        options.addArguments(arguments);
        // Selenium looks for no other driver than the one named here
        System.setProperty("webdriver.chrome.driver", driver().orElseThrow().toString());
        return new ChromeDriver(options);
    }

    private static Optional<Path> browser() {
        return onPath("chromium", "chromium-browser", "google-chrome");
    }

    private static Optional<Path> driver() {
        return onPath("chromedriver");
    }

    private static Optional<Path> onPath(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
