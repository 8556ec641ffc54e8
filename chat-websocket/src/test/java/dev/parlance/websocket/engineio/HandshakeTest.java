package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {
    private static final String OPEN =
            "0\\{\"sid\":\"[\\w-]{26}\",\"upgrades\":%s,\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";

    private EngineIoTestServer server;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        server = EngineIoTestServer.start();
        client = server.connect();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void aPollOpensASessionThatMayBeUpgraded() throws IOException {
        RawClient.Answer answer = client.get("/engine.io/?EIO=4&transport=polling");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body()).matches(OPEN.formatted("\\[\"websocket\"]"));
    }

    @Test
    void aWebSocketOpensASessionThatNeedsNoUpgrade() throws IOException {
        client.upgrade("/engine.io/?EIO=4&transport=websocket");
        assertThat(client.readText()).matches(OPEN.formatted("\\[]"));
    }

    @Test
    void thePathIsServedWithoutItsLastSlashToo() throws IOException {
        assertThat(client.get("/engine.io?EIO=4&transport=polling").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, EIO=4, 400, 0",
        "GET, EIO=4&transport=carrier-pigeon, 400, 0",
        "GET, EIO=4&transport=polling&sid=nobody, 400, 1",
        "POST, EIO=4&transport=polling, 400, 2",
        "PUT, EIO=4&transport=polling, 400, 2",
        "GET, EIO=4&transport=websocket, 400, 3",
        "GET, transport=polling, 400, 5",
        "GET, EIO=3&transport=polling, 400, 5"
    })
    void aRequestThatIsWrongIsToldWhy(String method, String query, int status, int code) throws IOException {
        RawClient.Answer answer = client.request(method, "/engine.io/?" + query);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"code\":" + code + ",\"message\":\"");
    }

    @ParameterizedTest
    @CsvSource({
        "EIO=4, 400, 0",
        "EIO=4&transport=websocket&sid=nobody, 400, 1",
        "EIO=4&transport=polling, 400, 3",
        "EIO=abc&transport=websocket, 400, 5"
    })
    void aWebSocketThatIsWrongIsToldWhyBeforeItIsOne(String query, int status, int code) throws IOException {
        RawClient.Answer answer = client.tryUpgrade("/engine.io/?" + query);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"code\":" + code + ",\"message\":\"");
    }

    @ParameterizedTest
    @CsvSource({"GET", "OPTIONS"})
    void pagesOfListedOriginsMayPollWithTheirCookies(String method) throws IOException {
        RawClient.Answer answer = client.request(
                method,
                "/engine.io/?EIO=4&transport=polling",
                "Origin: https://chat.example",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: x-tenant");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://chat.example");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        if (method.equals("OPTIONS")) {
            assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("x-tenant");
        }
    }

    @Test
    void pagesOfForeignOriginsOpenNoSession() throws IOException {
        String foreign = "Origin: https://evil.example";
        RawClient.Answer polling = client.get("/engine.io/?EIO=4&transport=polling", foreign);
        assertThat(polling.status()).isEqualTo(403);
        assertThat(polling.body()).startsWith("{\"code\":4,");
        assertThat(polling.header("Access-Control-Allow-Origin")).isNull();
        RawClient.Answer webSocket = client.tryUpgrade("/engine.io/?EIO=4&transport=websocket", foreign);
        assertThat(webSocket.status()).isEqualTo(403);
        assertThat(webSocket.body()).startsWith("{\"code\":4,");
        assertThat(server.server.sessionCount()).isZero();
    }
}
