package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.policy.Action;
import dev.parlance.policy.ChatLimits;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.ClientCommand.AddMember;
import dev.parlance.transport.ClientCommand.CreateRoom;
import dev.parlance.transport.ClientCommand.Join;
import dev.parlance.transport.ClientCommand.OpenDirect;
import dev.parlance.transport.ClientCommand.ReadMembers;
import dev.parlance.transport.ClientCommand.ReadRoom;
import dev.parlance.transport.ClientCommand.RemoveMember;
import dev.parlance.transport.ClientCommand.UpdateRoom;
import dev.parlance.transport.RoomPatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients ask of the records of rooms, and who hears of it. */
class RoomRecordsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId BO = new UserId("bo");
    private static final RoomPatch NOTHING = RoomPatch.of(room -> room, 0);
    private static final CreateRoom CREATE = new CreateRoom(TEA, RoomKind.OPEN, NOTHING);

    private final EngineFixture fixture = new EngineFixture();

    private TestClient user(String userId) {
        TestClient client = fixture.client().as(userId);
        client.news();
        return client;
    }

    private static RoomPatch named(String name) {
        return RoomPatch.of(room -> room.name(name), 0);
    }

    @Test
    void whoCreatesARoomIsItsOwner() {
        TestClient ada = user("ada");

        ada.ask(1, CREATE).ask(2, new ReadMembers(TEA, 10, null));

        assertThat(ada.news()).containsExactly("1:RoomRecord[tea v1 OPEN]", "2:members [ada OWNER]");
    }

    @Test
    void aRoomThatSomebodyIsInOrThatWasTalkedInIsNobodysToTake() {
        TestClient bo = fixture.client("bo", "tea");
        TestClient ada = user("ada").ask(1, CREATE);
        bo.say("tea", "hi").leave("tea");
        ada.ask(2, CREATE);

        assertThat(ada.news()).containsExactly("1:failed ROOM_EXISTS", "2:failed ROOM_EXISTS");
    }

    @Test
    void whoJoinedTheRoomWithAnAnswerHearsOnAllNodesWhatBecomesOfIt() {
        ChatEngine other = fixture.node(builder -> builder);
        TestClient ada = user("ada").ask(1, CREATE);
        TestClient bo =
                new TestClient(other, new TestLane(), fixture.encoder).as("bo").ask(9, new Join(TEA, null, 0));
        TestClient cy =
                new TestClient(other, new TestLane(), fixture.encoder).as("cy").join("tea");
        bo.news();
        cy.news();

        ada.ask(2, new UpdateRoom(TEA, 1, named("Tea")))
                .ask(3, new AddMember(TEA, BO, RoomRole.GUEST))
                .ask(4, new RemoveMember(TEA, BO));
        bo.run();

        assertThat(cy.news())
                .as("who joined as clients of old do hears what those know")
                .isEmpty();
        assertThat(ada.news())
                .containsExactly("1:RoomRecord[tea v1 OPEN]", "2:RoomRecord[tea v2 OPEN]", "3:bo is GUEST", "4:done");
        assertThat(bo.news()).containsExactly("room RoomRecord[tea v2 OPEN]", "member bo GUEST", "member bo null");
    }

    @Test
    void ofTwoChangesOfOneStateTheLaterLearnsIt() {
        TestClient ada = user("ada").ask(1, CREATE).ask(2, new UpdateRoom(TEA, 1, named("a")));
        ada.news();

        ada.ask(3, new UpdateRoom(TEA, 1, named("b"))).ask(4, new ReadRoom(TEA));

        assertThat(ada.news()).containsExactly("3:failed EDIT_CONFLICT", "4:RoomRecord[tea v2 OPEN]");
    }

    @Test
    void aRoomWithoutARecordHasNothingToBeReadOrChanged() {
        TestClient ada = user("ada");

        ada.ask(1, new ReadRoom(TEA))
                .ask(2, new UpdateRoom(TEA, 1, NOTHING))
                .ask(3, new AddMember(TEA, BO, RoomRole.GUEST))
                .ask(4, new ReadMembers(TEA, 10, null));

        assertThat(ada.news())
                .containsExactly(
                        "1:failed ROOM_NOT_FOUND",
                        "2:failed ROOM_NOT_FOUND",
                        "3:failed ROOM_NOT_FOUND",
                        "4:members []");
    }

    @Test
    void membersComeInPages() {
        TestClient ada = user("ada").ask(1, CREATE).ask(2, new AddMember(TEA, BO, RoomRole.GUEST));
        ada.news();

        ada.ask(3, new ReadMembers(TEA, 1, null)).ask(4, new ReadMembers(TEA, 1, new UserId("ada")));

        assertThat(ada.news()).containsExactly("3:members [ada OWNER] and more", "4:members [bo GUEST]");
    }

    @Test
    void theRoomOfTwoIsOneWhoeverOpensItAndHoweverOften() {
        TestClient ada = user("ada").ask(1, new OpenDirect(BO)).ask(2, new OpenDirect(BO));
        TestClient bo = user("bo").ask(1, new OpenDirect(new UserId("ada")));
        String direct = RoomId.direct(BO, new UserId("ada")).value();
        ada.join(direct);
        bo.join(direct);
        ada.news();
        bo.news();

        ada.say(direct, "hi");
        bo.run();

        assertThat(bo.news()).containsExactly("Ada: hi");
    }

    @Test
    void nobodyElseGetsIntoTheRoomOfTwoOrReadsOfIt() {
        user("ada").ask(1, new OpenDirect(BO));
        RoomId direct = RoomId.direct(BO, new UserId("ada"));
        TestClient cy = user("cy");

        cy.join(direct.value()).ask(2, new ReadRoom(direct)).ask(3, new ReadMembers(direct, 10, null));

        assertThat(cy.news())
                .containsExactly("error FORBIDDEN for join_room", "2:failed FORBIDDEN", "3:failed FORBIDDEN");
    }

    @Test
    void anIdOfARoomOfTwoIsNobodysToChooseAndItsMembersAreNobodysToChange() {
        RoomId direct = RoomId.direct(BO, new UserId("ada"));
        TestClient ada = user("ada")
                .ask(1, new CreateRoom(direct, RoomKind.DIRECT, NOTHING))
                .join(direct.value())
                .ask(2, new OpenDirect(BO))
                .ask(3, new AddMember(direct, new UserId("cy"), RoomRole.MEMBER))
                .ask(4, new RemoveMember(direct, BO))
                .ask(5, new OpenDirect(new UserId("ada")));

        assertThat(ada.news())
                .containsExactly(
                        "1:failed INVALID_ROOM_ID",
                        "error FORBIDDEN for join_room",
                        "2:done",
                        "3:failed FORBIDDEN",
                        "4:failed FORBIDDEN",
                        "5:failed INVALID_USER");
    }

    @Test
    void aRoomTakesAsManyMembersAsTheLimitsSay() {
        EngineFixture small = new EngineFixture(builder -> builder.limits(
                ChatLimits.builder().unlimitedRates().maxRoomMembers(2).build()));
        TestClient ada = small.client().as("ada").ask(1, CREATE).ask(2, new AddMember(TEA, BO, RoomRole.GUEST));
        ada.news();

        ada.ask(3, new AddMember(TEA, new UserId("cy"), RoomRole.GUEST))
                .ask(4, new AddMember(TEA, BO, RoomRole.MEMBER));

        assertThat(ada.news()).containsExactly("3:failed TOO_MANY_MEMBERS", "4:bo is MEMBER");
    }

    @Test
    void aUserCreatesAsManyRoomsAsTheLimitsSayOverAllConnectionsDirectOnesIncluded() {
        EngineFixture strict = new EngineFixture(builder -> builder.limits(
                ChatLimits.builder().unlimitedRates().roomCreation(6, 2).build()));
        TestClient ada = strict.client().as("ada");
        TestClient second = strict.client().as("ada");
        ada.news();
        second.news();

        ada.ask(1, CREATE).ask(2, new OpenDirect(BO)).ask(3, new OpenDirect(new UserId("cy")));
        second.ask(1, new CreateRoom(new RoomId("coffee"), RoomKind.OPEN, NOTHING))
                .ask(2, new OpenDirect(BO));
        TestClient bo = strict.client().as("bo").ask(1, new CreateRoom(new RoomId("bos"), RoomKind.OPEN, NOTHING));

        assertThat(ada.news()).containsExactly("1:RoomRecord[tea v1 OPEN]", "2:done", "3:failed RATE_LIMITED");
        assertThat(second.news())
                .as("to open what is there creates nothing")
                .containsExactly("1:failed RATE_LIMITED", "2:done");
        assertThat(bo.news()).contains("1:RoomRecord[bos v1 OPEN]");
        strict.time.advance(Duration.ofMinutes(10));
        assertThat(second.ask(3, new CreateRoom(new RoomId("coffee"), RoomKind.OPEN, NOTHING))
                        .news())
                .containsExactly("3:RoomRecord[coffee v1 OPEN]");
    }

    static List<ClientCommand> commands() {
        return List.of(
                CREATE,
                new UpdateRoom(TEA, 1, NOTHING),
                new ReadRoom(TEA),
                new AddMember(TEA, BO, RoomRole.GUEST),
                new RemoveMember(TEA, BO),
                new ReadMembers(TEA, 10, null),
                new OpenDirect(BO));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHostIsAskedForEach(ClientCommand command) {
        List<Action> asked = new ArrayList<>();
        EngineFixture strict = new EngineFixture(builder -> builder.authorizer((user, action) -> {
            asked.add(action);
            return CompletableFuture.completedFuture(false);
        }));
        TestClient ada = strict.client().as("ada");
        ada.news();

        ada.ask(1, command);

        assertThat(ada.news()).containsExactly("1:failed FORBIDDEN");
        assertThat(asked).hasSize(1);
        assertThat(strict.client().ask(1, command).news()).containsExactly("1:failed NOT_AUTHENTICATED");
    }
}
