package dev.parlance.websocket.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.address.AddressAccounts;
import dev.parlance.websocket.net.InputBudget;
import dev.parlance.websocket.net.Port;
import dev.parlance.websocket.net.PortSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final int MANY = 1_000;
    private static final byte[] REQUEST = "GET /many HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch another = new CountDownLatch(1);
    private Port port;
    private int number;

    private final HttpHandler many = exchange -> {
        if (begun.incrementAndGet() == 1) {
            first.countDown();
            await(another);
        }
        exchange.respond(number(begun.get()));
    };

    private static Response number(int number) {
        return Response.json(200, String.valueOf(number).getBytes(StandardCharsets.US_ASCII));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void open() throws IOException {
        Router router = Router.builder()
                .route("GET", "/many", many)
                .route("GET", "/one", exchange -> exchange.respond(number(begun.get())))
                .build();
        HttpSettings http =
                new HttpSettings(router, new Origins(List.of(), false), Edge.PLAIN, AddressAccounts.unbounded());
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        port = new Port(
                new PortSettings(any, 1, 10, 10, Duration.ofMillis(50), new InputBudget(16 << 20), null),
                wire -> new HttpProtocol(wire, http));
        number = port.open().getPort();
    }

    @AfterEach
    void close() {
        port.close(2_000);
    }

    private Socket pipeline() throws IOException {
        Socket greedy = new Socket(InetAddress.getLoopbackAddress(), number);
        byte[] all = new byte[MANY * REQUEST.length];
        for (int i = 0; i < MANY; i++) {
            System.arraycopy(REQUEST, 0, all, i * REQUEST.length, REQUEST.length);
        }
        greedy.getOutputStream().write(all);
        return greedy;
    }

    @Test
    void whoSendsManyRequestsAtOnceDoesNotKeepOthersWaiting() throws Exception {
        try (Socket one = new Socket(InetAddress.getLoopbackAddress(), number);
                Socket greedy = pipeline()) {
            assertThat(greedy.isConnected()).isTrue();
            await(first);
            one.getOutputStream()
                    .write("GET /one HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            another.countDown();
            String answer = new String(one.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(Integer.parseInt(answer.substring(answer.indexOf("\r\n\r\n") + 4)))
                    .isLessThan(MANY / 10);
        }
    }

    private static boolean ends(StringBuilder text, String end) {
        return text.length() >= end.length()
                && text.substring(text.length() - end.length()).equals(end);
    }

    @Test
    void allThatWereSentAtOnceAreAnswered() throws Exception {
        another.countDown();
        try (Socket greedy = pipeline();
                RawClient one = RawClient.connect(number)) {
            String last = "\r\n\r\n" + MANY;
            StringBuilder answers = new StringBuilder();
            greedy.setSoTimeout(10_000);
            while (!ends(answers, last)) {
                answers.append((char) greedy.getInputStream().read());
            }
            assertThat(one.get("/one").body()).isEqualTo(String.valueOf(MANY));
        }
    }
}
