package dev.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ClientCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The store never answers: who waits for it is told as soon as one who waits for the host. */
class StoreTimeoutTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final EngineFixture fixture = new EngineFixture();
    private final List<CompletableFuture<Void>> unanswered = new ArrayList<>();
    private boolean silentAboutRooms;
    private boolean silentAboutHistory;

    private final ChatEngine node = fixture.node(
            new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                @Override
                public CompletionStage<Void> subscribe(Topic topic) {
                    return silentAboutRooms && topic instanceof Topic.Room
                            ? later().thenCompose(now -> super.subscribe(topic))
                            : super.subscribe(topic);
                }

                @Override
                public CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query) {
                    return silentAboutHistory
                            ? later().thenCompose(now -> super.history(roomId, query))
                            : super.history(roomId, query);
                }
            },
            builder -> builder);

    private CompletableFuture<Void> later() {
        unanswered.add(new CompletableFuture<>());
        return unanswered.get(unanswered.size() - 1);
    }

    private TestClient client(String userId) {
        return new TestClient(node, new TestLane(), fixture.encoder).as(userId);
    }

    @Test
    void aJoinThatReadsInVainHoldsItsSessionTenSecondsAndNoLonger() {
        silentAboutHistory = true;
        TestClient ada = client("ada").join("tea").typing("tea", true);
        fixture.time.advance(TEN_SECONDS.minusMillis(1));
        assertThat(ada.news()).isEmpty();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(ada.news())
                .containsExactly("error BROKER_UNAVAILABLE for join_room", "error NOT_IN_ROOM for typing");
    }

    @Test
    void aRoomThatIsNotSubscribedInTimeIsLetGoAndWhoCameLaterStillWaits() {
        silentAboutRooms = true;
        TestClient ada = client("ada").join("tea");
        fixture.time.advance(Duration.ofSeconds(5));
        TestClient bo = client("bo").join("tea");
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(ada.news()).containsExactly("error BROKER_UNAVAILABLE for join_room");
        unanswered.get(0).complete(null);
        assertThat(bo.news()).containsExactly("history []", "users [Bo]");
        bo.leave("tea");
        assertThat(EngineFixture.rooms(node).find(TEA)).isNull();
    }

    @Test
    void whoReadsAgainInVainIsOutOfTheRoom() {
        TestClient ada = client("ada").join("tea");
        ada.news();
        silentAboutHistory = true;
        ada.join("tea").typing("tea", true);
        fixture.time.advance(TEN_SECONDS);
        assertThat(ada.news())
                .containsExactly("error BROKER_UNAVAILABLE for join_room", "error NOT_IN_ROOM for typing");
    }

    @Test
    void aHistoryThatDoesNotComeCostsItsRequestAndNotTheNext() {
        TestClient ada = client("ada").join("tea");
        ada.news();
        silentAboutHistory = true;
        ada.ask(1, new ClientCommand.ReadHistory(TEA, HistoryQuery.newest(1))).ask(2, new ClientCommand.Ping());
        fixture.time.advance(TEN_SECONDS);
        assertThat(ada.news()).containsExactly("1:failed BROKER_UNAVAILABLE", "2:pong");
    }

    @Test
    void whatIsAnsweredInTimeLeavesNoTimerBehind() {
        TestClient ada = client("ada").join("tea");
        ada.news();
        int before = fixture.time.scheduled();
        silentAboutHistory = true;
        ada.ask(1, new ClientCommand.ReadHistory(TEA, HistoryQuery.newest(1)));
        assertThat(fixture.time.scheduled()).isEqualTo(before + 1);
        unanswered.get(0).complete(null);
        assertThat(ada.news()).containsExactly("1:history []");
        assertThat(fixture.time.scheduled()).isEqualTo(before);
    }
}
