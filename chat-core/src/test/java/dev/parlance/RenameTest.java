package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Credentials;
import dev.parlance.transport.ClientCommand;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A user whose name has changed says who it is again on the same connection. */
class RenameTest {
    private final EngineFixture fixture = new EngineFixture();

    private static ClientCommand named(String id, String name) {
        return new ClientCommand.Authenticate(new Credentials(id, name, null, Map.of()));
    }

    @Test
    void theNewNameCountsForItsMessagesAndInItsRoomsAtOnce() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        ada.ask(1, named("ada", "Countess"));
        assertThat(ada.news()).contains("1:is Countess");
        assertThat(bo.news()).containsExactly("Countess joined");
        ada.typing("tea", true).say("tea", "hello");
        assertThat(bo.news()).contains("Countess types", "Countess: hello");
        assertThat(fixture.client().as("cy").join("tea").news()).contains("users [Countess,Bo,Cy]");
        ada.news();
        assertThat(ada.join("tea").news()).contains("users [Countess,Bo,Cy]");
    }

    @Test
    void anotherUserIsRefusedAsBefore() {
        TestClient ada = fixture.client("ada", "tea");
        ada.ask(1, named("bo", "Ada"));
        assertThat(ada.news()).containsExactly("1:failed ALREADY_AUTHENTICATED");
    }
}
