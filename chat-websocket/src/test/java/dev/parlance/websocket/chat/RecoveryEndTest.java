package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.RoomId;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nodes that end, by order or without a word. */
class RecoveryEndTest extends TwoNodes {
    @Test
    void aServerThatStopsWaitsUntilTheStateOfItsSessionsIsKept() throws Exception {
        RecoveringClient ada = one.connect(ADA).join("tea");
        CompletableFuture<Void> later =
                new CompletableFuture<Void>().completeOnTimeout(null, 500, TimeUnit.MILLISECONDS);
        one.delay("put", later);
        CompletableFuture<Void> stop = CompletableFuture.runAsync(one.server::stop);
        assertThat(ada.closeCode()).isEqualTo(1001);
        ada.close();
        stop.join();
        assertThat(later).isDone();
        try (RecoveringClient back = other.connect(ada.back(ADA))) {
            assertThat(back.isSameAs(ada)).isTrue();
        }
    }

    @Test
    void aNodeThatStopsLeavesItsSessionsToTheOthers() throws IOException {
        try (RecoveringClient ada = one.connect(ADA).join("tea")) {
            one.server.stop();
            other.engine
                    .room(new RoomId("tea"))
                    .publish("missed")
                    .toCompletableFuture()
                    .join();
            try (RecoveringClient back = other.connect(ada.back(ADA))) {
                assertThat(back.isSameAs(ada)).isTrue();
                assertThat(back.message()).isEqualTo("missed");
            }
        }
    }

    @Test
    void afterTheDeathOfItsNodeASessionIsNewAndItsHistoryFresh() throws IOException {
        try (RecoveringClient ada = one.connect(ADA).join("tea")) {
            say("heard");
            assertThat(ada.message()).isEqualTo("heard");
            one.fallSilent();
            try (RecoveringClient back = other.connect(ada.back(ADA))) {
                assertThat(back.isSameAs(ada)).isFalse();
                assertThat(back.send("42[\"join_room\",{\"roomId\":\"tea\"}]").event("message_history"))
                        .contains("\"heard\"");
            }
        }
    }
}
