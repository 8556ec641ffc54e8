package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.transport.ClientCommand.AddMember;
import dev.parlance.transport.ClientCommand.CreateRoom;
import dev.parlance.transport.ClientCommand.UpdateRoom;
import dev.parlance.transport.RoomPatch;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Slow mode is the server's, for each user over all connections, and who keeps the room in order is exempt. */
class SlowModeInRoomsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId BO = new UserId("bo");
    private static final RoomPatch SLOW = slow(Duration.ofSeconds(10));

    private final EngineFixture fixture = new EngineFixture();
    private final TestClient ada = client(fixture.engine, "ada").ask(1, new CreateRoom(TEA, RoomKind.OPEN, SLOW));
    private final TestClient bo = client(fixture.engine, "bo").join("tea");

    SlowModeInRoomsTest() {
        ada.join("tea").news();
        bo.news();
    }

    private static RoomPatch slow(Duration wait) {
        return RoomPatch.of(room -> room.slowMode(wait), 0);
    }

    private TestClient client(ChatEngine engine, String userId) {
        return new TestClient(engine, new TestLane(), fixture.encoder).as(userId);
    }

    @Test
    void whoSaysSomethingTooSoonHearsACodeAndLaterIsHeard() {
        assertThat(bo.say("tea", "1").say("tea", "2").news())
                .containsExactly("Bo: 1", "error SLOW_MODE for send_message");

        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(bo.say("tea", "3").news()).containsExactly("Bo: 3");
    }

    @Test
    void otherConnectionsOfTheUserAreNoWayAroundItOnThisNodeOrAnother() {
        TestClient second = client(fixture.engine, "bo").join("tea");
        TestClient third = client(fixture.node(builder -> builder), "bo").join("tea");
        second.news();
        third.news();

        bo.say("tea", "1");

        assertThat(second.say("tea", "2").news())
                .containsExactlyInAnyOrder("Bo: 1", "error SLOW_MODE for send_message");
        assertThat(third.say("tea", "3").news()).containsExactlyInAnyOrder("Bo: 1", "error SLOW_MODE for send_message");
    }

    @Test
    void leavingTheRoomIsNoWayAroundIt() {
        ada.leave("tea");
        bo.say("tea", "1").leave("tea").join("tea").news();

        assertThat(bo.say("tea", "2").news()).containsExactly("error SLOW_MODE for send_message");
    }

    @Test
    void whoKeepsTheRoomInOrderNeedNotWait() {
        assertThat(ada.say("tea", "1").say("tea", "2").news()).containsExactly("Ada: 1", "Ada: 2");
        ada.ask(2, new AddMember(TEA, BO, RoomRole.MODERATOR));
        bo.news();

        assertThat(bo.say("tea", "3").say("tea", "4").news()).containsExactly("Bo: 3", "Bo: 4");
    }

    @Test
    void itHoldsFromTheChangeOfTheRecordOnAndNoLonger() {
        bo.say("tea", "1");
        ada.ask(2, new UpdateRoom(TEA, 1, slow(null)));
        bo.news();

        assertThat(bo.say("tea", "2").say("tea", "3").news()).containsExactly("Bo: 2", "Bo: 3");
        fixture.time.advance(Duration.ofSeconds(10));
        ada.ask(3, new UpdateRoom(TEA, 2, SLOW));
        assertThat(bo.say("tea", "4").say("tea", "5").news())
                .containsExactly("Bo: 4", "error SLOW_MODE for send_message");
    }

    @Test
    void whoseMessageWasNotPlacedNeedNotWaitForIt() {
        AtomicBoolean fails = new AtomicBoolean(true);
        ForwardingBroker store = new ForwardingBroker(
                InMemoryBroker.builder().hub(fixture.hub).build()) {
            @Override
            public CompletionStage<Receipt> publish(MessageDraft draft, Retention retention) {
                return fails.getAndSet(false)
                        ? CompletableFuture.failedFuture(new ChatException(ErrorCode.BROKER_UNAVAILABLE, "not now"))
                        : super.publish(draft, retention);
            }
        };
        TestClient cy = client(fixture.node(store, builder -> builder), "cy").join("tea");
        cy.news();

        assertThat(cy.say("tea", "1").say("tea", "2").news())
                .containsExactly("error BROKER_UNAVAILABLE for send_message", "Cy: 2");
    }
}
