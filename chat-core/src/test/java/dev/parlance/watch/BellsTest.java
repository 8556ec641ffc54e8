package dev.parlance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import dev.parlance.policy.Action;
import dev.parlance.policy.ChatLimits;
import dev.parlance.transport.ClientCommand.DeleteMessage;
import dev.parlance.transport.ClientCommand.FollowRoom;
import dev.parlance.transport.ClientCommand.MarkRead;
import dev.parlance.transport.ClientCommand.UnfollowRoom;
import dev.parlance.transport.ClientCommand.WatchRooms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What who watches hears of rooms that are followed and not joined: somebody talks on one node, somebody watches on another. */
class BellsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId MILK = new RoomId("milk");

    /** Notes bells that are rung and listened to, and questions for followers; loses bells when it is to. */
    private static final class Notes extends ForwardingBroker {
        final List<String> notes = new ArrayList<>();
        boolean loses;
        int questions;

        Notes(EngineFixture fixture) {
            super(InMemoryBroker.builder().hub(fixture.hub).build());
        }

        List<String> taken() {
            List<String> all = List.copyOf(notes);
            notes.clear();
            return all;
        }

        @Override
        public CompletionStage<Void> subscribe(Topic topic) {
            note(topic, "listens to ");
            return super.subscribe(topic);
        }

        @Override
        public CompletionStage<Void> unsubscribe(Topic topic) {
            note(topic, "has done with ");
            return super.unsubscribe(topic);
        }

        @Override
        public CompletionStage<Void> signal(Topic topic, Signal signal) {
            note(topic, "rings ");
            return loses && topic instanceof Topic.Bell
                    ? CompletableFuture.completedFuture(null)
                    : super.signal(topic, signal);
        }

        @Override
        public CompletionStage<UserPage> readers(RoomId roomId, Position message, int limit, @Nullable UserId after) {
            questions++;
            return super.readers(roomId, message, limit, after);
        }

        private void note(Topic topic, String what) {
            if (topic instanceof Topic.Bell bell) {
                notes.add(what + bell.roomId());
            }
        }
    }

    private final Set<String> forbidden = new HashSet<>();
    private final List<String> asked = new ArrayList<>();
    private final EngineFixture fixture = new EngineFixture();
    private final Notes talking = new Notes(fixture);
    private final Notes watching = new Notes(fixture);
    private final ChatEngine here = fixture.node(talking, builder -> builder);
    private final ChatEngine there = node(watching, limits -> limits);

    private ChatEngine node(Notes broker, UnaryOperator<ChatLimits.Builder> limits) {
        return fixture.node(
                broker,
                builder -> builder.limits(limits.apply(ChatLimits.builder().unlimitedRates())
                                .build())
                        .authorizer((user, action) -> {
                            if (action instanceof Action.Read read) {
                                asked.add(user.id() + " " + read.roomId());
                            }
                            return CompletableFuture.completedFuture(
                                    !forbidden.contains(user.id() + " " + action.roomId()));
                        }));
    }

    private TestClient user(ChatEngine node, String id) {
        TestClient client = new TestClient(node, new TestLane(), fixture.encoder).as(id);
        client.news();
        return client;
    }

    /** Follows these, and watches them on the other node. */
    private TestClient watcher(String id, RoomId... rooms) {
        TestClient client = user(there, id);
        for (RoomId room : rooms) {
            client.ask(1, new FollowRoom(room));
        }
        client.news();
        assertThat(client.ask(2, new WatchRooms(true)).news()).containsExactly("2:watches");
        return client;
    }

    private TestClient talker() {
        TestClient ada = user(here, "ada").join("tea").join("milk");
        ada.news();
        return ada;
    }

    private void seconds(int count) {
        fixture.time.advance(Duration.ofSeconds(count));
    }

    private MessageId newest() {
        return fixture.engine
                .room(TEA)
                .history(HistoryQuery.newest(1))
                .toCompletableFuture()
                .join()
                .messages()
                .get(0)
                .id();
    }

    @Test
    void whoFollowsARoomHearsThatSomethingWasSaidThere() {
        TestClient bo = watcher("bo", TEA);
        talker().say("tea", "hello");

        assertThat(bo.news()).containsExactly("activity [tea 1]");
        assertThat(talking.taken()).containsExactly("rings tea");
    }

    @Test
    void aRoomIsRungOnceASecondAndTheLastTimeForSureHoweverManyFollowIt() {
        List<TestClient> all = List.of(watcher("bo", TEA), watcher("cy", TEA), watcher("di", TEA));
        assertThat(watching.taken()).containsExactly("listens to tea");
        TestClient ada = talker();
        for (int i = 0; i < 100; i++) {
            ada.say("tea", "m" + i);
        }
        assertThat(talking.taken()).containsExactly("rings tea");
        all.forEach(each -> assertThat(each.news()).containsExactly("activity [tea 1]"));

        seconds(1);
        assertThat(talking.taken()).containsExactly("rings tea");
        all.forEach(each -> assertThat(each.news()).containsExactly("activity [tea 100]"));

        seconds(30);
        assertThat(talking.taken()).isEmpty();
    }

    @Test
    void allRoomsOfASecondAreToldTogether() {
        TestClient bo = watcher("bo", TEA, MILK);
        TestClient ada = talker().say("tea", "one");
        assertThat(bo.news()).containsExactly("activity [tea 1]");

        ada.say("milk", "two");
        seconds(0);
        ada.say("tea", "three").say("milk", "four");
        assertThat(bo.news()).isEmpty();
        seconds(2);
        assertThat(bo.news()).containsExactly("activity [milk 1, tea 2]", "activity [milk 2]");
    }

    @Test
    void aDeletionRingsTooAndSaysSo() {
        TestClient bo = watcher("bo", TEA);
        TestClient ada = talker().say("tea", "one").say("tea", "two");
        seconds(2);
        bo.news();

        ada.ask(3, new DeleteMessage(TEA, newest()));
        assertThat(bo.news()).containsExactly("activity [tea 2 deleted]");
        seconds(2);
        ada.say("tea", "three");
        assertThat(bo.news()).containsExactly("activity [tea 3]");
    }

    @Test
    void aRoomThatNobodyFollowsIsRungForNobodyAndAskedForOnceAMinute() {
        TestClient ada = talker();
        for (int i = 0; i < 50; i++) {
            ada.say("tea", "m" + i);
            seconds(1);
        }
        assertThat(talking.taken()).isEmpty();
        assertThat(talking.questions).isEqualTo(1);
        int tasks = fixture.time.scheduled();
        fixture.engine.room(TEA).publish("by the host");
        assertThat(fixture.time.scheduled()).isEqualTo(tasks);

        seconds(10);
        ada.say("tea", "later");
        assertThat(talking.questions).isEqualTo(2);
    }

    @Test
    void whoFollowsARoomThatNobodyFollowedHearsOfTheNextWord() {
        TestClient ada = talker().say("tea", "to nobody");
        seconds(2);
        TestClient bo = watcher("bo", TEA);

        ada.say("tea", "to bo");
        assertThat(bo.news()).containsExactly("activity [tea 2]");
    }

    @Test
    void whatIsFollowedWhileOneWatchesIsHeardFromThenOnAndWhatIsNotNoMore() {
        TestClient bo = watcher("bo");
        TestClient ada = talker();
        bo.ask(3, new FollowRoom(TEA));
        seconds(0);
        bo.news();
        ada.say("tea", "one");
        assertThat(bo.news()).containsExactly("activity [tea 1]");

        bo.ask(4, new UnfollowRoom(TEA));
        seconds(2);
        bo.news();
        ada.say("tea", "two");
        seconds(2);
        assertThat(bo.news()).isEmpty();
        assertThat(watching.taken()).containsExactly("listens to tea", "has done with tea");
    }

    @Test
    void whoIsInARoomHearsWhatIsSaidThereAndNoBell() {
        TestClient bo = watcher("bo", TEA, MILK).join("tea");
        bo.news();
        TestClient phone = watcher("bo");
        talker().say("tea", "hello").say("milk", "mild");

        seconds(2);
        assertThat(bo.news()).contains("Ada: hello", "activity [milk 1]").noneMatch(line -> line.contains("[tea"));
        assertThat(phone.news()).containsExactly("activity [tea 1]", "activity [milk 1]");
    }

    @Test
    void aBellThatWasLostIsHealedWithinAMinute() {
        TestClient bo = watcher("bo", TEA);
        TestClient ada = talker().say("tea", "one");
        assertThat(bo.news()).containsExactly("activity [tea 1]");
        seconds(65);
        assertThat(bo.news()).isEmpty();

        talking.loses = true;
        ada.say("tea", "two");
        seconds(60);
        assertThat(bo.news()).containsExactly("activity [tea 2]");

        ada.ask(3, new DeleteMessage(TEA, newest()));
        seconds(60);
        assertThat(bo.news()).containsExactly("activity [tea 2 deleted]");
    }

    @Test
    void ofARoomOfWhichNothingIsKnownYetThoseHearWithinAMinuteWhoHaveSomethingToRead() {
        talker().say("tea", "one");
        TestClient bo = user(there, "bo").ask(1, new FollowRoom(TEA));
        TestClient cy = user(there, "cy").ask(1, new MarkRead(TEA, new Position(epoch(), 0), OptionalLong.empty()));
        talking.loses = true;
        bo.ask(2, new WatchRooms(true)).news();
        cy.ask(2, new WatchRooms(true)).news();

        seconds(60);
        assertThat(bo.news()).isEmpty();
        assertThat(cy.news()).containsExactly("activity [tea 1]");
    }

    private String epoch() {
        return newest().value().split("-")[0];
    }

    @Test
    void whoMayNotReadARoomDoesNotHearItsBellAndHearsItAgain() {
        forbidden.add("bo tea");
        TestClient bo = watcher("bo");
        user(fixture.engine, "bo").ask(1, new FollowRoom(TEA));
        seconds(0);
        bo.news();
        TestClient ada = talker().say("tea", "secret").say("milk", "mild");
        seconds(2);
        assertThat(bo.news()).isEmpty();

        forbidden.clear();
        there.recheck(new UserId("bo"));
        ada.say("tea", "open");
        seconds(2);
        assertThat(bo.news()).containsExactly("activity [tea 2]");
    }

    @Test
    void aRecheckOrARemovalEndsAtOnceWhatWasAllowedAndOtherwiseItIsAskedAgainSoon() {
        TestClient bo = watcher("bo", TEA);
        TestClient ada = talker().say("tea", "one");
        seconds(2);
        assertThat(bo.news()).containsExactly("activity [tea 1]");

        forbidden.add("bo tea");
        here.recheck(new UserId("bo"));
        ada.say("tea", "two");
        seconds(2);
        assertThat(bo.news()).isEmpty();

        forbidden.clear();
        here.room(TEA).remove(new UserId("bo"), "");
        ada.say("tea", "three");
        seconds(2);
        assertThat(bo.news()).containsExactly("activity [tea 3]");

        forbidden.add("bo tea");
        seconds(10);
        ada.say("tea", "four");
        seconds(2);
        assertThat(bo.news()).isEmpty();
    }

    @Test
    void whatMayBeReadIsNotAskedForWithEachBell() {
        watcher("bo", TEA);
        asked.clear();
        TestClient ada = talker();
        for (int i = 0; i < 8; i++) {
            ada.say("tea", "m" + i);
            seconds(1);
        }
        assertThat(asked).containsExactly("bo tea");
    }

    @Test
    void whoWatchesNoMoreIsListenedForNoMore() {
        TestClient bo = watcher("bo", TEA, MILK);
        TestClient cy = watcher("cy", TEA);
        watching.taken();
        bo.vanish();
        assertThat(watching.taken()).containsExactly("has done with milk");
        cy.ask(3, new WatchRooms(false));
        assertThat(watching.taken()).containsExactly("has done with tea");
        int tasks = fixture.time.scheduled();
        seconds(120);
        assertThat(fixture.time.scheduled()).isLessThan(tasks);
    }

    @Test
    void aNodeListensToAsManyRoomsAsItMayHold() {
        Notes broker = new Notes(fixture);
        ChatEngine small = node(broker, limits -> limits.maxRoomsPerNode(1));
        TestClient bo = user(small, "bo").ask(1, new FollowRoom(TEA)).ask(2, new FollowRoom(MILK));
        bo.news();

        assertThat(bo.ask(3, new WatchRooms(true)).news()).containsExactly("3:failed OVERLOADED");
        assertThat(broker.taken()).hasSize(2).allMatch(note -> note.matches("(listens to|has done with) \\w+"));
    }
}
