package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.NativeServerMain;
import dev.parlance.websocket.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An accept that fails for want of a descriptor ends HttpCore's listener; a server of its own process is driven into that. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class NoDescriptorsLeftTest {
    private static final int DESCRIPTORS = 200;

    @Test
    void theServerServesAgainOnceDescriptorsAreFree() throws IOException {
        Process process = server(10_000);
        List<RawClient> clients = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            int port = port(output);
            RawClient member = RawClient.connect(port).upgrade("/ws");
            for (int i = 0; i < DESCRIPTORS + 20; i++) {
                connect(port, clients);
            }
            assertThat(output.lines().anyMatch(line -> line.contains("ended by a fault")))
                    .isTrue();
            assertThat(member.ask("{\"event\":\"ping\",\"id\":1}")).isEqualTo("{\"id\":1,\"data\":{}}");
            for (RawClient client : clients) {
                client.close();
            }
            assertThat(healthOnceItAnswers(port)).isEqualTo(200);
            assertThat(member.ask("{\"event\":\"ping\",\"id\":2}")).isEqualTo("{\"id\":2,\"data\":{}}");
            member.close();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void theDefaultLimitOfConnectionsKeepsItFromHappening() throws IOException {
        Process process = server(0);
        List<RawClient> clients = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            int port = port(output);
            int turnedAway = 0;
            for (int i = 0; i < DESCRIPTORS + 20; i++) {
                // one after the other: a flood faster than the I/O thread is what the other test has
                turnedAway += isServed(port, clients) ? 0 : 1;
            }
            assertThat(turnedAway).isPositive();
            for (RawClient client : clients) {
                client.close();
            }
            assertThat(healthOnceItAnswers(port)).isEqualTo(200);
            while (output.ready()) {
                assertThat(output.readLine()).doesNotContain("ended by a fault");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process server(int maxConnections) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = "ulimit -n " + DESCRIPTORS + " && exec " + java + " -Xmx64m -cp '"
                + System.getProperty("java.class.path") + "' -Dorg.slf4j.simpleLogger.defaultLogLevel=info "
                + NativeServerMain.class.getName() + " 0 1 " + maxConnections;
        return new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    }

    private static int port(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (!line.startsWith("serving ")) {
            line = output.readLine();
        }
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private static void connect(int port, List<RawClient> clients) {
        try {
            clients.add(RawClient.connect(port, 200));
        } catch (IOException e) {
            // refused: the listener is gone, or its backlog full
        }
    }

    private static boolean isServed(int port, List<RawClient> clients) {
        try {
            RawClient client = RawClient.connect(port);
            clients.add(client);
            return client.get("/health").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int healthOnceItAnswers(int port) {
        while (true) {
            try (RawClient client = RawClient.connect(port)) {
                return client.get("/health").status();
            } catch (IOException e) {
                Thread.yield();
            }
        }
    }
}
