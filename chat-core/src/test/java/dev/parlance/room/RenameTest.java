package dev.parlance.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.Credentials;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.policy.ChatListener;
import dev.parlance.transport.ClientCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A user whose name has changed says who it is again on the same connection. */
class RenameTest {
    private final EngineFixture fixture = new EngineFixture();

    private static ClientCommand named(String id, String name) {
        return new ClientCommand.Authenticate(Credentials.of(id, name, null));
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
    void itsOtherConnectionsHearOfItToo() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient otherTab = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        ada.news();
        otherTab.news();
        ada.ask(1, named("ada", "Countess"));
        assertThat(otherTab.news()).containsExactly("Countess joined");
        assertThat(bo.news()).containsExactly("Countess joined");
        fixture.client().as("ada", "Lady").join("tea");
        assertThat(otherTab.news()).containsExactly("Lady joined");
        fixture.client("ada", "tea");
        assertThat(otherTab.news()).as("one name again is one join, its own").containsExactly("Ada joined");
    }

    @Test
    void aNewNameThatTheStoreDidNotTakeIsToldByTheNextSessionThatHasIt() {
        boolean[] works = {true};
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Long> enter(RoomId room, User user) {
                        return works[0]
                                ? super.enter(room, user)
                                : CompletableFuture.failedFuture(new IllegalStateException("expected by this test"));
                    }
                },
                builder -> builder);
        TestClient ada =
                new TestClient(node, new TestLane(), fixture.encoder).as("ada").join("tea");
        TestClient otherTab =
                new TestClient(node, new TestLane(), fixture.encoder).as("ada").join("tea");
        TestClient bo = fixture.client("bo", "tea");
        works[0] = false;
        ada.ask(1, named("ada", "Countess"));
        works[0] = true;
        otherTab.ask(1, named("ada", "Countess"));
        assertThat(bo.news()).containsExactly("Countess joined");
    }

    @Test
    void itCountsForTheUserItselfAndForTheHostThoughTheStoreHasNotToldItYet() {
        boolean[] tells = {true};
        ChatListener listener = mock(ChatListener.class);
        ChatEngine slow = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Void> start(BrokerListener told) {
                        BrokerListener unwilling = mock(BrokerListener.class);
                        doAnswer(call -> {
                                    if (tells[0]) {
                                        told.onEvent(call.getArgument(0));
                                    }
                                    return null;
                                })
                                .when(unwilling)
                                .onEvent(any());
                        return super.start(unwilling);
                    }
                },
                builder -> builder.listener(listener));
        fixture.client("bo", "tea");
        TestClient ada = new TestClient(slow, new TestLane(), fixture.encoder)
                .as("ada")
                .join("tea")
                .join("cake");
        ada.news();
        tells[0] = false;
        ada.ask(1, named("ada", "Countess"));
        assertThat(ada.join("tea").news()).contains("users [Bo,Countess]");
        ada.leave("cake");
        verify(listener).left(new RoomId("cake"), User.of("ada", "Countess"));
    }

    @Test
    void anotherUserIsRefusedAsBefore() {
        TestClient ada = fixture.client("ada", "tea");
        ada.ask(1, named("bo", "Ada"));
        assertThat(ada.news()).containsExactly("1:failed ALREADY_AUTHENTICATED");
    }
}
