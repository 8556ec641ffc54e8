package dev.parlance.websocket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.model.User;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.address.AddressAccounts;
import dev.parlance.websocket.http.Edge;
import dev.parlance.websocket.http.HttpProtocol;
import dev.parlance.websocket.http.HttpSettings;
import dev.parlance.websocket.http.Origins;
import dev.parlance.websocket.http.Response;
import dev.parlance.websocket.http.Router;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.net.Port;
import dev.parlance.websocket.net.PortSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AdminCallThreadTest {
    private final AtomicReference<Boolean> onEventLoop = new AtomicReference<>();

    private static boolean isOnEventLoop() {
        try {
            Port.checkMayWait();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Test
    void aCallIsReadOnItsEventLoopWhereverTheHostHasSaidWhoCalls() throws Exception {
        AdminRoute route = new AdminRoute("look", "GET", "/look", call -> {
            onEventLoop.set(isOnEventLoop());
            return CompletableFuture.completedFuture(Response.json(200, new byte[0]));
        });
        try (ChatEngine engine = ChatEngine.builder().build()) {
            AdminSettings settings = new AdminSettings(
                    new TokenLogin(Map.of()),
                    null,
                    credentials -> CompletableFuture.supplyAsync(() -> User.of("ada", "Ada")),
                    100,
                    Runnable::run,
                    System::nanoTime);
            Router router = Router.builder()
                    .route("GET", "/look", new AdminDoor(engine, settings).to(route))
                    .build();
            HttpSettings http =
                    new HttpSettings(router, new Origins(List.of(), false), Edge.PLAIN, AddressAccounts.unbounded());
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            Port port = new Port(
                    new PortSettings(any, 1, 10, 10, Duration.ofMillis(500), new InputBudget(1 << 20), null),
                    wire -> new HttpProtocol(wire, http));
            int number = port.open().getPort();
            try (RawClient client = RawClient.connect(number)) {
                assertThat(client.get("/look", "Authorization: Bearer any").status())
                        .isEqualTo(200);
                assertThat(onEventLoop.get()).isTrue();
            } finally {
                port.close(100);
            }
        }
    }
}
