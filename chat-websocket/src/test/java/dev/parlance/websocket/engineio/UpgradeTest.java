package dev.parlance.websocket.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.websocket.RawClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeTest {
    @Test
    void theWaitingPollIsReleasedAndMessagesGoOnOverTheWebSocket() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller()) {
            client.beginPoll();
            try (RawClient webSocket = client.candidate().text("2probe")) {
                assertThat(webSocket.readText()).isEqualTo("3probe");
                assertThat(client.endPoll().body()).isEqualTo("6");
                webSocket.text("5").text("4hello");
                assertThat(webSocket.readText()).isEqualTo("4hello");
            }
        }
    }

    @Test
    void aPollThatBeginsDuringTheUpgradeIsReleasedToo() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller();
                RawClient webSocket = client.candidate().text("2probe")) {
            assertThat(webSocket.readText()).isEqualTo("3probe");
            assertThat(client.poll().body()).isEqualTo("6");
            assertThat(client.poll().body()).isEqualTo("6");
        }
    }

    @Test
    void untilTheChangePollingGoesOn() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller();
                RawClient webSocket = client.candidate().text("2probe")) {
            assertThat(webSocket.readText()).isEqualTo("3probe");
            client.post("4one");
            assertThat(client.poll().body()).isEqualTo("4one");
            client.post("4two");
            webSocket.text("5");
            assertThat(webSocket.readText()).isEqualTo("4two"); // what waited moves over
        }
    }

    @Test
    void aClientMayUpgradeWithoutItsProbe() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller()) {
            client.post("4hello");
            try (RawClient webSocket = client.candidate().text("5")) {
                assertThat(webSocket.readText()).isEqualTo("4hello"); // what waited moves over
                webSocket.text("4again");
                assertThat(webSocket.readText()).isEqualTo("4again");
            }
        }
    }

    @Test
    void itsPollThatWaitsIsReleasedWithNothing() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller()) {
            client.beginPoll();
            client.post("4hello"); // behind the poll, so that one is known to wait afterwards
            assertThat(client.endPoll().body()).isEqualTo("4hello");
            client.beginPoll();
            try (RawClient webSocket = client.candidate().text("5")) {
                webSocket.text("4over the new way");
                assertThat(webSocket.readText()).isEqualTo("4over the new way");
                assertThat(client.endPoll().body()).isEqualTo("6");
            }
        }
    }

    @Test
    void aPollThatItSentMeanwhileIsAnsweredWithNothingAndTheNextOneRefused() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller();
                RawClient webSocket = client.candidate().text("5")) {
            webSocket.text("4over the new way");
            assertThat(webSocket.readText()).isEqualTo("4over the new way");
            assertThat(client.post("4too late").body()).startsWith("{\"code\":3,");
            assertThat(client.poll().body()).isEqualTo("6");
            assertThat(client.poll().body()).startsWith("{\"code\":3,");
        }
    }

    @Test
    void afterwardsNeitherAPollNorAnotherWebSocketIsTaken() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller();
                RawClient webSocket = client.upgrade()) {
            webSocket.text("4hello");
            assertThat(webSocket.readText()).isEqualTo("4hello");
            assertThat(client.poll().body()).startsWith("{\"code\":3,");
            assertThat(client.post("4hello").body()).startsWith("{\"code\":3,");
            try (RawClient second = client.candidate()) {
                assertThat(second.readClose()).isEqualTo(1002);
            }
            webSocket.text("4still here");
            assertThat(webSocket.readText()).isEqualTo("4still here");
        }
    }

    /** They come on two connections, and whoever serves both reads them in either order. */
    @Test
    void aPollThatOvertakesTheChangeIsRefusedAsBehindIt() throws IOException {
        ManualTime time = new ManualTime(); // nobody looks for waiting polls meanwhile
        try (EngineIoTestServer server = EngineIoTestServer.start(EngineIoSettings.DEFAULT, time);
                PollingClient client = server.poller();
                RawClient webSocket = client.candidate().text("2probe")) {
            assertThat(webSocket.readText()).isEqualTo("3probe");
            client.beginPoll();
            client.post("6"); // may be read in one round with the poll,
            client.post("6"); // but this one in a later round: the poll waits
            webSocket.text("5").text("4hello");
            assertThat(webSocket.readText()).isEqualTo("4hello");
            assertThat(client.endPoll().body()).startsWith("{\"code\":3,");
        }
    }

    @Test
    void aSecondCandidateIsTurnedAwayAndTheFirstGoesOn() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller();
                RawClient first = client.candidate().text("2probe")) {
            assertThat(first.readText()).isEqualTo("3probe");
            try (RawClient second = client.candidate()) {
                assertThat(second.readClose()).isEqualTo(1002);
            }
            first.text("5").text("4hello");
            assertThat(first.readText()).isEqualTo("4hello");
        }
    }

    @Test
    void aCandidateThatGoesLeavesPollingAsItWas() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller()) {
            try (RawClient webSocket = client.candidate().text("2probe")) {
                assertThat(webSocket.readText()).isEqualTo("3probe");
            }
            client.post("4hello");
            assertThat(client.await("4")).isEqualTo("4hello");
            try (RawClient another = client.upgrade().text("4again")) {
                assertThat(another.readText()).isEqualTo("4again");
            }
        }
    }

    @Test
    void theEndOfTheSessionIsTheEndOfItsCandidate() throws IOException {
        try (EngineIoTestServer server = EngineIoTestServer.start();
                PollingClient client = server.poller();
                RawClient webSocket = client.candidate().text("2probe")) {
            assertThat(webSocket.readText()).isEqualTo("3probe");
            client.post("1");
            webSocket.readClose();
        }
    }

    /** HttpCore gives connections to its threads in turn: with and without one more the WebSocket comes to different event loops. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void onAnotherEventLoopEverythingArrivesInOrder(int more) throws Exception {
        try (EngineIoTestServer server = EngineIoTestServer.withTwoLoops();
                PollingClient client = server.poller()) {
            List<RawClient> others = new ArrayList<>();
            for (int i = 0; i < more; i++) {
                others.add(server.connect());
            }
            try (RawClient webSocket = client.upgrade()) {
                for (int i = 0; i < 500; i++) {
                    webSocket.text("4message " + i);
                }
                for (int i = 0; i < 500; i++) {
                    assertThat(webSocket.readText()).isEqualTo("4message " + i);
                }
                webSocket.text("1");
                webSocket.readClose();
            }
            assertThat(server.ending()).isEqualTo(Ending.TRANSPORT_CLOSE);
            for (RawClient other : others) {
                other.close();
            }
        }
    }
}
