package dev.parlance.websocket.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.UserId;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A room from which a client was taken out is none to which it is brought back. */
class RecoveryRemovalTest extends TwoNodes {
    private void takeOut() {
        other.engine
                .room(tea.id())
                .remove(new UserId("ada"), "enough")
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoHasHeardOfItComesBackToItsOtherRooms(boolean same) throws IOException {
        RecoveringClient ada = one.connect(ADA).join("tea").join("milk");
        takeOut();
        assertThat(ada.event("error")).contains("FORBIDDEN", "\"roomId\":\"tea\"");
        lose(ada);
        try (RecoveringClient back = node(same).connect(ada.back(ADA))) {
            assertThat(back.isSameAs(ada)).isTrue();
            assertThat(back.send("421[\"get_history\",{\"roomId\":\"tea\"}]").next("431"))
                    .contains("NOT_IN_ROOM");
            assertThat(back.send("422[\"get_history\",{\"roomId\":\"milk\"}]").next("432"))
                    .contains("\"messages\":[]");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWasLostBeforeItHeardOfItIsANewClient(boolean same) throws IOException {
        RecoveringClient ada = one.connect(ADA).join("tea").join("milk");
        takeOut(); // told, but the client does not read it
        lose(ada);
        try (RecoveringClient back = node(same).connect(ada.back(ADA))) {
            assertThat(back.isSameAs(ada)).isFalse();
        }
    }
}
