package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.RawClient.Answer;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asks for many histories over HTTP at once has them read and answered in turns. */
class HistoryAppetiteTest {
    private static final String TEA = "/api/chat/tea/history";
    /** Of one event loop, which is all there is. */
    private static final int MOST = 16;

    private static final int MANY = 3 * MOST;

    private final BlockingQueue<CompletableFuture<Void>> readings = new LinkedBlockingQueue<>();
    private final AtomicInteger rightsAsked = new AtomicInteger();
    private final List<RawClient> clients = new ArrayList<>();
    private volatile boolean allowed = true;
    private volatile boolean broken;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(
                engine -> engine.broker(slowStore())
                        .authenticator(credentials -> CompletableFuture.completedFuture(User.of("ada", "Ada")))
                        .authorizer((user, action) -> {
                            rightsAsked.incrementAndGet();
                            return CompletableFuture.completedFuture(allowed);
                        }),
                settings -> settings.guardedHistory(true).ioThreads(1));
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        server.close();
    }

    /** One whose answers come when the test says so. */
    private ForwardingBroker slowStore() {
        return new ForwardingBroker(InMemoryBroker.builder().build()) {
            @Override
            public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                if (broken) {
                    return new CompletableFuture<>() {
                        @Override
                        public CompletableFuture<HistoryPage> whenComplete(
                                BiConsumer<? super HistoryPage, ? super Throwable> told) {
                            throw new AssertionError("expected by this test");
                        }
                    };
                }
                CompletableFuture<Void> reading = new CompletableFuture<>();
                readings.add(reading);
                return reading.thenCompose(now -> super.history(roomId, query));
            }
        };
    }

    private RawClient asking() throws IOException {
        RawClient client = server.connect().send("GET " + TEA + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        clients.add(client);
        return client;
    }

    private void manyAsk() throws IOException {
        for (int i = 0; i < MANY; i++) {
            asking();
        }
        await("all may read by then").until(() -> rightsAsked.get() >= MANY);
    }

    @Test
    void aFewAreReadAtATimeAndAllAreAnswered() throws IOException, InterruptedException {
        server.engine
                .room(new RoomId("tea"))
                .publish("Welcome")
                .toCompletableFuture()
                .join();
        manyAsk();
        for (int i = 0; i < MANY; i++) {
            CompletableFuture<Void> first = readings.poll(60, TimeUnit.SECONDS);
            assertThat(readings.size()).as("under way").isLessThan(MOST);
            assertThat(first).isNotNull();
            first.complete(null);
        }
        for (RawClient client : clients) {
            assertThat(client.answer().body()).contains("Welcome");
        }
    }

    @Test
    void whoeverIsGoneIsNotReadFor() throws IOException {
        manyAsk();
        for (RawClient client : clients) {
            client.vanish();
        }
        await().until(() -> server.server.connectionCount() == 0);
        RawClient stays = asking();
        int read = readUntilAnswered(stays);
        assertThat(stays.answer().status()).isEqualTo(200);
        assertThat(read).isLessThanOrEqualTo(MOST + 1);
    }

    @Test
    void aRightThatIsTakenWhileItsTurnIsWaitedForIsAskedForAgain() throws IOException {
        manyAsk();
        allowed = false;
        int refused = 0;
        for (RawClient client : clients) {
            readUntilAnswered(client);
            Answer answer = client.answer();
            assertThat(answer.status()).isIn(200, 403);
            refused += answer.status() == 403 ? 1 : 0;
        }
        assertThat(refused).as("those who had not had their turn").isPositive();
    }

    /** Lets the store answer whatever it is asked; how often that was. */
    private int readUntilAnswered(RawClient client) throws IOException {
        int read = 0;
        do {
            for (CompletableFuture<Void> next = readings.poll(); next != null; next = readings.poll()) {
                next.complete(null);
                read++;
            }
        } while (!client.hears(Duration.ofMillis(1)));
        return read;
    }

    @Test
    void whateverAStoreThrowsWhileAHistoryIsReadTheNextGetsTheirs() throws Exception {
        broken = true;
        for (int i = 0; i < MANY; i++) {
            assertThat(asking().answer().status()).isEqualTo(500);
        }
        broken = false;
        RawClient next = asking();
        readings.take().complete(null);
        assertThat(next.answer().status()).isEqualTo(200);
    }
}
