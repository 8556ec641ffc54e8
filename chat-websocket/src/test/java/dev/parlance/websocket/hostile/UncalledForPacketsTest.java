package dev.parlance.websocket.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.websocket.RawClient;
import dev.parlance.websocket.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of Socket.IO that ask for nothing and have to be read all the same; no time passes for the rates. */
@Tag("faults")
class UncalledForPacketsTest {
    private static TestServer server(Metered what, Rate rate) throws IOException {
        ChatLimits limits =
                ChatLimits.builder().unlimitedRates().connectionRate(what, rate).build();
        return TestServer.start(chat -> chat.limits(limits).ticker(() -> 0), builder -> builder);
    }

    private static RawClient connected(TestServer server, String auth) throws IOException {
        RawClient client = server.connect().upgrade("/socket.io/?EIO=4&transport=websocket");
        client.readText(text -> text.startsWith("0{"));
        client.text("40" + auth);
        client.readText(text -> text.startsWith("40{"));
        return client;
    }

    private static String answerToPing(RawClient client) throws IOException {
        client.text("427[\"ping\"]");
        return client.readText(text -> text.startsWith("437"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"recovery\":\"1\"}", "{\"recovery\":\"1\",\"pid\":\"made-up\"}"})
    void aConnectWithoutALoginCountsAsARequest(String auth) throws IOException {
        try (TestServer server = server(Metered.REQUESTS, new Rate(1, 2));
                RawClient client = connected(server, auth)) {
            assertThat(answerToPing(client)).isEqualTo("437[{}]");
            assertThat(answerToPing(client)).contains("RATE_LIMITED");
        }
    }

    @Test
    void anAcknowledgementOfNothingCountsAsARequest() throws IOException {
        try (TestServer server = server(Metered.REQUESTS, new Rate(1, 10));
                RawClient client = connected(server, "")) {
            for (int i = 0; i < 9; i++) {
                client.text("43" + i + "[]");
            }
            assertThat(answerToPing(client)).contains("RATE_LIMITED");
        }
    }

    @Test
    void itsLengthCountsAsBytes() throws IOException {
        try (TestServer server = server(Metered.BYTES_IN, new Rate(1, 1_000));
                RawClient client = connected(server, "")) {
            client.text("430[\"" + "x".repeat(450) + "\"]");
            for (int i = 0; i < 9; i++) {
                client.text("42[\"ping\"]"); // of 20 bytes
            }
            assertThat(answerToPing(client)).contains("RATE_LIMITED");
        }
    }

    @Test
    void whoGoesOnWithThemIsClosed() throws IOException {
        ChatLimits limits = ChatLimits.builder()
                .unlimitedRates()
                .connectionRate(Metered.REQUESTS, new Rate(1, 10))
                .connectionRate(Metered.REFUSALS, new Rate(1, 10))
                .build();
        try (TestServer server = TestServer.start(chat -> chat.limits(limits).ticker(() -> 0), builder -> builder);
                RawClient client = connected(server, "")) {
            for (int i = 0; i < 30; i++) {
                client.text("430[]");
            }
            assertThat(client.readText(text -> text.startsWith("41"))).isEqualTo("41");
        }
    }
}
