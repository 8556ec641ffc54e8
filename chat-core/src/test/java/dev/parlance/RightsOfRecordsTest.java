package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.RoomDirectory;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatListener;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.RoomPatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What stands on a room's record holds while a node does not know yet, or cannot read, what has become of that. */
class RightsOfRecordsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ADA = new UserId("ada");
    private static final UserId BO = new UserId("bo");
    private static final RoomId DIRECT = RoomId.direct(ADA, BO);

    /** Its word of changed records may be lost, and its records unreadable for a while. */
    private static final class BadLine extends ForwardingBroker {
        boolean loses;
        boolean fails;

        BadLine(EngineFixture fixture) {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        @Override
        public CompletionStage<Optional<RoomRecord>> room(RoomId roomId) {
            return fails
                    ? CompletableFuture.failedFuture(new ChatException(ErrorCode.BROKER_UNAVAILABLE, "away"))
                    : super.room(roomId);
        }

        @Override
        public CompletionStage<Void> start(BrokerListener listener) {
            return super.start(new BrokerListener() {
                @Override
                public void onEvent(RoomEvent event) {
                    listener.onEvent(event);
                }

                @Override
                public void onSignal(Topic topic, Signal signal) {
                    if (!loses || !signal.name().equals(RoomDirectory.RECORD_CHANGED)) {
                        listener.onSignal(topic, signal);
                    }
                }

                @Override
                public void onGap(RoomId roomId) {
                    listener.onGap(roomId);
                }
            });
        }
    }

    private final List<SecurityEvent> guarded = new ArrayList<>();
    private final EngineFixture fixture = new EngineFixture();
    private final BadLine line = new BadLine(fixture);
    private final ChatEngine engine = fixture.node(
            line,
            builder -> builder.listener(new ChatListener() {
                @Override
                public void securityEvent(SecurityEvent event) {
                    guarded.add(event);
                }
            }));

    private TestClient user(String name) {
        return new TestClient(engine, new TestLane(), fixture.encoder).as(name);
    }

    @Test
    void nobodyMakesThemselvesAnOwnerBeforeTheNodeKnowsThatTheRoomHasARecord() {
        TestClient mallory = user("mallory").join("tea").say("tea", "known to have no record");
        line.loses = true;
        line.createRoom(RoomRecord.builder(TEA, RoomKind.OPEN).build(), Map.of(ADA, RoomRole.OWNER));
        mallory.news();

        mallory.ask(1, new ClientCommand.AddMember(TEA, new UserId("mallory"), RoomRole.OWNER))
                .ask(2, new ClientCommand.UpdateRoom(TEA, 1, RoomPatch.of(room -> room.readOnly(true), 0)))
                .ask(3, new ClientCommand.RemoveMember(TEA, ADA));

        assertThat(mallory.news()).hasSize(3).allMatch(each -> each.contains(":failed "));
        assertThat(line.member(TEA, new UserId("mallory")).toCompletableFuture().join())
                .isEmpty();
    }

    @Test
    void aRoomOfTwoStaysTheirsWhoeverMakesItsRecordGo() {
        TestClient ada = user("ada").ask(1, new ClientCommand.OpenDirect(BO)).join(DIRECT.value());
        ada.say(DIRECT.value(), "between us").news();
        line.deleteRoom(DIRECT);
        TestClient mallory = user("mallory").join(DIRECT.value());
        assertThat(mallory.news()).containsExactly("error FORBIDDEN for join_room");
        assertThat(mallory.join(DIRECT.value()).news()).containsExactly("error FORBIDDEN for join_room");
    }

    @Test
    void whoIsRemovedBeforeTheirMembershipHearsWhyAndDoesNotComeBack() {
        line.createRoom(
                RoomRecord.builder(TEA, RoomKind.PRIVATE).build(), Map.of(ADA, RoomRole.OWNER, BO, RoomRole.MEMBER));
        TestClient bo = user("bo").ask(1, new ClientCommand.Join(TEA, null, 0));
        bo.news();

        CompletableFuture<Void> gone = engine.room(TEA)
                .remove(BO, "enough")
                .thenCompose(out -> line.removeMember(TEA, BO))
                .toCompletableFuture();
        bo.run();
        gone.join();

        assertThat(bo.news()).containsExactly("removed from tea, kick: enough");
        assertThat(bo.ask(2, new ClientCommand.Join(TEA, null, 0)).news()).containsExactly("2:failed FORBIDDEN");
    }

    @Test
    void whoKnocksAtARoomOfTwoIsTold() {
        user("ada").ask(1, new ClientCommand.OpenDirect(BO));
        user("mallory").join(DIRECT.value());
        assertThat(guarded).extracting(SecurityEvent::kind).containsExactly(SecurityEvent.Kind.ACCESS_DENIED);
        assertThat(guarded.get(0).userId()).contains(new UserId("mallory"));
    }

    @Test
    void aChangeThatCouldNotBeReadIsReadAgainUntilItIs() {
        line.createRoom(RoomRecord.builder(TEA, RoomKind.OPEN).build(), Map.of(ADA, RoomRole.OWNER));
        TestClient ada = user("ada").ask(9, new ClientCommand.Join(TEA, null, 0));
        TestClient bo = user("bo").ask(9, new ClientCommand.Join(TEA, null, 0));
        ada.news();
        bo.news();
        RoomRecord open = line.room(TEA).toCompletableFuture().join().orElseThrow();
        line.fails = true;
        line.updateRoom(open.toBuilder().kind(RoomKind.PRIVATE).build());
        assertThat(bo.news()).isEmpty();
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(bo.news()).isEmpty();

        line.fails = false;
        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(bo.run().news()).anyMatch(each -> each.startsWith("removed"));
        assertThat(ada.run().say("tea", "hi").news()).contains("Ada: hi");
    }
}
