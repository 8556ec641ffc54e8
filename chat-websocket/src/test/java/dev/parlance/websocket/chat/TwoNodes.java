package dev.parlance.websocket.chat;

import static org.awaitility.Awaitility.await;

import dev.parlance.Room;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.Authenticator;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two nodes of one service. */
abstract class TwoNodes {
    static final String EVE = "\"userId\":\"eve\",\"username\":\"Ada\"";
    static final String ADA = "\"userId\":\"ada\",\"username\":\"Ada\"";

    final AtomicBoolean nobodyIsKnown = new AtomicBoolean();
    RecoveryNode one;
    RecoveryNode other;
    Room tea;

    @BeforeEach
    void start() throws IOException {
        Authenticator authenticator = credentials -> nobodyIsKnown.get()
                ? CompletableFuture.failedFuture(new ChatException(ErrorCode.AUTHENTICATION_FAILED, "who?"))
                : CompletableFuture.completedFuture(User.of(credentials.userId(), credentials.username()));
        InMemoryHub hub = new InMemoryHub(InstantSource.system(), new SecureRandom());
        one = new RecoveryNode(hub, authenticator);
        other = new RecoveryNode(hub, authenticator);
        tea = one.engine.room(new RoomId("tea"));
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    RecoveryNode node(boolean same) {
        return same ? one : other;
    }

    void say(String text) {
        tea.publish(text).toCompletableFuture().join();
    }

    /** Until the node has noticed. */
    void lose(RecoveringClient client) throws IOException {
        client.close();
        awaitNobody();
    }

    void awaitNobody() {
        await("all sessions have ended").until(() -> one.engine.sessionCount() + other.engine.sessionCount() == 0);
    }
}
