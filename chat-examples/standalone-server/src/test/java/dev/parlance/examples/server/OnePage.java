package dev.parlance.examples.server;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/** Tests of the page in one browser, before a server of their own. */
abstract class OnePage {
    @AutoClose
    ServerProcess server;

    @AutoClose
    ChatPage page;

    @BeforeAll
    static void needsABrowser() {
        Chromium.require();
    }
}
