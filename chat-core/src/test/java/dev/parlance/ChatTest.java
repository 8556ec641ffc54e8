package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatTest {
    private final EngineFixture fixture = new EngineFixture();

    @Test
    void everyoneInTheRoomGetsAMessageTheSenderToo() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        ada.news();
        ada.say("tea", "hello");
        assertThat(ada.news()).containsExactly("Ada: hello");
        assertThat(bo.news()).containsExactly("Ada: hello");
    }

    @Test
    void aMessageStaysInItsRoom() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "coffee");
        ada.say("tea", "hello");
        assertThat(bo.news()).isEmpty();
    }

    @Test
    void aJoinWithoutAnIdGetsHistoryAndMembersAsEvents() {
        fixture.client("ada", "tea").say("tea", "one").say("tea", "two");
        TestClient bo = fixture.client().as("bo").join("tea");
        assertThat(bo.news()).containsExactly("history [one,two]", "users [Ada,Bo]");
    }

    @Test
    void theOthersHearOfAJoinAndALeaveTheUserDoesNot() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        assertThat(ada.news()).containsExactly("Bo joined");
        bo.leave("tea");
        assertThat(ada.news()).containsExactly("Bo left");
        assertThat(bo.news()).isEmpty();
    }

    @Test
    void severalSessionsOfAUserCountOnce() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient phone = fixture.client("bo", "tea");
        TestClient laptop = fixture.client("bo", "tea");
        assertThat(ada.news()).containsExactly("Bo joined");
        phone.leave("tea");
        assertThat(ada.news()).isEmpty();
        laptop.leave("tea");
        assertThat(ada.news()).containsExactly("Bo left");
    }

    @Test
    void sendingToARoomThatWasNotJoinedIsRefused() {
        TestClient ada = fixture.client().as("ada").say("tea", "hello");
        assertThat(ada.news()).containsExactly("error NOT_IN_ROOM for send_message");
    }

    @Test
    void nothingButPingComesBeforeAuthentication() {
        TestClient nobody = fixture.client();
        nobody.join("tea").ask(3, new ClientCommand.Ping());
        assertThat(nobody.news()).containsExactly("error NOT_AUTHENTICATED for join_room", "3:pong");
    }

    @Test
    void anotherIdentityOnTheSameConnectionIsRefused() {
        TestClient ada = fixture.client().as("ada").as("ada").as("bo");
        assertThat(ada.news()).containsExactly("error ALREADY_AUTHENTICATED for authenticate");
    }

    @Test
    void aConnectionThatDoesNotAuthenticateIsClosed() {
        TestClient nobody = fixture.client();
        TestClient ada = fixture.client().as("ada");
        fixture.time.advance(Duration.ofSeconds(30));
        nobody.news();
        ada.news();
        assertThat(nobody.closed).isEqualTo(CloseReason.NOT_AUTHENTICATED);
        assertThat(ada.closed).isNull();
    }

    @Test
    void sendingAgainWithTheSameIdStoresOnce() {
        TestClient ada = fixture.client("ada", "tea");
        ClientCommand send = new ClientCommand.Send(new RoomId("tea"), "hello", "m1", Map.of());
        ada.ask(1, send).ask(2, send);
        assertThat(ada.news()).containsExactlyInAnyOrder("Ada: hello", "1:sent 1", "2:sent 1");
    }

    @Test
    void aUserMayReadOnlyARoomItIsIn() {
        TestClient ada = fixture.client("ada", "tea").say("tea", "one").say("tea", "two");
        ada.news();
        ada.ask(4, new ClientCommand.ReadHistory(new RoomId("tea"), HistoryQuery.before(2, 10)));
        ada.ask(5, new ClientCommand.ReadHistory(new RoomId("coffee"), HistoryQuery.newest(10)));
        assertThat(ada.news()).containsExactly("4:history [one]", "5:failed NOT_IN_ROOM");
    }

    @Test
    void theHostSpeaksAsTheSystemOrAsAUserAndSignals() {
        TestClient ada = fixture.client("ada", "tea");
        Room room = fixture.engine.room(new RoomId("tea"));
        room.publish("maintenance at noon");
        room.publish(User.of("bot", "Bot"), "beep");
        room.signal("poll", Map.of("question", "tea?"));
        assertThat(ada.news())
                .containsExactly("System: maintenance at noon", "Bot: beep", "signal poll {question=tea?}");
    }

    @Test
    void theHostClosesAUsersSessionsOnAllNodes() {
        ChatEngine other = fixture.node(builder -> builder);
        TestClient here = fixture.client("ada", "tea");
        TestClient there = new TestClient(other, new TestLane(), fixture.encoder).as("ada");
        TestClient bo = fixture.client("bo", "tea");
        fixture.engine.closeSessions(new UserId("ada"));
        here.news();
        there.news();
        assertThat(here.closed).isEqualTo(CloseReason.CLOSED_BY_HOST);
        assertThat(there.closed).isEqualTo(CloseReason.CLOSED_BY_HOST);
        bo.news();
        assertThat(bo.closed).isNull();
    }

    @Test
    void stoppingTellsEveryoneAndLeavesNothingBehind() {
        TestClient ada = fixture.client("ada", "tea");
        var stopped = fixture.engine.stop().toCompletableFuture();
        ada.news();
        assertThat(ada.closed).isEqualTo(CloseReason.SHUTDOWN);
        assertThat(stopped).isCompleted();
        assertThat(fixture.engine.sessionCount()).isZero();
    }

    @Test
    void twoNodesAreOneService() {
        ChatEngine other = fixture.node(builder -> builder);
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo =
                new TestClient(other, new TestLane(), fixture.encoder).as("bo").join("tea");
        assertThat(ada.news()).containsExactly("Bo joined");
        assertThat(bo.news()).containsExactly("history []", "users [Ada,Bo]");
        bo.say("tea", "hello over there");
        assertThat(ada.news()).containsExactly("Bo: hello over there");
    }
}
