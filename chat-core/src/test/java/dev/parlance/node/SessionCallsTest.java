package dev.parlance.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.model.RoomId;
import dev.parlance.model.SessionInfo;
import dev.parlance.model.UserId;
import dev.parlance.model.UserSessions;
import dev.parlance.transport.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A user's connections over all nodes: which there are, and how they end. */
class SessionCallsTest {
    private static final UserId ADA = new UserId("ada");

    private final EngineFixture fixture = new EngineFixture();
    private final ChatEngine other = fixture.node(builder -> builder);
    private final TestClient here = fixture.client().as("ada").join("tea").join("milk");
    private final TestClient there = new TestClient(other, new TestLane(), fixture.encoder).as("ada");

    private UserSessions sessions() {
        fixture.time.advance(Duration.ZERO);
        CompletableFuture<UserSessions> asked = fixture.engine.sessions(ADA).toCompletableFuture();
        here.run();
        there.run();
        fixture.time.advance(Duration.ZERO);
        assertThat(asked).isDone();
        return asked.join();
    }

    @Test
    void theyAreToldOfAllNodes() {
        Instant now = fixture.time.instant().truncatedTo(ChronoUnit.MILLIS);
        UserSessions told = sessions();
        assertThat(told.sessions()).extracting(SessionInfo::node).doesNotHaveDuplicates();
        assertThat(told.sessions()).extracting(SessionInfo::id).hasSize(2).doesNotHaveDuplicates();
        assertThat(told.sessions()).allSatisfy(session -> {
            assertThat(session.since()).isEqualTo(now);
            assertThat(session.remoteAddress()).contains("127.0.0.1");
        });
        assertThat(told.sessions())
                .extracting(SessionInfo::rooms)
                .containsExactlyInAnyOrder(List.of(new RoomId("tea"), new RoomId("milk")), List.of());
        assertThat(told.hasMore()).isFalse();
        assertThat(told.silentNodes()).isEmpty();
    }

    @Test
    void aNodeThatDoesNotAnswerInTimeIsNamed() {
        fixture.time.advance(Duration.ZERO);
        CompletableFuture<UserSessions> asked = fixture.engine.sessions(ADA).toCompletableFuture();
        here.run();
        fixture.time.advance(SessionCalls.PATIENCE);
        assertThat(asked.join().sessions()).hasSize(1);
        assertThat(asked.join().silentNodes()).hasSize(1);
    }

    @Test
    void ofManyEachNodeTellsSome() {
        List<TestClient> more = new ArrayList<>();
        for (int i = 0; i < SessionCalls.MOST; i++) {
            more.add(fixture.client().as("ada"));
        }
        fixture.time.advance(Duration.ZERO);
        CompletableFuture<UserSessions> asked = fixture.engine.sessions(ADA).toCompletableFuture();
        more.forEach(TestClient::run);
        here.run();
        there.run();
        fixture.time.advance(Duration.ZERO);
        assertThat(asked.join().sessions()).hasSize(SessionCalls.MOST + 1);
        assertThat(asked.join().hasMore()).isTrue();
    }

    @Test
    void ofManyRoomsSomeAreNamedAndAllAreCounted() {
        for (int i = 0; i < 50; i++) {
            here.join(i + "x".repeat(126));
        }
        SessionInfo told = sessions().sessions().stream()
                .max(Comparator.comparingInt(SessionInfo::roomCount))
                .orElseThrow();
        assertThat(told.roomCount()).isEqualTo(52);
        assertThat(told.rooms()).hasSizeBetween(20, 51).startsWith(new RoomId("tea"), new RoomId("milk"));
    }

    @Test
    void theyEndForGoodOrForNowWithWordsOfTheHost() {
        fixture.time.advance(Duration.ZERO);
        CompletableFuture<Void> closed =
                fixture.engine.closeSessions(ADA, "moving house", true).toCompletableFuture();
        assertThat(here.run().closed).isEqualTo(CloseReason.CLOSED_FOR_NOW);
        assertThat(closed).as("the other node has not closed it").isNotDone();
        assertThat(there.run().closed).isEqualTo(CloseReason.CLOSED_FOR_NOW);
        assertThat(there.lastWords).isEqualTo("moving house");
        fixture.time.advance(Duration.ZERO);
        assertThat(closed).isCompleted();
        TestClient again = fixture.client().as("ada");
        fixture.engine.closeSessions(ADA);
        assertThat(again.run().closed).isEqualTo(CloseReason.CLOSED_BY_HOST);
        assertThat(again.lastWords).as("the reason's own").isNull();
    }

    @Test
    void oneEndsByItsNameWhereverItIs() {
        String id = sessions().sessions().stream()
                .filter(session -> session.rooms().isEmpty())
                .findAny()
                .orElseThrow()
                .id();
        CompletableFuture<Boolean> closed =
                fixture.engine.closeSession(id, "", false).toCompletableFuture();
        here.run();
        there.run();
        fixture.time.advance(Duration.ZERO);
        assertThat(closed).isCompletedWithValue(true);
        assertThat(here.closed).isNull();
        assertThat(there.closed).isEqualTo(CloseReason.CLOSED_BY_HOST);
        CompletableFuture<Boolean> again =
                fixture.engine.closeSession(id, "", false).toCompletableFuture();
        fixture.time.advance(Duration.ZERO);
        assertThat(again).isCompletedWithValue(false);
    }
}
