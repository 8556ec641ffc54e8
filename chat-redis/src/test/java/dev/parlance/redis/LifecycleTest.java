package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.redis.form.Forms;
import dev.parlance.redis.link.Timing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A start and a stop in every order, and what is left of a node once it has stopped: nothing. */
@Tag("faults")
class LifecycleTest {
    private final RedisProgram redis = RedisProgram.with();
    private final Jedis admin = new Jedis(URI.create(redis.url()));
    private final RedisConfig config = RedisConfig.of(redis.url());

    @AfterEach
    void end() {
        admin.close();
        redis.close();
    }

    @Test
    void aStopEndsAStartThatIsUnderWay() {
        for (int round = 0; round < 20; round++) {
            ChatBroker broker = RedisBroker.of(config);
            CompletionStage<Void> starting = broker.start(new Quiet());
            CompletionStage<Void> stopping = broker.stop();

            assertStopped(Quiet.failure(starting));
            Quiet.done(stopping);
            assertNothingIsLeft();
        }
    }

    @Test
    void aStopEndsAStartAtEveryStepOfIt() {
        for (String step : List.of("chat:epoch", "chat:nodes", "SUBSCRIBE")) {
            try (TcpProxy proxy = new TcpProxy("127.0.0.1", redis.port())) {
                proxy.stallAt(step);
                ChatBroker broker = RedisBroker.of(RedisConfig.of(proxy.url()));
                CompletableFuture<Void> starting = broker.start(new Quiet()).toCompletableFuture();
                Awaitility.await("it has come that far").until(proxy::hasStalled);
                CompletionStage<Void> stopping = broker.stop();

                assertThat(starting).as("a start that waits for " + step).isCompletedExceptionally();
                assertStopped(Quiet.failure(starting));
                Quiet.done(stopping);
            }
            assertNothingIsLeft();
        }
    }

    @Test
    void aStopThatComesBeforeTheStartHasMadeAnythingEndsItToo() {
        AtomicReference<Lifecycle> life = new AtomicReference<>();
        life.set(new Lifecycle("here", listener -> {
            Quiet.done(life.get().stop());
            return new Shard(config, Timing.REAL, new SecureRandom(), Forms.WRITTEN, listener);
        }));

        assertThat(life.get().start(new Quiet()).toCompletableFuture()).isCompletedExceptionally();

        Quiet.done(life.get().stop());
        assertNothingIsLeft();
    }

    @Test
    void aStopDoesNotWaitLongForAStartOverAStoreThatSaysNothing() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ChatBroker broker = RedisBroker.of(RedisConfig.builder()
                    .url("redis://127.0.0.1:" + mute.getLocalPort())
                    .timeout(Duration.ofMillis(500))
                    .build());
            CompletableFuture<Void> starting = broker.start(new Quiet()).toCompletableFuture();
            try (Socket client = mute.accept()) {
                CompletionStage<Void> stopping = broker.stop();

                assertThat(client.isConnected()).isTrue();
                assertThat(starting).isCompletedExceptionally();
                assertStopped(Quiet.failure(starting));
                Quiet.done(stopping);
            }
        }
    }

    @Test
    void aStartThatFailsLeavesNothing() {
        admin.aclSetUser("default", "-subscribe");

        ChatBroker broker = RedisBroker.of(config);
        assertThat(Quiet.failure(broker.start(new Quiet())).code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);

        Quiet.done(broker.stop());
        assertNothingIsLeft();
    }

    @Test
    void aStageOfAStopIsItsCallersOwn() {
        ChatBroker broker = Quiet.start(config);
        CompletableFuture<Void> first = broker.stop().toCompletableFuture();
        first.cancel(false);

        Quiet.done(broker.stop());
    }

    private static void assertStopped(ChatException failure) {
        assertThat(failure.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("has stopped");
    }

    private void assertNothingIsLeft() {
        assertThat(admin.exists("chat:nodes", "chat:nodes:dead")).as("leases").isZero();
        Awaitility.await("all connections are gone")
                .until(() -> admin.clientList().lines().count() == 1);
        Awaitility.await("all threads have ended")
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("parlance-redis-")));
    }
}
