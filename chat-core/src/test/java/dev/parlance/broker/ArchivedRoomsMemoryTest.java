package dev.parlance.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class ArchivedRoomsMemoryTest {
    private static final int MAX_BYTES = 40_000;
    private static final Retention ARCHIVED = Retention.DEFAULT.inFrontOfAnArchive();

    private final InMemoryHub hub =
            new InMemoryHub(() -> Instant.EPOCH, new SplittableRandom(1), MAX_BYTES, InMemoryHub.MAX_ROOMS);
    private final InMemoryBroker node = InMemoryBroker.builder().hub(hub).build();

    ArchivedRoomsMemoryTest() {
        node.start(mock(BrokerListener.class));
    }

    @Test
    void forWantOfMemoryRoomsWhoseMessagesAreNotArchivedDoNotMakeWay() {
        RoomId kept = new RoomId("kept");
        done(node.begin(kept, null));
        for (int i = 0; i < 10; i++) {
            post(kept, "said", ARCHIVED);
        }

        for (int i = 0; i < 30; i++) {
            post(new RoomId("other-" + i), "x".repeat(2_000), Retention.DEFAULT);
        }

        assertThat(done(node.tail(kept, 100)).messages()).hasSize(10);
        assertThat(hub.usedBytes()).isLessThan(2 * MAX_BYTES);
    }

    @Test
    void forWantOfMemoryARoomWhoseMessagesAreAllArchivedMakesWayAndComesBackWhenItBegins() {
        RoomId room = new RoomId("archived");
        done(node.begin(room, null));
        Position first = post(room, "said", ARCHIVED).position();
        done(node.archived(room, first, List.of()));

        for (int i = 0; i < 30; i++) {
            post(new RoomId("other-" + i), "x".repeat(2_000), Retention.DEFAULT);
        }

        assertThat(done(node.history(room, HistoryQuery.newest(10))).messages()).isEmpty();
        assertThatThrownBy(() -> post(room, "again", ARCHIVED))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(LogEndedException.class);
        done(node.begin(room, new LogEnd(first, 1, 0, List.of(), List.of())));
        Receipt again = post(room, "again", ARCHIVED);
        assertThat(again.position().offset()).isEqualTo(2);
        assertThat(again.number()).isEqualTo(2);
    }

    @Test
    void aRoomWhoseMessagesAreAllArchivedIsNotListedAsBehind() {
        RoomId room = new RoomId("listed");
        done(node.begin(room, null));
        Position first = post(room, "said", ARCHIVED).position();
        assertThat(done(node.behind(10, null))).containsExactly(room);

        done(node.archived(room, first, List.of()));

        assertThat(done(node.behind(10, null))).isEmpty();
    }

    private Receipt post(RoomId room, String text, Retention retention) {
        return done(node.publish(
                MessageDraft.builder(room, User.of("ada", "Ada"), text).build(), retention));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
