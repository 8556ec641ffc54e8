package dev.parlance.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.Room;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.fanout.Member;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ClientCommand;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a client asked for comes at the pace at which it reads. */
class ReadingPaceTest {
    private final EngineFixture fixture = new EngineFixture();
    private final ArrayDeque<Runnable> reads = new ArrayDeque<>();

    /** A store whose answers to reads come when the test says so. */
    private TestClient onASlowStore() {
        ChatEngine node = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                        CompletableFuture<HistoryPage> answer = new CompletableFuture<>();
                        reads.add(() -> super.history(roomId, query).thenAccept(answer::complete));
                        return answer;
                    }
                },
                builder -> builder);
        return new TestClient(node, new TestLane(), fixture.encoder);
    }

    private static ClientCommand history() {
        return new ClientCommand.ReadHistory(new RoomId("tea"), HistoryQuery.newest(10));
    }

    @Test
    void joinsWaitWhileSomethingWaitsForThePeer() {
        TestClient ada =
                fixture.client("ada", "tea").writable(false).join("one").join("two");
        assertThat(ada.news()).isEmpty();
        assertThat(EngineFixture.rooms(fixture.engine).find(new RoomId("one"))).isNull();
        ada.writable(true);
        assertThat(ada.news()).containsExactly("history []", "users [Ada]", "history []", "users [Ada]");
    }

    @Test
    void oneReadIsUnderWayAtATimeAndTheNextBeginsWhenItsAnswerIsTaken() {
        TestClient ada = onASlowStore().as("ada").join("tea");
        reads.remove().run();
        ada.news();
        ada.ask(1, history()).ask(2, history()).ask(3, history());
        assertThat(reads).hasSize(1);
        ada.writable(false);
        reads.remove().run();
        assertThat(ada.news())
                .as("events came in between: the answer is held back")
                .isEmpty();
        ada.writable(true);
        assertThat(ada.news()).containsExactly("1:history []");
        assertThat(reads).as("the second").hasSize(1);
    }

    @Test
    void theAnswerOfAJoinThatIsHeldBackTellsAllThatHappenedMeanwhileOnce() {
        TestClient ada = onASlowStore().as("ada").join("tea");
        TestClient bo = fixture.client("bo", "tea").say("tea", "before");
        ada.writable(false);
        reads.remove().run();
        bo.say("tea", "after");
        assertThat(ada.news()).isEmpty();
        ada.writable(true);
        assertThat(ada.news()).containsExactly("history [before]", "users [Ada,Bo]", "Bo: after");
    }

    @Test
    void whatHappensBeforeTheAnswerOfAJoinIsBoundedInBytes() {
        TestClient ada = onASlowStore().as("ada").join("tea");
        Room tea = fixture.engine.room(new RoomId("tea"));
        String large = "x".repeat(4_000);
        int most = (int) (Member.MAX_WAITING_BYTES / 4_000);
        for (int i = 0; i < most / 2; i++) {
            tea.publish(large);
        }
        ada.news();
        assertThat(ada.closed).isNull();
        for (int i = 0; i < most / 2 + 10; i++) {
            tea.publish(large);
        }
        ada.news();
        assertThat(ada.closed).isEqualTo(CloseReason.OVERLOADED);
    }

    @Test
    void whatIsAnsweredInAWordNeedNotWait() {
        TestClient ada = fixture.client("ada", "tea").writable(false).say("tea", "hello");
        assertThat(ada.news()).containsExactly("Ada: hello");
        ada.ask(1, history()).say("tea", "behind it");
        assertThat(ada.news()).as("commands keep their order").isEmpty();
        ada.writable(true);
        assertThat(ada.news()).containsExactly("1:history [hello]", "Ada: behind it");
    }

    @Test
    void eventsDoNotWait() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        ada.news();
        ada.writable(false);
        bo.say("tea", "hello");
        assertThat(ada.news()).containsExactly("Bo: hello");
    }

    @Test
    void whoGoesMeanwhileIsSentNothing() {
        TestClient ada = fixture.client("ada", "tea").writable(false).ask(1, history());
        ada.vanish();
        ada.writable(true);
        assertThat(ada.news()).isEmpty();
    }

    @Test
    void whoeverAsksForLongHistoriesWaitsForThemAndWhoTalksDoesNot() {
        Room tea = fixture.engine.room(new RoomId("tea"));
        for (int i = 0; i < 100; i++) {
            tea.publish("x".repeat(4_000));
        }
        TestLane shared = new TestLane();
        TestClient ada = onTheLane(shared, "ada").join("pair");
        TestClient bo = onTheLane(shared, "bo").join("pair");
        List<TestClient> greedy = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            greedy.add(onTheLane(shared, "greedy" + i).join("tea"));
            fixture.time.advance(Duration.ofMillis(1));
        }
        greedy.forEach(TestClient::news);
        bo.news();

        for (TestClient each : greedy) {
            for (int i = 0; i < 20; i++) {
                each.ask(i, new ClientCommand.ReadHistory(new RoomId("tea"), HistoryQuery.newest(100)));
            }
        }
        ada.say("pair", "hello");
        assertThat(bo.news()).containsExactly("Ada: hello");
        assertThat(answers(greedy))
                .as("answered before a second word could come")
                .isOne();

        for (int i = 0; i < 30 * 20; i++) {
            fixture.time.advance(Duration.ofMillis(1));
            shared.run();
        }
        assertThat(answers(greedy)).isEqualTo(30 * 20);
    }

    private TestClient onTheLane(TestLane lane, String user) {
        return new TestClient(fixture.engine, lane, fixture.encoder).as(user);
    }

    private static int answers(List<TestClient> clients) {
        return clients.stream().mapToInt(client -> client.got.size()).sum();
    }
}
