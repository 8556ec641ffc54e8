package dev.parlance.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.model.RoomId;
import dev.parlance.policy.ChatLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PresenceGraceTest {
    private final EngineFixture fixture = new EngineFixture();

    @Test
    void aLostConnectionLeavesAfterFiveSeconds() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        ada.news();
        bo.vanish();
        fixture.time.advance(Duration.ofMillis(4_999));
        assertThat(ada.news()).isEmpty();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(ada.news()).containsExactly("Bo left");
    }

    @Test
    void aGraceWhoseTimerCouldNotBeCancelledAnyMoreDoesNotEndTheNextOne() {
        List<Runnable> due = new ArrayList<>();
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                due.add(task);
                return super.schedule(() -> {}, 1, TimeUnit.DAYS);
            }
        };
        ChatEngine engine = fixture.node(builder -> builder.scheduler(timer));
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo =
                new TestClient(engine, new TestLane(), fixture.encoder).as("bo").join("tea");
        due.clear();
        bo.vanish();
        Runnable first = due.get(0);
        TestClient again =
                new TestClient(engine, new TestLane(), fixture.encoder).as("bo").join("tea");
        due.clear();
        again.vanish();
        ada.news();
        first.run();
        assertThat(ada.news()).isEmpty();
        due.get(0).run();
        assertThat(ada.news()).containsExactly("Bo left");
        timer.shutdownNow();
    }

    @Test
    void aReloadMakesNoNoise() {
        TestClient ada = fixture.client("ada", "tea");
        fixture.client("bo", "tea").vanish();
        ada.news();
        fixture.time.advance(Duration.ofSeconds(2));
        TestClient back = fixture.client().as("bo").join("tea");
        assertThat(back.news()).containsExactly("history []", "users [Ada,Bo]");
        fixture.time.advance(Duration.ofMinutes(1));
        assertThat(ada.news()).isEmpty();
    }

    @Test
    void whoComesBackUnderAnotherNameHasItForEverybodyAtOnce() {
        ChatEngine other = fixture.node(builder -> builder);
        TestClient ada = fixture.client("ada", "tea");
        TestClient cy =
                new TestClient(other, new TestLane(), fixture.encoder).as("cy").join("tea");
        fixture.client("bo", "tea").vanish();
        ada.news();
        cy.news();

        TestClient back = fixture.client().as("bo", "Robert").join("tea");

        assertThat(back.news()).containsExactly("history []", "users [Ada,Cy,Robert]");
        assertThat(ada.news()).containsExactly("Robert joined");
        assertThat(cy.news()).containsExactly("Robert joined");
        back.typing("tea", true);
        assertThat(cy.news()).containsExactly("Robert types");
        back.typing("tea", false).leave("tea");
        assertThat(ada.news()).containsExactly("Robert types", "Robert stopped typing", "Robert left");
    }

    @Test
    void whoJoinsAgainUnderAnOlderNameIsShownTheNewest() {
        TestClient phone = fixture.client("bo", "tea");
        fixture.client().as("bo", "Robert").join("tea");

        assertThat(phone.join("tea").news()).containsExactly("history []", "users [Robert]");
    }

    @Test
    void aNameThatIsTakenUpAgainIsTheNewestThoughAnotherNodeHadAnother() {
        ChatEngine other = fixture.node(builder -> builder);
        TestClient ada = fixture.client("ada", "tea");
        fixture.client("bo", "tea");
        new TestClient(other, new TestLane(), fixture.encoder)
                .as("bo", "Robert")
                .join("tea");
        ada.news();

        TestClient again = fixture.client().as("bo").join("tea");

        assertThat(again.news()).containsExactly("history []", "users [Ada,Bo]");
        assertThat(ada.news()).containsExactly("Bo joined");
    }

    @Test
    void anExplicitLeaveIsAtOnceEvenWithinTheGraceOfAnotherConnection() {
        TestClient ada = fixture.client("ada", "tea");
        TestClient phone = fixture.client("bo", "tea");
        TestClient laptop = fixture.client("bo", "tea");
        ada.news();
        phone.vanish();
        laptop.leave("tea");
        assertThat(ada.news()).containsExactly("Bo left");
        fixture.time.advance(Duration.ofMinutes(1));
        assertThat(ada.news()).isEmpty();
    }

    @Test
    void whoComesBackOnAnotherNodeHasNotLeft() {
        ChatEngine other = fixture.node(builder -> builder);
        TestClient ada = fixture.client("ada", "tea");
        TestClient bo = fixture.client("bo", "tea");
        ada.news();
        bo.vanish();
        new TestClient(other, new TestLane(), fixture.encoder).as("bo").join("tea");
        fixture.time.advance(Duration.ofMinutes(1));
        assertThat(ada.news()).isEmpty();
    }

    @Test
    void nothingIsHeldOfARoomThatEveryoneHasLeft() {
        TestClient ada = fixture.client("ada", "tea");
        ada.vanish();
        assertThat(EngineFixture.rooms(fixture.engine).find(new RoomId("tea"))).isNotNull();
        fixture.time.advance(Duration.ofSeconds(5));
        assertThat(EngineFixture.rooms(fixture.engine).find(new RoomId("tea"))).isNull();
        assertThat(fixture.time.scheduled()).isZero();
    }

    @Test
    void withoutAGraceALostConnectionLeavesAtOnce() {
        EngineFixture hasty = new EngineFixture(builder ->
                builder.limits(ChatLimits.builder().presenceGrace(Duration.ZERO).build()));
        TestClient ada = hasty.client("ada", "tea");
        TestClient bo = hasty.client("bo", "tea");
        ada.news();
        bo.vanish();
        assertThat(ada.news()).containsExactly("Bo left");
    }
}
