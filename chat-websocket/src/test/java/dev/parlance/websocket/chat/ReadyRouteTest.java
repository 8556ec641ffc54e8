package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parlance.ChatEngine;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.websocket.ChatServer;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.address.AddressAccounts;
import dev.parlance.websocket.http.Edge;
import dev.parlance.websocket.http.HttpProtocol;
import dev.parlance.websocket.http.HttpSettings;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.Router;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.net.Port;
import dev.parlance.websocket.net.PortSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A load balancer is told in time, whatever the broker does. */
class ReadyRouteTest {
    /** Deadlines come a hundred times earlier. */
    private static final class Hasty extends ScheduledThreadPoolExecutor {
        Hasty() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            return super.schedule(task, unit.toNanos(delay) / 100, TimeUnit.NANOSECONDS);
        }
    }

    static Stream<Supplier<CompletionStage<Void>>> faults() {
        return Stream.of(
                CompletableFuture::new, // never answers
                () -> null,
                () -> {
                    throw new AssertionError("expected by this test");
                },
                () -> CompletableFuture.failedFuture(new IllegalStateException("expected by this test")),
                () -> CompletableFuture.failedFuture(
                        new ChatException(ErrorCode.BROKER_UNAVAILABLE, "half of a pair: \ud800", true)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aStoreThatDoesNotWorkIs503(Supplier<CompletionStage<Void>> fault) throws IOException {
        ForwardingBroker broken = new ForwardingBroker(InMemoryBroker.builder().build()) {
            @Override
            public CompletionStage<Void> put(String key, String value, Duration timeToLive) {
                return fault.get();
            }
        };
        Hasty hasty = new Hasty();
        try (ChatEngine engine =
                        ChatEngine.builder().broker(broken).scheduler(hasty).build();
                ChatServer server = ChatServer.builder(engine)
                        .host("127.0.0.1")
                        .port(0)
                        .build()
                        .start();
                RawClient client = RawClient.connect(server.address().getPort())) {
            RawClient.Answer answer = client.get("/ready");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body())
                    .startsWith("{\"status\":\"unavailable\",\"checks\":[{\"name\":\"store\",\"status\":\"failed\"")
                    .contains("\"error\":{\"code\":\"");
        } finally {
            hasty.shutdownNow();
        }
    }

    @Test
    void whatCannotBeToldIsAFaultAtOnce() throws IOException {
        ChatEngine engine = mock(ChatEngine.class);
        when(engine.readiness()).thenReturn(CompletableFuture.failedFuture(new IllegalStateException("expected")));
        Router.Builder router = Router.builder();
        ReadyRoute.addTo(router, engine);
        HttpSettings http = new HttpSettings(
                router.build(), new Origins(List.of(), false), Edge.PLAIN, AddressAccounts.unbounded());
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Port port = new Port(
                new PortSettings(any, 1, 10, 10, Duration.ofMillis(50), new InputBudget(16 << 20), null),
                wire -> new HttpProtocol(wire, http));
        try (RawClient client = RawClient.connect(port.open().getPort())) {
            assertThat(client.get("/ready").status()).isEqualTo(500);
        } finally {
            port.close(2_000);
        }
    }
}
