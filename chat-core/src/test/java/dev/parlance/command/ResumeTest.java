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
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.policy.RoomSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ResumeTest {
    private static final RoomId TEA = new RoomId("tea");

    @Test
    void whoComesBackGetsExactlyWhatItMissed() {
        EngineFixture fixture = new EngineFixture();
        TestClient ada = fixture.client("ada", "tea").say("tea", "one");
        Position seen = position(fixture);
        ada.say("tea", "two").say("tea", "three");
        TestClient bo = fixture.client().as("bo").join("tea", seen);
        assertThat(bo.news()).containsExactly("9:recovered [two,three] at 3 with [Ada,Bo]");
        ada.say("tea", "four");
        assertThat(bo.news()).containsExactly("Ada: four");
    }

    @Test
    void whoMissedNothingGetsNothing() {
        EngineFixture fixture = new EngineFixture();
        fixture.client("ada", "tea").say("tea", "one");
        TestClient bo = fixture.client().as("bo").join("tea", position(fixture));
        assertThat(bo.news()).containsExactly("9:recovered [] at 1 with [Ada,Bo]");
    }

    @Test
    void whoMissedMoreThanTheLogKeepsStartsAnew() {
        RoomSettings small = RoomSettings.builder()
                .retention(Retention.DEFAULT.withMaxMessages(2))
                .build();
        EngineFixture fixture = new EngineFixture(builder -> builder.rooms(id -> small));
        TestClient ada = fixture.client("ada", "tea").say("tea", "one");
        Position seen = position(fixture);
        ada.say("tea", "two").say("tea", "three").say("tea", "four");
        TestClient bo = fixture.client().as("bo").join("tea", seen);
        assertThat(bo.news()).containsExactly("9:joined [three,four] at 4 with [Ada,Bo]");
    }

    @Test
    void whoComesFromALostLogStartsAnew() {
        EngineFixture fixture = new EngineFixture();
        fixture.client("ada", "tea").say("tea", "one");
        TestClient bo = fixture.client().as("bo").join("tea", new Position("elsewhere", 1));
        assertThat(bo.news()).containsExactly("9:joined [one] at 1 with [Ada,Bo]");
    }

    @Test
    void aMemberMayJoinAgainToFillAGap() {
        EngineFixture fixture = new EngineFixture();
        TestClient ada = fixture.client("ada", "tea").say("tea", "one");
        Position seen = position(fixture);
        ada.say("tea", "two");
        ada.news();
        ada.join("tea", seen);
        assertThat(ada.news()).containsExactly("9:recovered [two] at 2 with [Ada]");
    }

    @Test
    void whatIsSaidWhileTheHistoryIsReadComesOnceAndInOrder() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        EngineFixture fixture = new EngineFixture();
        ChatEngine slow = fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<HistoryPage> history(RoomId room, HistoryQuery query) {
                        return super.history(room, query).thenCombine(gate, (page, open) -> page);
                    }
                },
                builder -> builder);
        TestClient ada = fixture.client("ada", "tea").say("tea", "before");
        TestClient bo =
                new TestClient(slow, new TestLane(), fixture.encoder).as("bo").join("tea");
        ada.say("tea", "meanwhile");
        assertThat(bo.news()).isEmpty();
        gate.complete(null);
        assertThat(bo.news()).containsExactly("history [before]", "users [Ada,Bo]", "Ada: meanwhile");
    }

    @Test
    void aHistoryThatIsAheadOfTheLiveEventsTellsNothingTwice() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        EngineFixture fixture = new EngineFixture();
        ChatEngine slow = behind(gate, fixture);
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo =
                new TestClient(slow, new TestLane(), fixture.encoder).as("bo").join("tea");
        ada.say("tea", "in both");
        gate.complete(null);
        assertThat(bo.news()).containsExactly("history [in both]", "users [Ada,Bo]");
        ada.say("tea", "live");
        assertThat(bo.news()).containsExactly("Ada: live");
    }

    @Test
    void aConnectionThatIsLostWhileJoiningLeavesNothingBehind() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        EngineFixture fixture = new EngineFixture();
        ChatEngine slow = behind(gate, fixture);
        TestClient bo =
                new TestClient(slow, new TestLane(), fixture.encoder).as("bo").join("tea");
        bo.vanish();
        gate.complete(null);
        bo.news();
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(EngineFixture.rooms(slow).find(TEA)).isNull();
        assertThat(slow.sessionCount()).isZero();
    }

    private static Position position(EngineFixture fixture) {
        return fixture.engine
                .room(TEA)
                .history(HistoryQuery.newest(1))
                .toCompletableFuture()
                .join()
                .position();
    }

    @Test
    void aJoinReadsByTheSettingsWithWhichItsRoomIsWritten() {
        List<RoomId> asked = new ArrayList<>();
        EngineFixture fixture = new EngineFixture(builder -> builder.rooms(id -> {
            asked.add(id);
            return RoomSettings.DEFAULT;
        }));
        fixture.client("ada", "tea").say("tea", "one");
        fixture.client("bo", "tea");
        assertThat(asked).containsExactly(new RoomId("tea"));
    }

    /** A node whose readings of the log wait for the gate. */
    private static ChatEngine behind(CompletableFuture<Void> gate, EngineFixture fixture) {
        return fixture.node(
                new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                    @Override
                    public CompletionStage<HistoryPage> history(RoomId room, HistoryQuery query) {
                        return gate.thenCompose(open -> super.history(room, query));
                    }
                },
                builder -> builder);
    }
}
