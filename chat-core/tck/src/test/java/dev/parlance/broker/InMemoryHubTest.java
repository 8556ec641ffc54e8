package dev.parlance.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InMemoryHubTest {
    private Instant now = Instant.parse("2030-01-01T12:00:00Z");
    private final InMemoryHub hub = new InMemoryHub(() -> now, new SplittableRandom(1));
    private final InMemoryBroker broker = InMemoryBroker.builder().hub(hub).build();

    private static final class Deaf implements BrokerListener {
        @Override
        public void onEvent(RoomEvent event) {}

        @Override
        public void onSignal(Topic topic, Signal signal) {}

        @Override
        public void onGap(RoomId roomId) {}
    }

    private Position post(String room) {
        MessageDraft draft = MessageDraft.builder(new RoomId(room), User.of("ada", "Ada"), "hello")
                .build();
        return broker.publish(draft, Retention.DEFAULT)
                .toCompletableFuture()
                .join()
                .position();
    }

    @Test
    void aRoomThatMadeWayForOthersDoesNotTakeUpItsOldEpoch() {
        broker.start(new Deaf());
        Position old = post("tea");
        now = now.plus(ChatBroker.POSITION_TIME_TO_LIVE).plusSeconds(1);
        for (int i = 0; i < 3; i++) {
            post("other" + i);
        }
        assertThat(hub.size()).isEqualTo(3);
        assertThat(post("tea").epoch()).isNotEqualTo(old.epoch());
    }
}
