package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who asks for many histories over HTTP at once has them read and answered in turns. */
class HistoryAppetiteTest {
    private static final String TEA = "/api/chat/tea/history";
    /** Of one event loop, of which there are no more than processors. */
    private static final int MOST = 16 * Runtime.getRuntime().availableProcessors();

    private final BlockingQueue<CompletableFuture<Void>> readings = new LinkedBlockingQueue<>();

    /** A store whose answers come when the test says so. */
    private TestServer server() throws IOException {
        return TestServer.start(
                new ForwardingBroker(InMemoryBroker.builder().build()) {
                    @Override
                    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                        CompletableFuture<Void> reading = new CompletableFuture<>();
                        readings.add(reading);
                        return reading.thenCompose(now -> super.history(roomId, query));
                    }
                },
                settings -> settings.openHistory(true));
    }

    @Test
    void aFewAreReadAtATimeAndAllAreAnswered() throws IOException, InterruptedException {
        int asked = 3 * MOST;
        try (TestServer server = server()) {
            server.engine
                    .room(new RoomId("tea"))
                    .publish("Welcome")
                    .toCompletableFuture()
                    .join();
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < asked; i++) {
                RawClient client = server.connect();
                client.send("GET " + TEA + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                clients.add(client);
            }
            for (int i = 0; i < asked; i++) {
                CompletableFuture<Void> first = readings.poll(10, TimeUnit.SECONDS);
                assertThat(readings.size()).as("under way").isLessThan(MOST);
                assertThat(first).isNotNull();
                first.complete(null);
            }
            for (RawClient client : clients) {
                assertThat(client.answer().body()).contains("Welcome");
                client.close();
            }
        }
    }

    @Test
    void whoeverIsGoneIsNotReadFor() throws IOException, InterruptedException {
        try (TestServer server = server();
                RawClient stays = server.connect()) {
            for (int i = 0; i < 3 * MOST; i++) {
                RawClient goes = server.connect();
                goes.send("GET " + TEA + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                goes.vanish();
            }
            await().until(() -> server.server.connectionCount() == 1);
            stays.send("GET " + TEA + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            int read = 0;
            while (!stays.hears(Duration.ofMillis(1))) {
                CompletableFuture<Void> first = readings.poll(10, TimeUnit.MILLISECONDS);
                if (first != null) {
                    first.complete(null);
                    read++;
                }
            }
            assertThat(stays.answer().status()).isEqualTo(200);
            assertThat(read).isLessThanOrEqualTo(MOST + 1);
        }
    }
}
