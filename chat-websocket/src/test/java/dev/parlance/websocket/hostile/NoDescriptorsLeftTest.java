package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.NativeServerMain;
import dev.parlance.websocket.RawClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An accept that fails for want of a descriptor ends HttpCore's listener; servers of their own processes are driven towards that. */
@Tag("faults")
@EnabledOnOs({OS.LINUX, OS.MAC})
class NoDescriptorsLeftTest {
    private static final int DESCRIPTORS = 200;
    private static final byte[] WORK =
            (RawClient.handshake("/ws") + "x".repeat(30_000)).getBytes(StandardCharsets.ISO_8859_1);
    private static final long STORM_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int STORM_THREADS = 4;

    @Test
    void theServerServesAgainOnceOthersInItsProcessLeaveItADescriptor() throws IOException {
        Process process = server(HungryProcess.class, 0);
        try (BufferedReader output = process.inputReader();
                Writer input = process.outputWriter()) {
            int port = port(output);
            RawClient member = RawClient.connect(port).upgrade("/ws");
            input.write("take\n");
            input.flush();
            awaitLine(output, "all taken");
            List<RawClient> clients = new ArrayList<>();
            connect(port, clients);
            awaitLine(output, "ended by a fault");
            awaitLine(output, "cannot listen again yet");
            assertThat(member.ask("{\"event\":\"ping\",\"id\":1}")).isEqualTo("{\"id\":1,\"data\":{}}");
            input.write("give\n");
            input.flush();
            assertThat(healthOnceItAnswers(port)).isEqualTo(200);
            assertThat(member.ask("{\"event\":\"ping\",\"id\":2}")).isEqualTo("{\"id\":2,\"data\":{}}");
            closeAll(clients);
            member.close();
            process.toHandle().destroy();
            assertThat(output.lines().filter(line -> line.contains("cannot listen again yet")))
                    .as("lines of one kind in ten seconds")
                    .hasSizeLessThanOrEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest(name = "a limit of {0}")
    @ValueSource(ints = {0, 10_000})
    void aStormOfConnectionsNeverEndsTheListenerAndTheNextClientIsServed(int maxConnections) throws Exception {
        Process process = server(NativeServerMain.class, maxConnections);
        try (BufferedReader output = process.inputReader()) {
            int port = port(output);
            RawClient member = RawClient.connect(port).upgrade("/ws");
            CompletableFuture<?>[] storm = new CompletableFuture<?>[STORM_THREADS];
            Arrays.setAll(
                    storm, i -> CompletableFuture.runAsync(() -> comeAndGo(port), task -> new Thread(task).start()));
            CompletableFuture.allOf(storm).get(30, TimeUnit.SECONDS);
            assertThat(healthOnceItAnswers(port)).isEqualTo(200);
            assertThat(member.ask("{\"event\":\"ping\",\"id\":1}")).isEqualTo("{\"id\":1,\"data\":{}}");
            member.close();
            process.toHandle().destroy();
            assertThat(output.lines()).noneMatch(line -> line.contains("ended by a fault"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void moreConnectionsThanDescriptorsWaitUntilOneIsFree() throws IOException {
        Process process = server(NativeServerMain.class, 10_000);
        List<RawClient> clients = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            int port = port(output);
            while (connect(port, clients)) {
                // until the backlog is full, too
            }
            assertThat(clients).hasSizeLessThan(DESCRIPTORS);
            closeAll(clients);
            assertThat(healthOnceItAnswers(port)).isEqualTo(200);
            process.toHandle().destroy();
            assertThat(output.lines())
                    .anyMatch(line -> line.contains("nobody more is accepted until a descriptor is free"))
                    .noneMatch(line -> line.contains("ended by a fault"));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void atItsDefaultLimitAServerTurnsAwayAtOnce() throws IOException {
        Process process = server(NativeServerMain.class, 0);
        List<RawClient> clients = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            int port = port(output);
            int turnedAway = 0;
            for (int i = 0; i < DESCRIPTORS + 20; i++) {
                turnedAway += isServed(port, clients) ? 0 : 1;
            }
            assertThat(turnedAway).isPositive();
            closeAll(clients);
            assertThat(healthOnceItAnswers(port)).isEqualTo(200);
            process.toHandle().destroy();
            assertThat(output.lines()).noneMatch(line -> line.contains("ended by a fault"));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Faster than the I/O thread can count; half of it resets. */
    private static void comeAndGo(int port) {
        long end = System.nanoTime() + STORM_NANOS;
        for (int i = 0; System.nanoTime() - end < 0; i++) {
            try (Socket socket = new Socket()) {
                socket.setSoLinger(i % 2 == 0, 0);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                socket.getOutputStream().write(WORK);
            } catch (IOException e) {
                // refused, or the backlog is full: the storm goes on
            }
        }
    }

    private static void closeAll(List<RawClient> clients) throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }

    private static void awaitLine(BufferedReader output, String part) throws IOException {
        String line = output.readLine();
        while (line != null && !line.contains(part)) {
            line = output.readLine();
        }
        assertThat(line).as("a line with \"" + part + "\"").isNotNull();
    }

    private static Process server(Class<?> main, int maxConnections) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = "ulimit -n " + DESCRIPTORS + " && exec " + java + " -Xmx64m -cp '"
                + System.getProperty("java.class.path") + "' -Dorg.slf4j.simpleLogger.defaultLogLevel=info "
                + main.getName() + " 0 1 " + maxConnections;
        return new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    }

    private static int port(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (!line.startsWith("serving ")) {
            line = output.readLine();
        }
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private static boolean connect(int port, List<RawClient> clients) {
        try {
            return clients.add(RawClient.connect(port, 3_000));
        } catch (IOException e) {
            return false; // the listener is gone, or its backlog full
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

    /** A storm leaves a backlog that is refused first. */
    private static int healthOnceItAnswers(int port) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try (RawClient client = RawClient.connect(port)) {
                return client.get("/health").status();
            } catch (IOException e) {
                assertThat(System.nanoTime()).as("somebody answers: %s", e).isLessThan(deadline);
            }
        }
    }
}
