package dev.parlance.examples.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** The clients as they are and the server as it is shipped, over TLS: they know the authority that vouches for it, or, in a browser, its key. */
class EncryptedIT {
    private static Authority authority;
    private static ServerProcess server;
    private static URI address;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        authority = Authority.in(folder);
        server = ServerProcess.start(
                "--port",
                "0",
                "--host",
                "127.0.0.1",
                "--unlimited",
                "--allowed-host",
                "chat.example",
                "--tls-cert",
                authority.serverChain().toString(),
                "--tls-key",
                authority.serverKey().toString());
        address = server.address();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String trust() {
        return "--ignore-certificate-errors-spki-list=" + authority.serverKeyHash();
    }

    @Test
    void twoBrowsersTalk() {
        Chromium.require();
        try (ChatPage ada = new ChatPage(trust());
                ChatPage bo = new ChatPage(trust())) {
            ada.enter(address, "Ada", "tea");
            bo.enter(address, "Bo", "tea");
            ada.awaitNotices("Bo joined");
            bo.say("Tea?");
            ada.awaitMessages("Bo: Tea?");
        }
    }

    @Test
    void socketIoUpgradesInABrowser() {
        Chromium.require();
        NodeJs.requireClients();
        ChromeDriver browser = Chromium.start(trust());
        try {
            browser.get(address.resolve("/socketio.html").toString());
            browser.findElement(By.cssSelector("[data-testid=name-input]")).sendKeys("Ada");
            browser.findElement(By.cssSelector("[data-testid=enter]")).click();
            Awaitility.await("the page is connected by WebSocket")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> browser.findElement(By.id("status")).getText().equals("connected by websocket"));
        } finally {
            browser.quit();
        }
    }

    @Test
    @Timeout(value = 100, unit = TimeUnit.SECONDS)
    void theJavaScriptClientTalks() throws Exception {
        NodeJs.require();
        ClientProgram.run(
                "chat-websocket/client-js",
                List.of("npm", "run", "live"),
                Map.of(
                        "PARLANCE_URL",
                        "wss://" + address.getAuthority() + "/ws",
                        "NODE_EXTRA_CA_CERTS",
                        authority.certificate().toString()));
    }

    @Test
    @Timeout(value = 100, unit = TimeUnit.SECONDS)
    void socketIoClientsTalkByEachTransport() throws Exception {
        NodeJs.requireClients();
        ClientProgram.run(
                ClientProgram.MODULE,
                List.of("node", "--test", "src/test/node/transports.test.mjs"),
                Map.of(
                        "CLIENT",
                        "socket.io-client",
                        "SERVERS",
                        address + " " + address,
                        "PROCESSES",
                        Long.toString(server.processId()),
                        "NODE_EXTRA_CA_CERTS",
                        authority.certificate().toString()));
    }
}
