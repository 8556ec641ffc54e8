package dev.parlance.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.websocket.AddressLimits;
import dev.parlance.websocket.ChatServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program against a server in this process, from its arguments to its line. */
@Tag("faults")
class LoadTestTest {
    private static final ChatEngine ENGINE = ChatEngine.builder()
            .limits(ChatLimits.builder().unlimitedRates().build())
            .build();
    private static final ChatServer SERVER = ChatServer.builder(ENGINE)
            .host("127.0.0.1")
            .port(0)
            .addressLimits(AddressLimits.unlimited())
            .build();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void serve() throws Exception {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
        ENGINE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "socketio"})
    void aClosedLoopLosesNothing(String protocol) {
        JsonNode result = load("--protocol", protocol, "--rooms", "2", "--senders", "3", "--window", "4");
        assertThat(result.get("sent").asLong()).isPositive();
        assertThat(result.get("delivered").asLong())
                .isEqualTo(result.get("sent").asLong() * 25)
                .isEqualTo(result.get("expected").asLong());
        assertThat(result.get("p50_ms").asDouble()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "socketio"})
    void anOpenLoopSendsWhatIsDue(String protocol) {
        JsonNode result = load("--protocol", protocol, "--senders", "2", "--rate", "200", "--payload", "300");
        assertThat(result.get("sent").asLong()).isBetween(50L, 70L);
        assertThat(result.get("delivered").asLong())
                .isEqualTo(result.get("sent").asLong() * 50);
        assertThat(result.get("bytes_per_delivery").asDouble()).isGreaterThan(300);
    }

    @Test
    void aPairAnswersEachOtherAmongIdleClients() {
        JsonNode result = load("--rooms", "10", "--pair");
        assertThat(result.get("clients").asInt()).isEqualTo(52);
        assertThat(result.get("sent").asLong()).isGreaterThan(1);
        assertThat(result.get("p50_ms").asDouble()).isPositive();
    }

    @Test
    void idleClientsStayAndTheServersMemoryIsRead() {
        JsonNode result =
                load("--idle", "--pid", Long.toString(ProcessHandle.current().pid()));
        assertThat(result.get("sent").asLong()).isZero();
        assertThat(result.has("p50_ms")).isFalse();
        assertThat(result.has("rss_kb_per_connection")).isTrue();
        assertThat(result.has("server_cpu_s")).isTrue();
        assertThat(err.toString()).contains("ready: 50 clients");
    }

    @Test
    void aServerThatRefusesMessagesIsFlawed() throws Exception {
        ChatLimits strict = ChatLimits.builder()
                .connectionRate(Metered.REQUESTS, new Rate(1, 5))
                .build();
        try (ChatEngine engine = ChatEngine.builder().limits(strict).build();
                ChatServer server = ChatServer.builder(engine)
                        .host("127.0.0.1")
                        .port(0)
                        .build()
                        .start()) {
            String port = Integer.toString(server.address().getPort());
            assertThat(run(
                            "--port",
                            port,
                            "--clients",
                            "2",
                            "--rate",
                            "100",
                            "--duration",
                            "0.3",
                            "--warmup",
                            "0",
                            "--settle",
                            "0.1",
                            "--strict"))
                    .isEqualTo(3);
        }
        JsonNode result = JsonMapper.shared().readTree(out.toString());
        assertThat(result.get("lost").asLong()).isPositive();
        assertThat(result.get("refused").asLong()).isPositive();
        assertThat(err.toString()).contains("RATE_LIMITED");
    }

    @Test
    void anotherMachineIsRefused() {
        assertThat(run("--host", "192.0.2.1", "--window", "1")).isEqualTo(1);
        assertThat(err.toString()).contains("192.0.2.1", "--allow-remote");
    }

    @Test
    void wrongOptionsAreToldAllAtOnceOnOneLine() {
        assertThat(run("--window", "1", "--clients", "5", "--rooms", "6", "--payload", "0"))
                .isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("--rooms", "--payload");
    }

    @Test
    void whatDoesNotServeIsToldWithItsReason() {
        assertThat(run("--window", "1", "--port", port(), "--protocol", "native", "--url", "http://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("0 of 100 clients joined");
    }

    private JsonNode load(String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--port", port(), "--clients", "50", "--duration", "0.3", "--warmup", "0.1", "--settle", "0.1"));
        all.add("--strict");
        all.addAll(List.of(options));
        assertThat(run(all.toArray(String[]::new))).as("%s%s", out, err).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private int run(String... arguments) {
        return LoadTest.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String port() {
        return Integer.toString(SERVER.address().getPort());
    }
}
