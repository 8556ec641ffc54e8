package dev.parlance.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ClientCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Joins and leaves in a crowd: gathered while many come at once, told at once when it is calm. */
class CrowdedRoomTest {
    private static final RoomId TEA = new RoomId("tea");
    private final EngineFixture fixture = new EngineFixture();
    private final TestLane lane = new TestLane();
    private final List<TestClient> crowd = new ArrayList<>();

    @BeforeEach
    void aCrowdIsInTheRoomAndAllIsCalm() {
        for (int i = 0; i <= PresenceNotices.CROWD; i++) {
            crowd.add(join("user" + i, "tea"));
        }
        aMomentPasses(); // the last are told
        aMomentPasses(); // and nothing for a while
        crowd.forEach(TestClient::news);
    }

    @Test
    void aCalmCrowdHearsAJoinAtOnce() {
        join("ada", "tea");
        assertThat(crowd.get(0).news()).containsExactly("Ada joined");
        aMomentPasses();
        join("bo", "tea");
        assertThat(crowd.get(0).news()).containsExactly("Bo joined");
    }

    @Test
    void aSmallRoomHearsEachJoinAtOnceHoweverManyCome() {
        TestClient first = join("first", "coffee");
        first.news();
        for (int i = 1; i < PresenceNotices.CROWD; i++) {
            join("late" + i, "coffee");
            assertThat(first.news()).containsExactly("Late" + i + " joined");
        }
    }

    @Test
    void whatComesWithinAMomentOfTheLastNoticeIsToldAsOneEvent() {
        TestClient modern = modern("modern");
        crowd.forEach(member -> member.batches = 0);
        modern.batches = 0;
        modern.news();
        for (int i = 0; i < 3; i++) {
            join("late" + i, "tea");
        }
        crowd.get(1).leave("tea");
        assertThat(modern.news()).isEmpty();
        aMomentPasses();
        assertThat(modern.news())
                .containsExactly((PresenceNotices.CROWD + 4) + " there, joined [Late0,Late1,Late2], left [User1]");
        assertThat(modern.batches).isEqualTo(1);
    }

    @Test
    void aClientOfOldHearsItOneByOneInOneWrite() {
        join("ada", "tea");
        modern("bo");
        crowd.forEach(TestClient::news);
        crowd.forEach(member -> member.batches = 0);
        for (int i = 0; i < 20; i++) {
            join("late" + i, "tea");
        }
        crowd.get(1).leave("tea");
        assertThat(crowd.get(0).news()).isEmpty();
        aMomentPasses();
        List<String> told = new ArrayList<>();
        told.add("Bo joined");
        told.addAll(late(0, 20));
        told.add("User1 left");
        assertThat(crowd.get(0).news()).isEqualTo(told);
        assertThat(crowd.get(2).news()).isEqualTo(told);
        assertThat(crowd.get(0).batches).isEqualTo(1);
    }

    @Test
    void oneAloneIsToldAsEver() {
        join("ada", "tea");
        TestClient bo = modern("bo");
        bo.news();
        aMomentPasses();
        join("cy", "tea");
        aMomentPasses();
        assertThat(bo.news()).last().isEqualTo("Cy joined");
    }

    @Test
    void whoComesMeanwhileIsToldWhomTheOthersWereToldOfAndThenWhatTheyAreTold() {
        join("first", "tea");
        List<TestClient> late =
                IntStream.range(0, 5).mapToObj(i -> modern("late" + i)).toList();
        for (int i = 0; i < 5; i++) {
            assertThat(late.get(i).news().get(0)).endsWith(",First,Late" + i + "]");
        }
        aMomentPasses();
        for (TestClient each : late) {
            assertThat(each.news())
                    .containsExactly(
                            (PresenceNotices.CROWD + 7) + " there, joined [Late0,Late1,Late2,Late3,Late4], left []");
        }
        aMomentPasses();
        aMomentPasses();
        assertThat(modern("last").news().get(0)).endsWith("First,Late0,Late1,Late2,Late3,Late4,Last]");
    }

    @Test
    void soIsAClientOfOldButForItself() {
        join("first", "tea");
        List<TestClient> late =
                IntStream.range(0, 5).mapToObj(i -> join("late" + i, "tea")).toList();
        for (int i = 0; i < 5; i++) {
            assertThat(late.get(i).news().get(1)).endsWith(",First,Late" + i + "]");
            late.get(i).batches = 0;
        }
        aMomentPasses();
        for (int i = 0; i < 5; i++) {
            List<String> others = new ArrayList<>(late(0, 5));
            others.remove(i);
            assertThat(late.get(i).news()).isEqualTo(others);
            assertThat(late.get(i).batches).isEqualTo(1);
        }
    }

    @Test
    void aSecondConnectionOfOneWhoWasThereIsToldTheSame() {
        for (int i = 0; i < 5; i++) {
            join("late" + i, "tea");
        }
        TestClient second = join("user7", "tea");
        assertThat(second.news().get(1)).endsWith("Late0]");
        join("late5", "tea");
        aMomentPasses();
        assertThat(second.news()).isEqualTo(late(1, 6));
    }

    @Test
    void whoLeavesAndHasNotBeenToldOfIsNotListedEither() {
        join("first", "tea");
        join("ada", "tea").leave("tea");
        crowd.get(3).leave("tea");
        TestClient bo = modern("bo");
        assertThat(bo.news().get(0)).contains("User3").doesNotContain("Ada");
        aMomentPasses();
        assertThat(bo.news()).containsExactly((PresenceNotices.CROWD + 2) + " there, joined [Bo], left [User3]");
    }

    @Test
    void whoSpeaksHasJoinedBefore() {
        join("ada", "tea");
        join("bo", "tea");
        TestClient cy = join("cy", "tea");
        join("di", "tea");
        crowd.get(0).news();
        fixture.engine.room(TEA).publish("nobody's turn");
        assertThat(crowd.get(0).news()).containsExactly("System: nobody's turn");
        cy.say("tea", "hello");
        assertThat(crowd.get(0).news()).containsExactly("Cy joined", "Cy: hello");
        aMomentPasses();
        assertThat(crowd.get(0).news()).containsExactly("Bo joined", "Di joined");
    }

    @Test
    void whoComesAfterSomebodySpokeIsToldOfThatOneInTheAnswerAlone() {
        join("ada", "tea");
        join("bo", "tea").say("tea", "hello");
        join("cy", "tea");
        TestClient di = modern("di");
        assertThat(di.news().get(0)).endsWith(",Ada,Bo,Di]");
        aMomentPasses();
        assertThat(di.news()).containsExactly((PresenceNotices.CROWD + 5) + " there, joined [Cy,Di], left []");
    }

    @Test
    void whoTypesHasJoinedBefore() {
        join("ada", "tea");
        TestClient bo = join("bo", "tea");
        crowd.get(0).news();
        bo.typing("tea", true);
        assertThat(crowd.get(0).news()).containsExactly("Bo joined", "Bo types");
    }

    @Test
    void nobodyHearsOfWhoComesAndGoesWithinTheMoment() {
        join("ada", "tea");
        join("bo", "tea").leave("tea").join("tea").leave("tea");
        crowd.get(0).leave("tea").join("tea");
        crowd.get(1).news();
        aMomentPasses();
        aMomentPasses();
        assertThat(crowd.get(1).news()).isEmpty();
        assertThat(crowd.get(0).got).isNotEmpty();
    }

    @Test
    void andThatWasNoCalmMoment() {
        join("ada", "tea");
        join("bo", "tea").leave("tea");
        crowd.get(1).news();
        aMomentPasses();
        join("cy", "tea");
        assertThat(crowd.get(1).news()).isEmpty();
        aMomentPasses();
        assertThat(crowd.get(1).news()).containsExactly("Cy joined");
    }

    @Test
    void whoComesAgainUnderAnotherNameMeanwhileIsToldOnceUnderThat() {
        join("ada", "tea");
        crowd.get(1).news();
        crowd.get(2).leave("tea");
        new TestClient(fixture.engine, lane, fixture.encoder)
                .as("user2", "Another")
                .join("tea");
        aMomentPasses();
        assertThat(crowd.get(1).news()).containsExactly("Another joined");
    }

    @Test
    void whoJoinsAgainWantingAnAnswerHearsOneEventFromThenOn() {
        TestClient member = crowd.get(0);
        join("ada", "tea");
        member.ask(3, new ClientCommand.Join(TEA, null, 0));
        member.news();
        join("bo", "tea");
        join("cy", "tea");
        aMomentPasses();
        assertThat(member.news()).containsExactly((PresenceNotices.CROWD + 4) + " there, joined [Bo,Cy], left []");
        member.join("tea").news();
        join("di", "tea");
        join("ed", "tea");
        aMomentPasses();
        assertThat(member.news()).containsExactly("Di joined", "Ed joined");
    }

    @Test
    void manyWhoLeaveAtOnceAreOneEventThoughFewAreLeft() {
        TestClient modern = modern("modern");
        join("another", "tea");
        aMomentPasses();
        modern.news();
        crowd.forEach(member -> member.leave("tea"));
        assertThat(modern.news()).isEmpty();
        aMomentPasses();
        assertThat(modern.news()).hasSize(1).first().asString().startsWith("2 there, joined [], left [User0,User1,");
    }

    @Test
    void theLeavesOfANodeThatDiedAreToldTogether() {
        InMemoryBroker mortal = InMemoryBroker.builder().hub(fixture.hub).build();
        ChatEngine other = fixture.node(mortal, settings -> settings);
        for (int i = 0; i < 200; i++) {
            new TestClient(other, lane, fixture.encoder).as("guest" + i).join("tea");
        }
        fixture.time.advance(PresenceNotices.LONGEST_HOLD);
        fixture.time.advance(PresenceNotices.LONGEST_HOLD);
        TestClient modern = modern("modern");
        modern.news();
        fixture.hub.kill(mortal);
        fixture.time.advance(ChatBroker.LEASE);
        modern.news();
        fixture.hub.sweep();
        assertThat(modern.news()).hasSize(1).first().asString().matches("Guest\\d+ left");
        fixture.time.advance(PresenceNotices.LONGEST_HOLD);
        assertThat(modern.news())
                .hasSize(1)
                .first()
                .asString()
                .matches((PresenceNotices.CROWD + 2) + " there, joined \\[\\], left \\[(Guest\\d+,){198}Guest\\d+\\]");
    }

    @Test
    void theLargerARoomTheLongerIsHeldUpToASecond() {
        assertThat(PresenceNotices.hold(51)).isEqualTo(PresenceNotices.HOLD);
        assertThat(PresenceNotices.hold(2_000)).isEqualTo(Duration.ofMillis(500));
        assertThat(PresenceNotices.hold(100_000)).isEqualTo(PresenceNotices.LONGEST_HOLD);
    }

    @Test
    void messagesAreNotHeld() {
        join("ada", "tea");
        join("bo", "tea");
        crowd.get(0).news();
        crowd.get(1).say("tea", "hello");
        assertThat(crowd.get(0).news()).containsExactly("User1: hello");
    }

    private void aMomentPasses() {
        fixture.time.advance(PresenceNotices.HOLD);
    }

    private TestClient join(String userId, String room) {
        return new TestClient(fixture.engine, lane, fixture.encoder).as(userId).join(room);
    }

    /** One that wants an answer to its join. */
    private TestClient modern(String userId) {
        return new TestClient(fixture.engine, lane, fixture.encoder)
                .as(userId)
                .ask(2, new ClientCommand.Join(TEA, null, 0));
    }

    private static List<String> late(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "Late" + i + " joined").toList();
    }
}
