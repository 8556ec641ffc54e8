package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.ChatEngine;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.ChatServer;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who asks for many histories over HTTP at once has them read and answered in turns. */
class HistoryAppetiteTest {
    private static final String TEA = "/api/chat/tea/history";
    /** Of one event loop, of which there are no more than processors. */
    private static final int MOST = 16 * Runtime.getRuntime().availableProcessors();

    private final BlockingQueue<CompletableFuture<Void>> readings = new LinkedBlockingQueue<>();

    /** A store whose answers come when the test says so. */
    private TestServer server() throws IOException {
        return TestServer.start(slowStore(), settings -> settings.openHistory(true));
    }

    private ForwardingBroker slowStore() {
        return new ForwardingBroker(InMemoryBroker.builder().build()) {
            @Override
            public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                CompletableFuture<Void> reading = new CompletableFuture<>();
                readings.add(reading);
                return reading.thenCompose(now -> super.history(roomId, query));
            }
        };
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

    @Test
    void aRightThatIsTakenWhileItsTurnIsWaitedForIsAskedForAgain() throws IOException, InterruptedException {
        AtomicBoolean allowed = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        ChatEngine engine = ChatEngine.builder()
                .broker(slowStore())
                .authorizer((user, action) -> {
                    asked.incrementAndGet();
                    return CompletableFuture.completedFuture(allowed.get());
                })
                .authenticator(credentials -> CompletableFuture.completedFuture(User.of("ada", "Ada")))
                .build();
        engine.start().toCompletableFuture().join();
        List<RawClient> clients = new ArrayList<>();
        try (ChatServer server = ChatServer.builder(engine)
                .host("127.0.0.1")
                .port(0)
                .guardedHistory(true)
                .addressLimits(AddressLimits.unlimited())
                .build()
                .start()) {
            for (int i = 0; i <= MOST; i++) {
                clients.add(RawClient.connect(server.address().getPort()));
                clients.get(i).send("GET " + TEA + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            await("all may read by then").until(() -> asked.get() == MOST + 1);
            allowed.set(false);
            for (int answered = 0; answered <= MOST; answered++) {
                CompletableFuture<Void> first = readings.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    first.complete(null);
                }
            }
            int refused = 0;
            for (RawClient client : clients) {
                refused += client.answer().status() == 403 ? 1 : 0;
                client.close();
            }
            assertThat(refused).as("those who had not had their turn").isPositive();
        } finally {
            engine.close();
        }
    }
}
