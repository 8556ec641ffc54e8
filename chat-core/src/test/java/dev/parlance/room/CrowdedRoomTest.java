package dev.parlance.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.model.RoomId;
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
    void whatComesWithinAMomentOfTheLastNoticeIsToldTogetherInOneWriteEach() {
        join("ada", "tea");
        crowd.forEach(TestClient::news);
        crowd.forEach(member -> member.batches = 0);
        for (int i = 0; i < 20; i++) {
            join("late" + i, "tea");
        }
        crowd.get(1).leave("tea");
        assertThat(crowd.get(0).news()).isEmpty();
        aMomentPasses();
        List<String> told = new ArrayList<>(late(0, 20));
        told.add("User1 left");
        assertThat(crowd.get(0).news()).isEqualTo(told);
        assertThat(crowd.get(2).news()).isEqualTo(told);
        assertThat(crowd.get(0).batches).isEqualTo(1);
    }

    @Test
    void whoComesWithinTheMomentHearsNobodyTwiceAndGetsOneWriteToo() {
        List<TestClient> late =
                IntStream.range(0, 20).mapToObj(i -> join("late" + i, "tea")).toList();
        for (int i = 0; i < 20; i++) {
            assertThat(late.get(i).news().get(1)).contains("Late0").endsWith("Late" + i + "]");
            late.get(i).batches = 0;
        }
        aMomentPasses();
        for (int i = 0; i < 20; i++) {
            assertThat(late.get(i).news()).isEqualTo(late(i + 1, 20));
            assertThat(late.get(i).batches).isEqualTo(i == 19 ? 0 : 1);
        }
    }

    @Test
    void neitherDoesASecondConnectionOfOneWhoWasThere() {
        for (int i = 0; i < 5; i++) {
            join("late" + i, "tea");
        }
        TestClient second = join("user7", "tea");
        assertThat(second.news().get(1)).endsWith("Late4]");
        join("late5", "tea");
        aMomentPasses();
        assertThat(second.news()).containsExactly("Late5 joined");
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
        assertThat(crowd.get(0).news()).containsExactly("Bo joined", "Cy joined", "Di joined", "Cy: hello");
        aMomentPasses();
        assertThat(crowd.get(0).news()).isEmpty();
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
    void whoComesAndGoesWithinTheMomentIsToldSoInOrder() {
        join("ada", "tea");
        join("bo", "tea").leave("tea").join("tea");
        crowd.get(0).news();
        aMomentPasses();
        assertThat(crowd.get(0).news()).containsExactly("Bo joined", "Bo left", "Bo joined");
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

    private static List<String> late(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "Late" + i + " joined").toList();
    }
}
