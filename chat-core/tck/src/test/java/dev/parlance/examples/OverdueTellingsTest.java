package dev.parlance.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.Message;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.tck.PortBrokerStore;
import dev.parlance.tck.harness.BrokerNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverdueTellingsTest {
    private static final UserId BO = new UserId("bo");

    @Test
    void oneThatIsOverdueIsToldThoughMoreThanAreReadAtOnceWaitRightlyBeforeIt() {
        try (PortBrokerStore store = new PortBrokerStore(new MemoryPortStore())) {
            BrokerNode node = new BrokerNode(store.newNode(), Duration.ofSeconds(10));
            Message overdue = reacted(node, new RoomId("z"));
            store.advance(ChatBroker.LEASE.minusSeconds(2));
            for (int i = 0; i < 150; i++) {
                reacted(node, new RoomId("a"));
            }

            store.advance(ChatBroker.LEASE.dividedBy(2));

            assertThat(node.history(overdue.roomId()).messages())
                    .extracting(Message::reactionCounts)
                    .containsExactly(Map.of("👍", 1));
            assertThat(node.history(new RoomId("a")).messages())
                    .as("those that are not overdue")
                    .allSatisfy(each -> assertThat(each.reactionCounts()).isEmpty());
            node.stop();
        }
    }

    private static Message reacted(BrokerNode node, RoomId roomId) {
        Message message = node.message(node.post(roomId, "said"));
        node.react(message, BO, "👍");
        return message;
    }
}
