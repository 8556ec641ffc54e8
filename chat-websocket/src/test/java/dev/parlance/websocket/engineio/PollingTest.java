package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingTest {
    private EngineIoTestServer server;
    private PollingClient client;

    @BeforeEach
    void start() throws IOException {
        server = EngineIoTestServer.start();
        client = server.poller();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4hello", "4one\u001e4two\u001e4three", "4h\u00e9llo \ud83d\udc4b", "4hello\u001ebAQIDBA==", "4"
            })
    void whatIsPostedInOneBodyComesBackInOnePoll(String body) throws IOException {
        RawClient.Answer posted = client.post(body);
        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.body()).isEqualTo("ok");
        assertThat(posted.header("Content-Type")).isEqualTo("text/html");
        RawClient.Answer polled = client.poll();
        assertThat(polled.status()).isEqualTo(200);
        assertThat(polled.body()).isEqualTo(body);
    }

    @Test
    void aPollThatWaitsIsAnsweredWithAllThatComesTogether() throws IOException {
        client.beginPoll().post("4one\u001e4two");
        assertThat(client.endPoll().body()).isEqualTo("4one\u001e4two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "4fine\u001e", "b!!!", "2", "5", "0{}", "7"})
    void aMalformedBodyEndsTheSession(String body) throws Exception {
        assertThat(client.post(body).status()).isEqualTo(400);
        assertThat(client.poll().status()).isEqualTo(400);
        assertThat(server.ending()).isEqualTo(Ending.PARSE_ERROR);
        assertThat(server.server.sessionCount()).isZero();
    }

    @Test
    void aBodyThatIsNotUtf8EndsTheSession() throws Exception {
        try (RawClient raw = server.connect()) {
            raw.send("POST " + client.target() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n4\u00ff");
            assertThat(raw.answer().status()).isEqualTo(400);
        }
        assertThat(server.ending()).isEqualTo(Ending.PARSE_ERROR);
    }

    @Test
    void anAbortedPollEndsTheSession() throws Exception {
        client.beginPoll().abortPoll();
        assertThat(server.ending()).isEqualTo(Ending.TRANSPORT_CLOSE);
        assertThat(client.post("4hello").status()).isEqualTo(400);
    }

    @Test
    void aClientThatSaysGoodbyeHasItsPollReleasedByANoop() throws Exception {
        client.beginPoll();
        assertThat(client.post("1").body()).isEqualTo("ok");
        assertThat(client.endPoll().body()).isEqualTo("6");
        assertThat(server.ending()).isEqualTo(Ending.TRANSPORT_CLOSE);
        assertThat(client.poll().status()).isEqualTo(400);
    }

    @Test
    void aPollThatComesBehindTheGoodbyeIsReleasedTooOnce() throws Exception {
        client.post("1");
        assertThat(client.poll().body()).isEqualTo("6");
        assertThat(client.poll().status()).isEqualTo(400);
    }

    @Test
    void theServersGoodbyeEndsAPollThatWaits() throws Exception {
        client.beginPoll();
        client.post("4hello");
        assertThat(client.endPoll().body()).isEqualTo("4hello");
        client.beginPoll();
        server.server.stop();
        assertThat(client.endPoll().body()).isEqualTo("1");
        assertThat(server.ending()).isEqualTo(Ending.SERVER_SHUTDOWN);
    }

    @Test
    void theServersGoodbyeWaitsForThePollThatWillBringIt() throws Exception {
        client.post("4hello");
        server.server.stop();
        assertThat(server.ending()).isEqualTo(Ending.SERVER_SHUTDOWN);
        assertThat(client.poll().body()).isEqualTo("4hello");
        assertThat(client.poll().body()).isEqualTo("1");
        assertThat(client.poll().status()).isEqualTo(400);
    }
}
