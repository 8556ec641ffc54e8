package dev.parlance.examples.server;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.Room;
import dev.parlance.jwt.JwtAuthenticator;
import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.policy.Authenticator;
import dev.parlance.websocket.ChatServer;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The lines of README.md that embed a chat and end it: here they are compiled and run. */
class EmbeddingTest {
    @Test
    void fewLinesMakeAChat() throws Exception {
        Accounts accounts = new Accounts();
        int port = 0;

        ChatEngine engine = ChatEngine.builder()
                .authenticator(credentials -> accounts.userOf(credentials.token()))
                .interceptor(draft -> accounts.mayTalk(draft.writer())
                        ? completedFuture(draft)
                        : failedFuture(ChatException.refused("MUTED", "not today")))
                .build();
        ChatServer server = ChatServer.builder(engine).port(port).build();
        server.start();

        Room lobby = engine.room(new RoomId("lobby"));
        lobby.publish("Welcome");

        URI address = URI.create("http://localhost:" + server.address().getPort());
        try (engine;
                server;
                SocketClient bo = new SocketClient(address)) {
            bo.send("{\"event\":\"authenticate\",\"data\":{\"token\":\"bo\"},\"id\":1}");
            bo.send("{\"event\":\"join_room\",\"data\":{\"roomId\":\"lobby\"},\"id\":2}");
            bo.send("{\"event\":\"send_message\",\"data\":{\"roomId\":\"lobby\",\"message\":\"Thanks\"},\"id\":3}");

            assertThat(bo.received.poll(60, TimeUnit.SECONDS)).contains("\"username\":\"BO\"");
            assertThat(bo.received.poll(60, TimeUnit.SECONDS)).contains("Welcome");
            assertThat(bo.received.poll(60, TimeUnit.SECONDS)).contains("REFUSED", "MUTED", "not today");

            server.close();
            engine.close();

            assertThat(bo.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void tokensOfAnIssuerAreOneAuthenticator() {
        Authenticator tokens = JwtAuthenticator.builder()
                .jwks(URI.create("https://login.example/.well-known/jwks.json"))
                .issuer("https://login.example")
                .audience("chat")
                .build();
        assertThat(tokens.mayBlock()).isTrue();
    }

    @Test
    void withTheDependencyShownTheEngineLogsThroughSlf4jToo() {
        assertThat(System.getLogger(ChatEngine.class.getName()).getClass().getName())
                .startsWith("org.slf4j.");
    }
}
