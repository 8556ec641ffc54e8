package dev.parlance.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FanOutTest {
    private static final RoomId TEA = new RoomId("tea");
    private final EngineFixture fixture = new EngineFixture();
    private final TestLane lane = new TestLane();

    @Test
    void aMessageIsEncodedOncePerProtocolHoweverManyMembers() {
        List<TestClient> crowd = crowd(50, fixture.encoder);
        TestClient.WordEncoder second = new TestClient.WordEncoder();
        crowd.addAll(crowd(50, second));
        crowd.forEach(TestClient::news);
        fixture.encoder.encodedEvents = 0;
        second.encodedEvents = 0;
        publish("hello");
        assertThat(crowd).allSatisfy(member -> assertThat(member.news()).containsExactly("System: hello"));
        assertThat(fixture.encoder.encodedEvents).isEqualTo(1);
        assertThat(second.encodedEvents).isEqualTo(1);
    }

    @Test
    void aLaneIsWokenOnceForAllThatGathersBeforeItRuns() {
        List<TestClient> crowd = crowd(50, fixture.encoder);
        crowd.forEach(TestClient::news);
        lane.wakes = 0;
        for (int i = 0; i < 100; i++) {
            publish("m" + i);
        }
        assertThat(lane.wakes).isEqualTo(1);
        crowd.forEach(member -> member.batches = 0);
        assertThat(crowd.get(0).news()).hasSize(100).startsWith("System: m0").endsWith("System: m99");
        assertThat(crowd).allSatisfy(member -> assertThat(member.batches).isEqualTo(1));
    }

    @Test
    void aLargeRoomIsToldInPartsThatShareTheirFrames() {
        int size = 2 * MemberGroup.MAX_MEMBERS + 1;
        List<TestClient> crowd = crowd(size, fixture.encoder);
        assertThat(groups()).isEqualTo(3);
        for (int i = 0; i < size; i++) { // all have been answered, in turn, and told who came
            fixture.time.advance(Duration.ofMillis(LaneSteps.REST_MILLIS));
            lane.run();
        }
        crowd.forEach(TestClient::news);
        fixture.encoder.encodedEvents = 0;
        publish("one");
        publish("two");
        assertThat(crowd).allSatisfy(member -> assertThat(member.news()).containsExactly("System: one", "System: two"));
        assertThat(fixture.encoder.encodedEvents).isEqualTo(2);
        crowd.get(0).leave("tea");
        crowd(1, fixture.encoder);
        assertThat(groups()).isEqualTo(3);
    }

    private int groups() {
        return EngineFixture.rooms(fixture.engine).find(TEA).groupCount();
    }

    @Test
    void aRoundThatLeavesSomeoneOutTellsEveryoneElseInOrder() {
        List<TestClient> crowd = crowd(3, fixture.encoder);
        TestClient ada = fixture.client("ada", "tea");
        crowd.forEach(TestClient::news);
        publish("one");
        ada.typing("tea", true);
        publish("two");
        assertThat(crowd.get(1).news()).containsExactly("System: one", "Ada types", "System: two");
        assertThat(ada.news()).containsExactly("System: one", "System: two");
    }

    @Test
    void aRoundLargerThanItsBufferIsSentWholeAndInOrder() {
        TestClient ada = fixture.client("ada", "tea");
        String large = "x".repeat(3_000);
        for (int i = 0; i < 200; i++) {
            publish(i + large);
        }
        List<String> news = ada.news();
        assertThat(news).hasSize(200);
        for (int i = 0; i < 200; i++) {
            assertThat(news.get(i)).startsWith("System: " + i + "x");
        }
    }

    @Test
    void aLaneThatStallsIsToldOfAGapInsteadOfFillingTheMemory() {
        TestClient ada = fixture.client("ada", "tea");
        String large = "x".repeat(4_000);
        int most = (int) (MemberGroup.MAX_WAITING_BYTES / 4_000);
        for (int i = 0; i < most + 10; i++) {
            publish(large);
        }
        List<String> news = ada.news();
        assertThat(news).hasSizeLessThanOrEqualTo(most + 1).endsWith("gap in tea");
        publish("and on");
        assertThat(ada.news()).containsExactly("System: and on");
    }

    @Test
    void whoGoesDuringARoundIsToldNothingMoreAndNobodyIsToldTwice() {
        List<TestClient> crowd = crowd(10, fixture.encoder);
        crowd.forEach(TestClient::news);
        crowd.get(9).breaksOnSend = true; // the round begins with the last
        crowd.get(3).breaksOnSend = true;
        publish("one");
        publish("two");
        for (int i = 0; i < 10; i++) {
            List<String> news = new ArrayList<>(crowd.get(i).news());
            news.removeIf(line -> line.endsWith("left"));
            assertThat(news).hasSize(i == 3 || i == 9 ? 0 : 2);
        }
        assertThat(fixture.engine.sessionCount()).isEqualTo(8);
    }

    @Test
    void aGroupWhoseLastMemberGoesDuringARoundIsDropped() {
        TestClient stays = fixture.client("stays", "tea");
        for (int i = 0; i < 20; i++) {
            TestClient goes = fixture.client("user" + i, "tea");
            goes.breaksOnSend = true;
            publish("m" + i);
            goes.news();
        }
        assertThat(groups()).isEqualTo(1);
        assertThat(stays.news()).contains("System: m19");
    }

    @Test
    void aLaneThatRefusesIsAskedAgainThoughNothingElseComes() {
        TestClient ada = crowd(1, fixture.encoder).get(0);
        ada.news();
        lane.refuses = true;
        publish("one");
        publish("two");
        lane.refuses = false;
        fixture.time.advance(Duration.ofMillis(LaneSteps.AGAIN_MILLIS));
        assertThat(ada.news()).containsExactly("System: one", "System: two");
    }

    @Test
    void aConnectionFromWhichPresenceWasShedIsToldOfAGapInEachOfItsRooms() {
        TestClient ada = fixture.client("ada", "tea").join("coffee");
        ada.news();
        ada.caughtUp();
        assertThat(ada.news()).containsExactly("gap in tea", "gap in coffee");
    }

    private List<TestClient> crowd(int size, TestClient.WordEncoder encoder) {
        List<TestClient> crowd = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            crowd.add(
                    new TestClient(fixture.engine, lane, encoder).as("user" + i).join("tea"));
        }
        return crowd;
    }

    private void publish(String text) {
        fixture.engine.room(TEA).publish(text);
    }
}
