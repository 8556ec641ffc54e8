package dev.parlance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.RoomDirectory;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageId;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.policy.Authorizer;
import dev.parlance.policy.RoomStanding;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.RoomPatch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ready policy by roles, alone and in an engine. */
class RolesTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final User ADA = User.of("ada", "Ada");
    private static final RoomPatch NOTHING = RoomPatch.of(room -> room, 0);
    private static final UserId BO = new UserId("bo");
    private static final MessageId MESSAGE = new MessageId("epoch-1");

    private static RoomRecord room(RoomKind kind, boolean readOnly) {
        RoomId id = kind == RoomKind.DIRECT ? RoomId.direct(ADA.id(), BO) : TEA;
        return RoomRecord.builder(id, kind).readOnly(readOnly).build();
    }

    private static boolean allows(@Nullable RoomRecord room, Map<UserId, RoomRole> roles, Action action) {
        Authorizer policy = Authorizer.byRole((roomId, userId) -> CompletableFuture.completedStage(
                new RoomStanding(Optional.ofNullable(room), Optional.ofNullable(roles.get(userId)))));
        return policy.permits(ADA, action)
                .handle((allowed, error) -> {
                    if (error != null) {
                        assertThat(error)
                                .isInstanceOfSatisfying(
                                        ChatException.class,
                                        refusal -> assertThat(refusal.code())
                                                .isEqualTo(
                                                        room == null ? ErrorCode.ROOM_NOT_FOUND : ErrorCode.READ_ONLY));
                    }
                    return error == null && allowed;
                })
                .toCompletableFuture()
                .join();
    }

    private static Map<UserId, RoomRole> roles(String adas, String bos) {
        return adas.equals("none")
                ? Map.of(BO, RoomRole.valueOf(bos))
                : Map.of(ADA.id(), RoomRole.valueOf(adas), BO, RoomRole.valueOf(bos));
    }

    @Test
    void inARoomWithoutARecordEverybodyJoinsReadsAndWritesAndNobodyRules() {
        assertThat(allows(null, Map.of(), new Action.Join(TEA))).isTrue();
        assertThat(allows(null, Map.of(), new Action.Read(TEA))).isTrue();
        assertThat(allows(null, Map.of(), new Action.Send(TEA))).isTrue();
        assertThat(allows(null, Map.of(), new Action.Type(TEA))).isTrue();
        assertThat(allows(null, Map.of(), new Action.CreateRoom(TEA, RoomKind.PRIVATE)))
                .isTrue();
        assertThat(allows(null, Map.of(), new Action.OpenDirect(TEA, BO))).isTrue();
        assertThat(allows(null, Map.of(), new Action.UpdateRoom(TEA))).isFalse();
        assertThat(allows(null, Map.of(), new Action.ManageMember(TEA, BO, null)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, false, none, true, true, false",
        "OPEN, false, GUEST, true, false, false",
        "OPEN, true, none, true, false, false",
        "OPEN, true, MEMBER, true, false, false",
        "OPEN, true, MODERATOR, true, true, true",
        "PRIVATE, false, none, false, false, false",
        "PRIVATE, false, GUEST, true, false, false",
        "PRIVATE, false, MEMBER, true, true, false",
        "PRIVATE, true, MEMBER, true, false, false",
        "PRIVATE, true, OWNER, true, true, true",
        "DIRECT, false, none, false, false, false",
        "DIRECT, false, MEMBER, true, true, false",
    })
    void whatARoleAllows(RoomKind kind, boolean readOnly, String role, boolean reads, boolean writes, boolean changes) {
        RoomRecord room = room(kind, readOnly);
        Map<UserId, RoomRole> roles = roles(role, "MEMBER");

        assertThat(allows(room, roles, new Action.Join(room.id()))).isEqualTo(reads);
        assertThat(allows(room, roles, new Action.Read(room.id()))).isEqualTo(reads);
        assertThat(allows(room, roles, new Action.Send(room.id()))).isEqualTo(writes);
        assertThat(allows(room, roles, new Action.Type(room.id()))).isEqualTo(writes);
        assertThat(allows(room, roles, new Action.UpdateRoom(room.id()))).isEqualTo(changes);
    }

    @ParameterizedTest
    @CsvSource({
        // own: edit, delete; of others: both; react, pin, mention the room
        "OPEN, false, none, true, true, false, true, false",
        "OPEN, false, GUEST, false, true, false, false, false",
        "OPEN, true, MEMBER, false, true, false, true, false",
        "OPEN, true, MODERATOR, true, true, true, true, true",
        "PRIVATE, false, none, false, false, false, false, false",
        "PRIVATE, false, GUEST, false, true, false, false, false",
        "PRIVATE, false, MEMBER, true, true, false, true, false",
        "PRIVATE, false, MODERATOR, true, true, true, true, true",
        "PRIVATE, true, MEMBER, false, true, false, true, false",
        "PRIVATE, true, OWNER, true, true, true, true, true",
    })
    void whatARoleAllowsToDoWithWhatWasSaid(
            RoomKind kind,
            boolean readOnly,
            String role,
            boolean editsOwn,
            boolean deletesOwn,
            boolean changesOthers,
            boolean reacts,
            boolean keepsOrder) {
        RoomRecord room = room(kind, readOnly);
        Map<UserId, RoomRole> roles = roles(role, "MEMBER");

        assertThat(allows(room, roles, new Action.Edit(TEA, MESSAGE, ADA.id()))).isEqualTo(editsOwn);
        assertThat(allows(room, roles, new Action.Delete(TEA, MESSAGE, ADA.id())))
                .isEqualTo(deletesOwn);
        assertThat(allows(room, roles, new Action.Edit(TEA, MESSAGE, BO))).isEqualTo(changesOthers);
        assertThat(allows(room, roles, new Action.Delete(TEA, MESSAGE, BO))).isEqualTo(changesOthers);
        assertThat(allows(room, roles, new Action.React(TEA, MESSAGE))).isEqualTo(reacts);
        assertThat(allows(room, roles, new Action.Pin(TEA, MESSAGE))).isEqualTo(keepsOrder);
        assertThat(allows(room, roles, new Action.MentionRoom(TEA))).isEqualTo(keepsOrder);
    }

    @Test
    void inARoomWithoutARecordAllReactAndPinAndEachChangesWhatIsTheirs() {
        assertThat(allows(null, Map.of(), new Action.Edit(TEA, MESSAGE, ADA.id())))
                .isTrue();
        assertThat(allows(null, Map.of(), new Action.Delete(TEA, MESSAGE, ADA.id())))
                .isTrue();
        assertThat(allows(null, Map.of(), new Action.Edit(TEA, MESSAGE, BO))).isFalse();
        assertThat(allows(null, Map.of(), new Action.Delete(TEA, MESSAGE, BO))).isFalse();
        assertThat(allows(null, Map.of(), new Action.React(TEA, MESSAGE))).isTrue();
        assertThat(allows(null, Map.of(), new Action.Pin(TEA, MESSAGE))).isTrue();
        assertThat(allows(null, Map.of(), new Action.MentionRoom(TEA))).isFalse();
    }

    @Test
    void bothOfADirectRoomPin() {
        RoomRecord direct = room(RoomKind.DIRECT, false);

        assertThat(allows(direct, roles("MEMBER", "MEMBER"), new Action.Pin(direct.id(), MESSAGE)))
                .isTrue();
        assertThat(allows(direct, roles("none", "MEMBER"), new Action.Pin(direct.id(), MESSAGE)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, MODERATOR, OWNER, true",
        "OWNER, OWNER, , true",
        "MODERATOR, MEMBER, GUEST, true",
        "MODERATOR, MEMBER, , true",
        "MODERATOR, MEMBER, MODERATOR, false",
        "MODERATOR, MODERATOR, , false",
        "MODERATOR, OWNER, GUEST, false",
        "MEMBER, GUEST, , false",
        "none, GUEST, MEMBER, false",
    })
    void whoSaysWhoIsWhat(String adas, String bos, @Nullable RoomRole next, boolean allowed) {
        assertThat(allows(room(RoomKind.PRIVATE, false), roles(adas, bos), new Action.ManageMember(TEA, BO, next)))
                .isEqualTo(allowed);
    }

    @Test
    void whoeverIsAMemberMayGo() {
        Map<UserId, RoomRole> guest = roles("GUEST", "OWNER");

        assertThat(allows(room(RoomKind.PRIVATE, false), guest, new Action.ManageMember(TEA, ADA.id(), null)))
                .isTrue();
        assertThat(allows(room(RoomKind.PRIVATE, false), guest, new Action.ManageMember(TEA, ADA.id(), RoomRole.OWNER)))
                .isFalse();
    }

    /** Counts how often records are read. */
    private static final class CountedReadings extends ForwardingBroker {
        int readings;

        CountedReadings(EngineFixture fixture) {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        @Override
        public CompletionStage<Optional<RoomRecord>> room(RoomId roomId) {
            readings++;
            return super.room(roomId);
        }
    }

    @Test
    void aChangeOfRoleHoldsFromTheNextMessageOnAndBetweenChangesTheDirectoryIsNotAsked() {
        EngineFixture fixture = new EngineFixture();
        CountedReadings counted = new CountedReadings(fixture);
        ChatEngine engine = fixture.node(counted, builder -> builder.authorizerBy(Authorizer::byRole));
        counted.createRoom(RoomRecord.builder(TEA, RoomKind.PRIVATE).build(), Map.of(BO, RoomRole.MEMBER));
        TestClient bo = new TestClient(engine, new TestLane(), fixture.encoder)
                .as("bo")
                .ask(9, new ClientCommand.Join(TEA, null, 0))
                .say("tea", "1");
        int before = counted.readings;

        bo.say("tea", "2").say("tea", "3");

        assertThat(counted.readings).isEqualTo(before);
        bo.news();
        counted.putMember(TEA, BO, RoomRole.GUEST, 10);
        assertThat(bo.say("tea", "4").news())
                .containsExactlyInAnyOrder("member bo GUEST", "error FORBIDDEN for send_message");
        fixture.time.advance(Duration.ofSeconds(11));
        int remembered = counted.readings;
        bo.say("tea", "5");
        assertThat(counted.readings).as("what is old is read anew").isGreaterThan(remembered);
    }

    @Test
    void ofARoomWithoutARecordTheDirectoryIsAskedForNobodyAloneUntilItHasOne() {
        EngineFixture fixture = new EngineFixture();
        CountedReadings counted = new CountedReadings(fixture);
        ChatEngine engine = fixture.node(counted, builder -> builder);
        TestClient ada = new TestClient(engine, new TestLane(), fixture.encoder)
                .as("ada")
                .join("tea")
                .say("tea", "1");
        int before = counted.readings;
        TestClient bo = new TestClient(engine, new TestLane(), fixture.encoder)
                .as("bo")
                .join("tea")
                .say("tea", "2");

        assertThat(counted.readings).isEqualTo(before);
        ada.news();
        bo.news();
        counted.createRoom(RoomRecord.builder(TEA, RoomKind.PRIVATE).build(), Map.of(BO, RoomRole.OWNER));
        ada.run();
        assertThat(ada.say("tea", "3").news()).contains("error NOT_IN_ROOM for send_message");
        assertThat(bo.say("tea", "4").news()).contains("Bo: 4");
    }

    @Test
    void whoIsNoMemberAnyMoreIsTakenOutOfAPrivateRoomOnEveryNode() {
        EngineFixture fixture = new EngineFixture();
        ChatEngine engine = fixture.node(builder -> builder.authorizerBy(Authorizer::byRole));
        ChatEngine other = fixture.node(builder -> builder.authorizerBy(Authorizer::byRole));
        TestClient ada = new TestClient(engine, new TestLane(), fixture.encoder).as("ada");
        TestClient bo = new TestClient(other, new TestLane(), fixture.encoder).as("bo");
        ada.ask(1, new ClientCommand.CreateRoom(TEA, RoomKind.PRIVATE, NOTHING))
                .ask(2, new ClientCommand.AddMember(TEA, BO, RoomRole.MEMBER))
                .join("tea");
        bo.ask(9, new ClientCommand.Join(TEA, null, 0)).news();

        ada.ask(3, new ClientCommand.RemoveMember(TEA, BO));
        bo.run();
        ada.say("tea", "now that we are alone");

        assertThat(bo.news()).anyMatch(each -> each.startsWith("removed")).noneMatch(each -> each.contains("alone"));
        assertThat(bo.say("tea", "hi").news()).containsExactly("error NOT_IN_ROOM for send_message");
    }

    /** Loses what is said of members. */
    private static final class LossyBus extends ForwardingBroker {
        private BrokerListener told;

        LossyBus(EngineFixture fixture) {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        @Override
        public CompletionStage<Void> start(BrokerListener listener) {
            told = listener;
            return super.start(new BrokerListener() {
                @Override
                public void onEvent(RoomEvent event) {
                    listener.onEvent(event);
                }

                @Override
                public void onSignal(Topic topic, Signal signal) {
                    if (!signal.name().equals(RoomDirectory.MEMBER_CHANGED)) {
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

    @Test
    void whoseRemovalWasLostOnItsWayIsTakenOutWhenTheNodeLearnsThatItMayHaveMissedSomething() {
        EngineFixture fixture = new EngineFixture();
        LossyBus bus = new LossyBus(fixture);
        ChatEngine engine = fixture.node(bus, builder -> builder);
        bus.createRoom(RoomRecord.builder(TEA, RoomKind.PRIVATE).build(), Map.of(BO, RoomRole.MEMBER));
        TestClient bo = new TestClient(engine, new TestLane(), fixture.encoder)
                .as("bo")
                .ask(9, new ClientCommand.Join(TEA, null, 0));
        bus.removeMember(TEA, BO);
        assertThat(bo.news()).noneMatch(each -> each.startsWith("removed"));

        bus.told.onGap(TEA);

        assertThat(bo.news()).anyMatch(each -> each.startsWith("removed"));
    }

    @Test
    void whoseRemovalComesBetweenTheQuestionAndTheFirstWordThatTheNodeHearsOfTheRoomDoesNotGetIn() {
        EngineFixture fixture = new EngineFixture();
        CompletableFuture<Void> line = new CompletableFuture<>();
        ForwardingBroker slow =
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Void> subscribe(Topic topic) {
                        return topic.equals(new Topic.Room(TEA))
                                ? line.thenCompose(there -> super.subscribe(topic))
                                : super.subscribe(topic);
                    }
                };
        ChatEngine engine = fixture.node(slow, builder -> builder);
        slow.createRoom(RoomRecord.builder(TEA, RoomKind.PRIVATE).build(), Map.of(BO, RoomRole.MEMBER));
        TestClient bo = new TestClient(engine, new TestLane(), fixture.encoder)
                .as("bo")
                .ask(9, new ClientCommand.Join(TEA, null, 0));

        slow.removeMember(TEA, BO);
        line.complete(null);

        assertThat(bo.news()).containsExactly("9:failed FORBIDDEN");
    }

    @Test
    void whoseRemovalComesWhileTheJoinIsUnderWayDoesNotGetIn() {
        EngineFixture fixture = new EngineFixture();
        CompletableFuture<Void> gate = new CompletableFuture<>();
        AtomicReference<CompletableFuture<Void>> wait = new AtomicReference<>(CompletableFuture.completedFuture(null));
        ChatEngine engine = fixture.node(builder -> builder.authorizerBy(standings -> {
            Authorizer byRole = Authorizer.byRole(standings);
            return (user, action) -> byRole.permits(user, action)
                    .thenCompose(allowed -> wait.get().thenApply(now -> allowed));
        }));
        TestClient ada = new TestClient(engine, new TestLane(), fixture.encoder)
                .as("ada")
                .ask(1, new ClientCommand.CreateRoom(TEA, RoomKind.PRIVATE, NOTHING))
                .ask(2, new ClientCommand.AddMember(TEA, BO, RoomRole.MEMBER))
                .join("tea");
        TestClient bo = new TestClient(engine, new TestLane(), fixture.encoder).as("bo");
        wait.set(gate);
        bo.ask(9, new ClientCommand.Join(TEA, null, 0)).news();
        wait.set(CompletableFuture.completedFuture(null));

        ada.ask(3, new ClientCommand.RemoveMember(TEA, BO));
        bo.run();
        gate.complete(null);

        assertThat(bo.news()).containsExactly("9:failed FORBIDDEN");
    }

    @Test
    void whoMayNotWriteAnyMoreShowsNoTypingEither() {
        EngineFixture fixture = new EngineFixture();
        TestClient ada = new TestClient(fixture.engine, new TestLane(), fixture.encoder).as("ada");
        TestClient bo = new TestClient(fixture.engine, new TestLane(), fixture.encoder).as("bo");
        ada.ask(1, new ClientCommand.CreateRoom(TEA, RoomKind.OPEN, NOTHING)).join("tea");
        bo.join("tea").typing("tea", true).typing("tea", false).news();

        ada.ask(2, new ClientCommand.UpdateRoom(TEA, 1, RoomPatch.of(room -> room.readOnly(true), 0)));

        assertThat(bo.typing("tea", true).news()).containsExactly("error READ_ONLY for typing");
    }

    @Test
    void whoIsNoMemberIsTakenOutOfARoomThatBecomesPrivate() {
        EngineFixture fixture = new EngineFixture();
        ChatEngine engine = fixture.node(builder -> builder.authorizerBy(Authorizer::byRole));
        TestClient ada = new TestClient(engine, new TestLane(), fixture.encoder).as("ada");
        TestClient bo = new TestClient(engine, new TestLane(), fixture.encoder).as("bo");
        ada.ask(1, new ClientCommand.CreateRoom(TEA, RoomKind.OPEN, NOTHING)).join("tea");
        bo.ask(9, new ClientCommand.Join(TEA, null, 0)).news();

        ada.ask(2, new ClientCommand.UpdateRoom(TEA, 1, RoomPatch.of(room -> room.kind(RoomKind.PRIVATE), 0)));

        assertThat(bo.news()).anyMatch(each -> each.startsWith("removed"));
        assertThat(ada.say("tea", "hi").news()).contains("Ada: hi");
    }

    @Test
    void whoIsNoMemberGetsIntoNoPrivateRoom() {
        EngineFixture fixture = new EngineFixture();
        ChatEngine engine = fixture.node(builder -> builder.authorizerBy(Authorizer::byRole));
        TestClient ada = new TestClient(engine, new TestLane(), fixture.encoder).as("ada");
        ada.ask(1, new ClientCommand.CreateRoom(TEA, RoomKind.PRIVATE, NOTHING));
        TestClient bo = new TestClient(engine, new TestLane(), fixture.encoder).as("bo");
        bo.news();

        assertThat(bo.join("tea").news()).containsExactly("error FORBIDDEN for join_room");
        ada.ask(2, new ClientCommand.AddMember(TEA, BO, RoomRole.GUEST));
        assertThat(bo.join("tea").news()).contains("history []");
    }
}
