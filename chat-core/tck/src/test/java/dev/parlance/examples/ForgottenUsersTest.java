package dev.parlance.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ReadMarks;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.tck.PortBrokerStore;
import dev.parlance.tck.harness.BrokerNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is kept of users over a store goes by itself, though nobody comes for it. */
class ForgottenUsersTest {
    @Test
    void marksThatNobodyWroteForAYearAreForgottenByWhoeverLives() {
        try (PortBrokerStore store = new PortBrokerStore(new MemoryPortStore())) {
            BrokerNode node = new BrokerNode(store.newNode(), Duration.ofSeconds(10));
            long before = store.size();
            for (int i = 0; i < 150; i++) { // more than are looked at in one go
                ReadMark mark = ReadMark.builder(
                                new UserId("user-" + i), new RoomId("room-" + i % 3), new Position("epoch", 1))
                        .build();
                node.putMark(mark);
            }
            assertThat(store.size()).isEqualTo(before + 3 * 150); // a mark, a reader, and what is counted of a user

            store.advance(ReadMarks.TIME_TO_LIVE.plus(Duration.ofMinutes(1)));

            assertThat(store.size()).isEqualTo(before);
            node.stop();
        }
    }
}
