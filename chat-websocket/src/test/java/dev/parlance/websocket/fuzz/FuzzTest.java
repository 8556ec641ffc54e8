package dev.parlance.websocket.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.parlance.ChatEngine;
import dev.parlance.model.User;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.ChatLimits;
import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.UsedHeap;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Strangers say what is nearly right, in every protocol of the port, while two who are honest talk. {@code -Dparlance.fuzz.inputs=1000000} has them
 * say more, {@code -Dparlance.fuzz.seed=N} something else; {@code -Dparlance.fuzz.from=K} begins with stranger K.
 */
@Tag("faults")
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("parlance.fuzz.inputs", 50_000);
    private static final long SEED = Long.getLong("parlance.fuzz.seed", 1);
    private static final long FROM = Long.getLong("parlance.fuzz.from", 0);
    private static final int STRANGERS_AT_ONCE = 8;
    private static final long TOLERATED_BYTES = 8 << 20;
    private static final long TOLERATED_MILLIS = 1000;

    /** Whoever makes up names of rooms would fill the memory with rooms, which is not what is tried here. */
    private static final class TwoRooms implements Authorizer {
        private static final Set<String> ROOMS = Set.of("fuzz", "honest");

        @Override
        public CompletionStage<Boolean> permits(User user, Action action) {
            return CompletableFuture.completedFuture(
                    ROOMS.contains(action.roomId().value()));
        }

        @Override
        public boolean mayBlock() {
            return false;
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void honestPeopleNoticeNothingOfStrangersWhoAreNearlyRight() throws Exception {
        ChatEngine engine = ChatEngine.builder()
                .authorizer(new TwoRooms())
                .limits(ChatLimits.builder().unlimitedRates().build())
                .build();
        ComplaintsInTheLog log = ComplaintsInTheLog.watch();
        ChatServer server = ChatServer.builder(engine)
                .host("127.0.0.1")
                .port(0)
                .addressLimits(AddressLimits.unlimited())
                .unlimitedHandshakeRate()
                .build()
                .start();
        int port = server.address().getPort();
        try (RawClient ada = member(port, "ada");
                RawClient bo = member(port, "bo")) {
            ada.readText(text -> text.contains("user_joined"));
            HonestPair pair = new HonestPair(ada, bo);
            attack(port, pair, INPUTS / 4, -1 - INPUTS); // classes, buffers and threads come, and stay
            long heapBefore = UsedHeap.bytes();
            long descriptorsBefore = descriptors();
            attack(port, pair, INPUTS, FROM);

            assertThat(log.errors()).as("seed %s", SEED).isEmpty();
            assertThat(pair.slowMillis()).as("ms, of %s exchanges", pair.said()).isLessThan(TOLERATED_MILLIS);
            await("sessions end a little after their sockets")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> engine.sessionCount() == 2);
            assertThat(UsedHeap.bytes() - heapBefore).as("bytes held").isLessThan(TOLERATED_BYTES);
            await("an ended connection's socket waits for its peer's end, a while")
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThat(descriptors()).as("descriptors held").isLessThanOrEqualTo(descriptorsBefore));
            System.out.printf(
                    "fuzzing: %d inputs, seed %d; the pair said %d, 99 %% within %d ms, all within %d ms%n",
                    INPUTS, SEED, pair.said(), pair.slowMillis(), pair.slowestMillis());
        } finally {
            server.stop();
            engine.close();
            log.close();
        }
    }

    private static RawClient member(int port, String user) throws IOException {
        RawClient client = RawClient.connect(port).upgrade("/ws");
        client.ask("{\"event\":\"authenticate\",\"data\":{\"userId\":\"" + user + "\",\"username\":\"" + user
                + "\"},\"id\":1}");
        client.ask("{\"event\":\"join_room\",\"data\":{\"roomId\":\"honest\"},\"id\":2}");
        return client;
    }

    private static void attack(int port, HonestPair pair, int inputs, long from) throws Exception {
        AtomicInteger left = new AtomicInteger(inputs);
        AtomicLong next = new AtomicLong(from);
        List<CompletableFuture<Void>> strangers = new ArrayList<>();
        for (int i = 0; i < STRANGERS_AT_ONCE; i++) {
            CompletableFuture<Void> outcome = new CompletableFuture<>();
            strangers.add(outcome);
            new Thread(() -> {
                        long number = 0;
                        try {
                            while (left.get() > 0) {
                                number = next.getAndIncrement();
                                left.addAndGet(-new Stranger(SEED, number, port).visit());
                            }
                            outcome.complete(null);
                        } catch (IOException | RuntimeException e) {
                            outcome.completeExceptionally(
                                    new AssertionError("stranger " + number + " of seed " + SEED, e));
                            left.set(0);
                        }
                    })
                    .start();
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(strangers.toArray(CompletableFuture[]::new));
        do {
            pair.exchange();
        } while (!all.isDone());
        all.get();
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
