package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatLimits;
import dev.parlance.policy.ChatListener;
import dev.parlance.transport.ClientCommand.AddMember;
import dev.parlance.transport.ClientCommand.CreateRoom;
import dev.parlance.transport.ClientCommand.DeleteMessage;
import dev.parlance.transport.ClientCommand.EditMessage;
import dev.parlance.transport.ClientCommand.FollowRoom;
import dev.parlance.transport.ClientCommand.MarkRead;
import dev.parlance.transport.ClientCommand.MarkUnread;
import dev.parlance.transport.ClientCommand.React;
import dev.parlance.transport.ClientCommand.ReadReaders;
import dev.parlance.transport.ClientCommand.RemoveMember;
import dev.parlance.transport.ClientCommand.UnfollowRoom;
import dev.parlance.transport.RoomPatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How far users have read, by what they and their devices say. */
class ReadMarksTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final OptionalLong UNNAMED = OptionalLong.empty();

    private EngineFixture fixture = new EngineFixture();

    private Position head() {
        return fixture.engine
                .room(TEA)
                .history(HistoryQuery.newest(1))
                .toCompletableFuture()
                .join()
                .position();
    }

    private Position at(long offset) {
        return new Position(head().epoch(), offset);
    }

    private MessageId id(long offset) {
        return MessageId.at(at(offset));
    }

    private MarkRead read(long offset) {
        return new MarkRead(TEA, at(offset), UNNAMED);
    }

    private MarkRead read(long offset, long version) {
        return new MarkRead(TEA, at(offset), OptionalLong.of(version));
    }

    private MarkUnread unread(long offset) {
        return new MarkUnread(TEA, at(offset), UNNAMED);
    }

    /** What a client hears of an act of its own, a second later. */
    private List<String> after(TestClient client) {
        client.run();
        fixture.time.advance(Duration.ofSeconds(1));
        return client.news().stream().filter(line -> line.matches("\\d+:.*")).toList();
    }

    /** A room in which somebody has said so much. */
    private TestClient ofMessages(int count) {
        TestClient ada = fixture.client("ada", "tea");
        for (int i = 0; i < count; i++) {
            ada.say("tea", "m" + i);
        }
        ada.news();
        return ada;
    }

    @Test
    void aMarkGoesForwardAloneAndALowerOneIsAnsweredWithThePresentOne() {
        ofMessages(5);
        TestClient bo = fixture.client("bo", "tea");

        assertThat(after(bo.ask(1, read(3)))).containsExactly("1:mark at 3 v1 unread 2 mentions 0");
        assertThat(after(bo.ask(2, read(2)))).containsExactly("2:mark at 3 v1 unread 2 mentions 0");
        assertThat(after(bo.ask(3, read(5)))).containsExactly("3:mark at 5 v2 unread 0 mentions 0");
    }

    @Test
    void markUnreadIsNotUndoneByADeviceThatHasNotHeardOfIt() {
        ofMessages(5);
        TestClient bo = fixture.client("bo", "tea");
        after(bo.ask(1, read(5)));

        assertThat(after(bo.ask(2, unread(2)))).containsExactly("2:mark at 2 v2 unread 3 mentions 0 marked unread");
        assertThat(after(bo.ask(3, read(5, 1)))).containsExactly("3:mark at 2 v2 unread 3 mentions 0 marked unread");
        assertThat(after(bo.ask(4, read(5, 2)))).containsExactly("4:mark at 5 v3 unread 0 mentions 0");
    }

    @Test
    void whatWasReadJustBeforeItIsMarkedUnreadIsWrittenFirst() {
        ofMessages(5);
        TestClient bo = fixture.client("bo", "tea");

        bo.ask(1, read(2)).ask(2, read(5)).ask(3, unread(3));

        assertThat(after(bo))
                .containsExactlyInAnyOrder(
                        "1:mark at 2 v1 unread 3 mentions 0",
                        "2:mark at 5 v2 unread 0 mentions 0",
                        "3:mark at 3 v3 unread 2 mentions 0 marked unread");
        assertThat(after(bo.ask(4, read(1)))).containsExactly("4:mark at 3 v3 unread 2 mentions 0 marked unread");
    }

    @Test
    void whoseMarkHasChangedMeanwhileLearnsItFromMarkingUnread() {
        ofMessages(5);
        TestClient bo = fixture.client("bo", "tea");
        after(bo.ask(1, read(5)));

        assertThat(after(bo.ask(2, new MarkUnread(TEA, at(2), OptionalLong.of(7)))))
                .containsExactly("2:failed EDIT_CONFLICT");
    }

    @Test
    void editsAndReactionsNeverRaiseWhatIsUnreadAndDeletionsLowerIt() {
        TestClient ada = ofMessages(3);
        TestClient bo = fixture.client("bo", "tea");
        after(bo.ask(1, read(1)));

        ada.ask(1, new EditMessage(TEA, id(1), MessageEdit.builder().text("x").build()))
                .ask(2, new React(TEA, id(2), "x", true));
        assertThat(after(bo.ask(2, read(1)))).containsExactly("2:mark at 1 v1 unread 2 mentions 0");
        ada.ask(3, new DeleteMessage(TEA, id(2))).ask(4, new DeleteMessage(TEA, id(1)));
        assertThat(after(bo.ask(3, read(1)))).containsExactly("3:mark at 1 v1 unread 1 mentions 0");
    }

    @Test
    void aMarkIsAWriteASecondAndRoomAtTheMostAndTheLastIsWritten() {
        List<ReadMark> written = new ArrayList<>();
        TestClient bo = counting(written);
        for (int i = 1; i <= 30; i++) {
            bo.ask(i, read(i));
            fixture.time.advance(Duration.ofMillis(100));
        }
        fixture.time.advance(Duration.ofSeconds(1));

        assertThat(written).hasSize(4);
        assertThat(written.get(3).position()).isEqualTo(at(30));
        assertThat(bo.news()).contains("1:mark at 1 v1 unread 29 mentions 0", "30:mark at 30 v4 unread 0 mentions 0");
    }

    private TestClient counting(List<ReadMark> written) {
        ofMessages(30);
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
                        written.add(next);
                        return super.putMark(next, most);
                    }
                },
                builder -> builder);
        TestClient bo =
                new TestClient(node, new TestLane(), fixture.encoder).as("bo").join("tea");
        bo.news();
        return bo;
    }

    @Test
    void ofDevicesThatReadWithinASecondTheFurthestCountsWhateverTheyKnow() {
        TestClient ada = ofMessages(8);
        TestClient bo = fixture.client("bo", "tea");
        after(bo.ask(1, read(1)));
        bo.ask(2, read(2)).news(); // and from now on it waits

        bo.ask(3, read(6, 1)).ask(4, read(3, 2)).ask(5, read(4));
        assertThat(after(bo))
                .containsExactlyInAnyOrder(
                        "3:mark at 6 v3 unread 2 mentions 0",
                        "4:mark at 6 v3 unread 2 mentions 0",
                        "5:mark at 6 v3 unread 2 mentions 0");

        after(bo.ask(6, read(7)));
        bo.ask(7, read(8)).say("tea", "nine").ask(8, read(7, 9));
        assertThat(after(bo)).contains("8:mark at 9 v5 unread 0 mentions 0");
        assertThat(ada.news()).contains("Bo: nine");
    }

    @Test
    void aStaleDeviceThatReadsFurtherDoesNotUndoWhatWasMarkedUnreadAndAnotherOneReadsOnBesideIt() {
        ofMessages(8);
        TestClient bo = fixture.client("bo", "tea");
        after(bo.ask(1, read(5)));
        after(bo.ask(2, unread(1)));
        bo.ask(3, read(2, 2)).news();

        bo.ask(4, unread(1)).ask(5, read(2, 4)).ask(6, read(7, 1)).ask(7, read(3, 4));
        assertThat(after(bo)).contains("7:mark at 3 v5 unread 5 mentions 0");
    }

    @Test
    void whoIsBeatenByAnotherNodeDecidesAnew() {
        ofMessages(5);
        List<Integer> beaten = new ArrayList<>(List.of(1, 2));
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
                        return beaten.isEmpty()
                                ? super.putMark(next, most)
                                : super.putMark(
                                                next.toBuilder()
                                                        .position(at(beaten.remove(0)))
                                                        .build(),
                                                most)
                                        .thenCompose(done -> super.putMark(next, most));
                    }
                },
                builder -> builder);
        TestClient bo =
                new TestClient(node, new TestLane(), fixture.encoder).as("bo").join("tea");
        bo.news();

        assertThat(after(bo.ask(1, read(4)))).containsExactly("1:mark at 4 v3 unread 1 mentions 0");
    }

    @Test
    void whoSaysSomethingHasReadWhatCameBeforeIfTheRoomIsFollowed() {
        ofMessages(3);
        TestClient bo = fixture.client("bo", "tea");
        bo.say("tea", "hello").news();
        assertThat(marks("bo")).isEmpty();

        after(bo.ask(1, read(2)));
        bo.say("tea", "again");
        after(bo);

        assertThat(marks("bo")).singleElement().satisfies(mark -> {
            assertThat(mark.position()).isEqualTo(head());
            assertThat(mark.number()).isEqualTo(5);
        });
    }

    private List<ReadMark> marks(String user) {
        InMemoryBroker store = InMemoryBroker.builder().hub(fixture.hub).build();
        store.start(mock(BrokerListener.class));
        return store.marks(new UserId(user)).toCompletableFuture().join().stream()
                .map(kept -> kept.mark())
                .toList();
    }

    @Test
    void whoDoesNotFollowIsAskedForOnceAMinuteHoweverMuchIsSaid() {
        List<UserId> asked = new ArrayList<>();
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Optional<KeptMark>> mark(UserId userId, RoomId roomId) {
                        asked.add(userId);
                        return super.mark(userId, roomId);
                    }
                },
                builder -> builder);
        TestClient bo =
                new TestClient(node, new TestLane(), fixture.encoder).as("bo").join("tea");
        for (int i = 0; i < 59; i++) {
            bo.say("tea", "m").run();
            fixture.time.advance(Duration.ofSeconds(1));
        }
        assertThat(asked).hasSize(1);
        fixture.time.advance(Duration.ofSeconds(1));
        bo.say("tea", "m").run();
        assertThat(asked).hasSize(2);
    }

    @Test
    void followingSetsTheMarkToTheHeadAndTwiceIsOnce() {
        TestClient ada = ofMessages(3);
        TestClient bo = fixture.client().as("bo");
        bo.news();

        assertThat(after(bo.ask(1, new FollowRoom(TEA)))).containsExactly("1:mark at 3 v1 unread 0 mentions 0");
        ada.say("tea", "more");
        assertThat(after(bo.ask(2, new FollowRoom(TEA)))).containsExactly("2:mark at 3 v1 unread 1 mentions 0");
        assertThat(after(bo.ask(3, new UnfollowRoom(TEA)))).containsExactly("3:done");
        assertThat(after(bo.ask(4, new FollowRoom(TEA)))).containsExactly("4:mark at 4 v1 unread 0 mentions 0");
    }

    @Test
    void oneRoomMoreThanMayBeFollowedIsRefused() {
        fixture = new EngineFixture(builder -> builder.limits(
                ChatLimits.builder().unlimitedRates().maxFollowedRooms(1).build()));
        TestClient bo = fixture.client("bo", "tea");

        assertThat(after(bo.ask(1, new FollowRoom(TEA)).ask(2, new FollowRoom(new RoomId("milk")))))
                .containsExactly("1:mark at 0 v1 unread 0 mentions 0", "2:failed TOO_MANY_ROOMS");
    }

    @Test
    void ofAPrivateRoomOthersMarkNothing() {
        fixture.client().as("ada").ask(9, new CreateRoom(TEA, RoomKind.PRIVATE, RoomPatch.of(room -> room, 0)));
        TestClient bo = fixture.client().as("bo");
        bo.news();

        assertThat(after(bo.ask(1, read(0))
                        .ask(2, unread(0))
                        .ask(3, new FollowRoom(TEA))
                        .ask(4, new ReadReaders(TEA, id(1), 5, null))
                        .ask(5, new UnfollowRoom(TEA))))
                .containsExactly(
                        "1:failed FORBIDDEN",
                        "2:failed FORBIDDEN",
                        "3:failed FORBIDDEN",
                        "4:failed FORBIDDEN",
                        "5:done");
    }

    @Test
    void whoFoundsARoomFollowsItAndSoDoesWhoeverBecomesAMemberUntilNoneAnyMore() {
        TestClient ada = fixture.client()
                .as("ada")
                .ask(1, new CreateRoom(TEA, RoomKind.PRIVATE, RoomPatch.of(room -> room, 0)))
                .ask(2, new AddMember(TEA, new UserId("bo"), RoomRole.MEMBER));
        ada.news();
        assertThat(marks("ada")).hasSize(1);
        assertThat(marks("bo")).hasSize(1);

        ada.ask(3, new RemoveMember(TEA, new UserId("bo")));

        assertThat(ada.news()).contains("3:done");
        assertThat(marks("bo")).isEmpty();
    }

    @Test
    void whoCannotFollowIsAMemberAllTheSame() {
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<KeptMark> putMark(ReadMark next, int most) {
                        return CompletableFuture.failedFuture(
                                new ChatException(ErrorCode.BROKER_UNAVAILABLE, "refused", false));
                    }
                },
                builder -> builder);
        TestClient ada = new TestClient(node, new TestLane(), fixture.encoder).as("ada");
        ada.news();

        assertThat(ada.ask(1, new CreateRoom(TEA, RoomKind.OPEN, RoomPatch.of(room -> room, 0)))
                        .ask(2, new AddMember(TEA, new UserId("bo"), RoomRole.MEMBER))
                        .news())
                .contains("2:bo is MEMBER");
    }

    @Test
    void whoHasReadAMessageIsReadInPages() {
        TestClient ada = ofMessages(3);
        for (String each : List.of("cy", "bo", "dee")) {
            after(fixture.client(each, "tea").ask(1, read(each.equals("dee") ? 1 : 2)));
        }

        assertThat(after(ada.ask(1, new ReadReaders(TEA, id(2), 1, null)))).containsExactly("1:[bo] and more");
        assertThat(after(ada.ask(2, new ReadReaders(TEA, id(2), 5, new UserId("bo")))))
                .containsExactly("2:[cy]");
    }

    @Test
    void aPositionOfALostLogIsAnsweredWithThePresentMarkOrRefusedIfThereIsNone() {
        ofMessages(3);
        TestClient bo = fixture.client("bo", "tea");
        MarkRead lost = new MarkRead(TEA, new Position("gone", 2), UNNAMED);

        assertThat(after(bo.ask(1, lost))).containsExactly("1:failed POSITION_LOST");
        after(bo.ask(2, read(1)));
        assertThat(after(bo.ask(3, lost))).containsExactly("3:mark at 1 v1 unread 2 mentions 0");
    }

    @Test
    void theHostHearsOfEachMarkThatIsWrittenAndBySession() {
        List<UnreadCount> heard = new ArrayList<>();
        List<Optional<String>> sessions = new ArrayList<>();
        fixture = new EngineFixture(builder -> builder.listener(new ChatListener() {
            @Override
            public void marked(UnreadCount count, Optional<String> sessionId) {
                heard.add(count);
                sessions.add(sessionId);
            }
        }));
        ofMessages(2);
        TestClient bo = fixture.client("bo", "tea");
        after(bo.ask(1, read(2)));
        after(bo.ask(2, read(1)));

        assertThat(heard)
                .singleElement()
                .satisfies(count -> assertThat(count.mark().position().offset()).isEqualTo(2));
        assertThat(sessions.get(0)).isPresent();
    }

    @Test
    void whatWaitsIsWrittenWhenTheEngineEnds() {
        TestClient ada = ofMessages(5);
        TestClient bo = fixture.client("bo", "tea").ask(1, read(1)).ask(2, read(4));
        assertThat(marks("bo")).extracting(mark -> mark.position().offset()).containsExactly(1L);

        fixture.engine.stop();
        ada.run();
        bo.run();

        assertThat(marks("bo")).extracting(mark -> mark.position().offset()).containsExactly(4L);
    }

    @Test
    void aMarkThatTheStoreDoesNotAnswerFailsInTime() {
        ofMessages(1);
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<Optional<KeptMark>> mark(UserId userId, RoomId roomId) {
                        return new CompletableFuture<>();
                    }
                },
                builder -> builder);
        TestClient bo =
                new TestClient(node, new TestLane(), fixture.encoder).as("bo").join("tea");
        bo.news();
        bo.ask(1, read(1)).ask(2, new FollowRoom(TEA));
        fixture.time.advance(Duration.ofSeconds(10));
        assertThat(bo.news()).contains("1:failed BROKER_UNAVAILABLE", "2:failed BROKER_UNAVAILABLE");
    }
}
