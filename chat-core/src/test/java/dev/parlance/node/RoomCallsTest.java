package dev.parlance.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.EngineFixture;
import dev.parlance.TestClient;
import dev.parlance.TestLane;
import dev.parlance.broker.ForwardingBroker;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomInfo;
import dev.parlance.model.RoomListing;
import dev.parlance.model.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rooms somebody is in, over all nodes. */
class RoomCallsTest {
    private final EngineFixture fixture = new EngineFixture();
    private boolean otherIsMute;
    private final ChatEngine other = fixture.node(
            new ForwardingBroker(InMemoryBroker.builder().hub(fixture.hub).build()) {
                @Override
                public CompletionStage<Void> signal(Topic topic, Signal signal) {
                    return otherIsMute ? CompletableFuture.completedFuture(null) : super.signal(topic, signal);
                }
            },
            builder -> builder);

    private TestClient here(String user, String room) {
        return fixture.client(user, room);
    }

    private TestClient there(String user, String room) {
        return new TestClient(other, new TestLane(), fixture.encoder).as(user).join(room);
    }

    private RoomListing answer(CompletionStage<RoomListing> asked) {
        fixture.time.advance(Duration.ZERO);
        fixture.time.advance(Duration.ZERO);
        assertThat(asked.toCompletableFuture()).isDone();
        return asked.toCompletableFuture().join();
    }

    private RoomListing page(@Nullable String after, int limit) {
        fixture.time.advance(Duration.ZERO);
        return answer(after == null ? fixture.engine.rooms(limit) : fixture.engine.rooms(new RoomId(after), limit));
    }

    private static List<String> ids(RoomListing page) {
        return page.rooms().stream().map(room -> room.id().value()).toList();
    }

    @Test
    void usersAreCountedOnceAndConnectionsOnEachNode() {
        here("ada", "tea");
        here("ada", "tea");
        there("ada", "tea");
        there("bo", "tea");
        there("bo", "milk");
        RoomListing page = page(null, 50);
        assertThat(page.rooms())
                .extracting(RoomInfo::toString)
                .containsExactly("room milk: 1 present, 1 connections", "room tea: 2 present, 4 connections");
        assertThat(page.hasMore()).isFalse();
        assertThat(page.silentNodes()).isEmpty();
        assertThat(answer(fixture.engine.room(new RoomId("tea")).info()).rooms())
                .singleElement()
                .hasToString("room tea: 2 present, 4 connections");
        assertThat(answer(fixture.engine.room(new RoomId("coffee")).info()).rooms())
                .isEmpty();
    }

    @Test
    void aRoomThatIsEmptyAgainIsNotTold() {
        TestClient ada = here("ada", "tea");
        here("bo", "milk");
        ada.leave("tea");
        assertThat(ids(page(null, 50))).containsExactly("milk");
    }

    @Test
    void pagesGoOnBehindAnIdAndMissNothingWhateverEmptiesMeanwhile() {
        TreeSet<String> all = new TreeSet<>();
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String room = i + "x".repeat(126);
            clients.add(i % 2 == 0 ? here("ada", room) : there("ada", room));
            all.add(room);
        }
        List<String> told = new ArrayList<>();
        RoomListing page = page(null, 15);
        while (true) {
            told.addAll(ids(page));
            if (!page.hasMore()) {
                break;
            }
            String last = told.get(told.size() - 1);
            clients.get(Integer.parseInt(last.substring(0, last.indexOf('x')))).leave(last);
            page = page(last, 15);
        }
        assertThat(told).containsExactlyElementsOf(all);
    }

    @Test
    void theLastPageSaysSoWhenItIsFull() {
        here("ada", "milk");
        here("ada", "tea");
        assertThat(page(null, 2).hasMore()).isFalse();
        assertThat(page(null, 1).hasMore()).isTrue();
        assertThat(ids(page("milk", 1))).containsExactly("tea");
        assertThat(page("milk", 1).hasMore()).isFalse();
    }

    @Test
    void aNodeThatDoesNotAnswerInTimeIsNamed() {
        here("ada", "tea");
        there("bo", "milk");
        fixture.time.advance(Duration.ZERO);
        otherIsMute = true;
        CompletableFuture<RoomListing> asked = fixture.engine.rooms(10).toCompletableFuture();
        fixture.time.advance(SessionCalls.PATIENCE.minusMillis(1));
        assertThat(asked).isNotDone();
        fixture.time.advance(Duration.ofMillis(1));
        assertThat(ids(asked.join())).containsExactly("tea");
        assertThat(asked.join().silentNodes()).hasSize(1);
    }

    @Test
    void aPageHasItsBounds() {
        for (int limit : List.of(0, -1, RoomCalls.MOST + 1)) {
            assertThat(fixture.engine.rooms(limit))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            ChatException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST));
        }
    }
}
