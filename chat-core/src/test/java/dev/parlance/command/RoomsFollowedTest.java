package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.Position;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.Metered;
import dev.parlance.policy.Rate;
import dev.parlance.transport.ClientCommand.AddMember;
import dev.parlance.transport.ClientCommand.CreateRoom;
import dev.parlance.transport.ClientCommand.DeleteMessage;
import dev.parlance.transport.ClientCommand.EditMessage;
import dev.parlance.transport.ClientCommand.FollowRoom;
import dev.parlance.transport.ClientCommand.OpenDirect;
import dev.parlance.transport.ClientCommand.ReadRooms;
import dev.parlance.transport.ClientCommand.UnfollowRoom;
import dev.parlance.transport.RoomPatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The list of the rooms that a user follows. */
class RoomsFollowedTest {
    private static final RoomId DIRECT = RoomId.direct(new UserId("ada"), new UserId("bo"));
    private static final ReadRooms ALL = new ReadRooms(1_000, null);

    private EngineFixture fixture = new EngineFixture();

    private TestClient user(String id) {
        TestClient client = fixture.client().as(id);
        client.news();
        return client;
    }

    private Message say(String room, String text) {
        return fixture.engine
                .room(new RoomId(room))
                .publish(User.of("ada", "Ada"), text)
                .thenCompose(receipt -> fixture.engine.room(new RoomId(room)).message(receipt.messageId()))
                .toCompletableFuture()
                .join()
                .orElseThrow();
    }

    private static FollowRoom follow(String room) {
        return new FollowRoom(new RoomId(room));
    }

    @Test
    void theyComeInTheOrderOfTheirIdsWithWhatIsUnreadAndWhatWasSaidLast() {
        say("tea", "read");
        TestClient bo = user("bo").ask(1, follow("tea")).ask(2, follow("milk"));
        bo.news();
        say("tea", "one");
        say("tea", "two");

        assertThat(bo.ask(3, ALL).news()).containsExactly("3:[milk 0/0, tea 2/3 two]");
    }

    @Test
    void aPageBeginsBehindARoomAndSaysWhetherThereAreMore() {
        TestClient bo = user("bo");
        List.of("a", "b", "c").forEach(room -> bo.ask(1, follow(room)));
        bo.news();

        assertThat(bo.ask(2, new ReadRooms(2, null)).news()).containsExactly("2:[a 0/0, b 0/0] and more");
        assertThat(bo.ask(3, new ReadRooms(2, new RoomId("b"))).news()).containsExactly("3:[c 0/0]");
        assertThat(bo.ask(4, new ReadRooms(2, new RoomId("bb"))).news()).containsExactly("4:[c 0/0]");
    }

    @Test
    void changingAnOldMessageNeverMakesItTheRoomsPreviewAndWhatIsDeletedIsNone() {
        TestClient ada = fixture.client("ada", "tea").ask(1, follow("tea"));
        Message one = say("tea", "one");
        Message two = say("tea", "two");
        ada.ask(
                2,
                new EditMessage(
                        one.roomId(),
                        one.id(),
                        MessageEdit.builder().text("edited").build()));
        ada.news();

        assertThat(ada.ask(3, ALL).news()).containsExactly("3:[tea 2/2 two]");
        ada.ask(4, new DeleteMessage(two.roomId(), two.id())).news();
        assertThat(ada.ask(5, ALL).news()).containsExactly("5:[tea 1/2 edited]");
    }

    @Test
    void whoMayNotReadARoomDoesNotSeeItAndSeesItAgain() {
        RoomId club = new RoomId("club");
        TestClient ada = user("ada")
                .ask(1, new CreateRoom(club, RoomKind.PRIVATE, RoomPatch.of(room -> room.name("Club"), 0)))
                .ask(2, new AddMember(club, new UserId("bo"), RoomRole.MEMBER));
        TestClient bo = user("bo").ask(1, follow("tea"));
        bo.news();
        assertThat(bo.ask(2, ALL).news()).containsExactly("2:[Club 0/0, tea 0/0]");

        InMemoryBroker store = InMemoryBroker.builder().hub(fixture.hub).build();
        fixture.node(store, builder -> builder);
        store.removeMember(club, new UserId("bo"));
        assertThat(bo.ask(3, ALL).news()).containsExactly("3:[tea 0/0]");

        store.putMember(club, new UserId("bo"), RoomRole.GUEST, 10);
        assertThat(bo.ask(4, ALL).news()).containsExactly("4:[Club 0/0, tea 0/0]");
        assertThat(ada.ask(3, ALL).news()).contains("3:[Club 0/0]");
    }

    @Test
    void aDirectRoomSaysWhoTheOtherIs() {
        TestClient ada = user("ada").ask(1, new OpenDirect(new UserId("bo")));
        ada.news();

        assertThat(ada.ask(2, new FollowRoom(DIRECT)).ask(3, ALL).news()).contains("3:[" + DIRECT + " 0/0 with bo]");
    }

    private TestClient inDirectRoomOf(String user) {
        TestClient client = user(user).join(DIRECT.value());
        client.news();
        return client;
    }

    @Test
    void bothOfADirectRoomFollowItFromItsFirstMessageOnAndThePeerSeesNothingBefore() {
        user("ada").ask(1, new OpenDirect(new UserId("bo")));
        TestClient ada = inDirectRoomOf("ada");
        TestClient bo = user("bo");
        assertThat(bo.ask(1, ALL).news()).containsExactly("1:[]");

        ada.say(DIRECT.value(), "hello").say(DIRECT.value(), "you").news();

        assertThat(bo.ask(2, ALL).news()).containsExactly("2:[" + DIRECT + " 2/2 you with Ada]");
        fixture.time.advance(Duration.ofSeconds(1));
        assertThat(ada.ask(2, ALL).news()).containsExactly("2:[" + DIRECT + " 0/2 you with Bo]");
    }

    @Test
    void leavingADirectRoomHidesItUntilTheNextMessage() {
        user("ada").ask(1, new OpenDirect(new UserId("bo")));
        TestClient ada = inDirectRoomOf("ada");
        ada.say(DIRECT.value(), "one").news();
        TestClient bo = user("bo").ask(1, new UnfollowRoom(DIRECT));
        bo.news();
        assertThat(bo.ask(2, ALL).news()).containsExactly("2:[]");

        ada.say(DIRECT.value(), "two").say(DIRECT.value(), "three").news();
        fixture.time.advance(Duration.ofMinutes(1));

        assertThat(bo.ask(3, ALL).news()).containsExactly("3:[" + DIRECT + " 2/3 three with Ada]");
    }

    @Test
    void aRoomOfTwoThatWasLeftIsShownAgainWithTheNextMessageHoweverSoonThatComes() {
        user("ada").ask(1, new OpenDirect(new UserId("bo")));
        TestClient ada = inDirectRoomOf("ada");
        ada.say(DIRECT.value(), "one").news();
        TestClient bo = user("bo").ask(1, new UnfollowRoom(DIRECT));
        bo.news();

        ada.say(DIRECT.value(), "two").news();

        assertThat(bo.ask(3, ALL).news()).containsExactly("3:[" + DIRECT + " 1/2 two with Ada]");
    }

    @Test
    void aRoomOfTwoThatWasLeftOnAnotherNodeIsShownAgainAsSoon() {
        user("ada").ask(1, new OpenDirect(new UserId("bo")));
        TestClient ada = inDirectRoomOf("ada");
        ada.say(DIRECT.value(), "one").news();
        ChatEngine other =
                fixture.node(InMemoryBroker.builder().hub(fixture.hub).build(), builder -> builder);
        TestClient bo =
                new TestClient(other, new TestLane(), fixture.encoder).as("bo").ask(1, new UnfollowRoom(DIRECT));
        bo.news();

        ada.say(DIRECT.value(), "two").news();

        assertThat(bo.ask(3, ALL).news()).containsExactly("3:[" + DIRECT + " 1/2 two with Ada]");
    }

    @Test
    void whatWasSaidBeforeARoomOfTwoWasLeftNeverBringsItBack() {
        user("ada").ask(1, new OpenDirect(new UserId("bo")));
        TestClient ada = inDirectRoomOf("ada");
        ada.say(DIRECT.value(), "one").say(DIRECT.value(), "two").news();
        TestClient bo = user("bo").ask(1, new UnfollowRoom(DIRECT));
        bo.news();

        fixture.time.advance(Duration.ofMinutes(5));

        assertThat(bo.ask(2, ALL).news()).containsExactly("2:[]");
    }

    @Test
    void withSixHundredAndOneRoomsAllCountsAreRightAndTheStoreIsAskedTwiceForAllOfThem() {
        List<String> read = new ArrayList<>();
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                        read.add("history");
                        return super.history(roomId, query);
                    }

                    @Override
                    public CompletionStage<Optional<Message>> message(RoomId roomId, Position position) {
                        read.add("message");
                        return super.message(roomId, position);
                    }

                    @Override
                    public CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since) {
                        read.add("head");
                        return super.head(roomId, since);
                    }

                    @Override
                    public CompletionStage<Map<RoomId, RoomHead>> heads(Map<RoomId, Position> since) {
                        read.add(since.size() + " heads");
                        return super.heads(since);
                    }

                    @Override
                    public CompletionStage<Map<RoomId, RoomRecord>> rooms(Set<RoomId> roomIds) {
                        read.add(roomIds.size() + " records");
                        return super.rooms(roomIds);
                    }
                },
                builder -> builder);
        TestClient bo = new TestClient(node, new TestLane(), fixture.encoder).as("bo");
        List<String> expected = IntStream.range(0, 601)
                .mapToObj(i -> {
                    String room = String.format("room%03d", i);
                    bo.ask(i, follow(room));
                    for (int j = 0; j < i % 4; j++) {
                        Message said = say(room, "m" + j);
                        if (i % 3 == 0 && j == 0) {
                            fixture.engine
                                    .room(said.roomId())
                                    .change(said.toBuilder().deleted().build());
                        }
                    }
                    int posts = i % 4;
                    boolean isDeleted = i % 3 == 0 && posts > 0;
                    boolean hasLast = posts > (isDeleted ? 1 : 0);
                    return room + " " + (posts - (isDeleted ? 1 : 0)) + "/" + posts
                            + (hasLast ? " m" + (posts - 1) : "");
                })
                .toList();
        bo.news();
        read.clear();

        assertThat(bo.ask(900, ALL).news()).containsExactly("900:" + expected);
        assertThat(read).containsExactlyInAnyOrder("601 heads", "601 records");
    }

    @Test
    void aListIsPaidForAsWhatIsReadOfALog() {
        fixture = new EngineFixture(builder -> builder.limits(ChatLimits.builder()
                .unlimitedRates()
                .connectionRate(Metered.HISTORY_BYTES, new Rate(1, 3_000))
                .build()));
        TestClient bo = user("bo").ask(1, follow("a")).ask(2, follow("b"));
        bo.news();

        assertThat(bo.ask(3, ALL).ask(4, ALL).news()).containsExactly("3:[a 0/0, b 0/0]", "4:failed RATE_LIMITED");
    }

    @Test
    void aStoreThatDoesNotAnswerFailsItInTime() {
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<List<KeptMark>> marks(UserId userId) {
                        return new CompletableFuture<>();
                    }
                },
                builder -> builder);
        TestClient bo = new TestClient(node, new TestLane(), fixture.encoder).as("bo");
        bo.news();
        bo.ask(1, ALL);
        fixture.time.advance(Duration.ofSeconds(10));

        assertThat(bo.news()).containsExactly("1:failed BROKER_UNAVAILABLE");
    }
}
