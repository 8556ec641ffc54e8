package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B12: every well-formed text that the types let through arrives as it was sent; half a surrogate pair is never legal. */
public abstract class OddTextRules extends Rules {
    private static final String ZERO = "\u0000 zero, also \u0000 between and at the end \u0000";

    protected OddTextRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b12_zeroIsACharacterLikeAnyOtherOnEveryRoad() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Topic topic = new Topic.Room(room);
        b.subscribe(room);
        Map<String, String> data = Map.of("zero", ZERO);

        Message posted = a.message(
                a.post(MessageDraft.builder(room, ADA, ZERO).metadata(data).build()));
        Message edited = a.change(
                posted.toBuilder().edited(ZERO + ZERO, posted.timestamp()).build());
        a.done(a.broker().signal(topic, Signal.of("zero", data)));
        String key = cluster.name("key") + ZERO;
        a.put(key, ZERO, LONG);

        assertThat(posted.text()).isEqualTo(ZERO);
        assertThat(posted.metadata()).isEqualTo(data);
        assertThat(b.heard(room).stored(2)).extracting(Heard::message).containsExactly(posted, edited);
        assertThat(b.history(room).messages()).containsExactly(edited);
        assertThat(b.resume(room, new Position(posted.position().epoch(), 0)).messages())
                .containsExactly(edited);
        assertThat(b.heard().heard(topic).signals(1).get(0).data()).isEqualTo(data);
        assertThat(b.get(key)).contains(ZERO);
        assertThat(b.get(key.substring(0, key.length() - 1)))
                .as("the value of a shorter key")
                .isEmpty();
        assertThat(b.take(key)).contains(ZERO);
    }

    @Test
    void required_b12_halfASurrogatePairIsNeitherKeptNorAskedFor() {
        ChatBroker broker = node().broker();
        String key = cluster.name("key");
        for (String half : List.of("\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D")) {
            refuses(broker.put(key, half, LONG), ErrorCode.BAD_REQUEST);
            refuses(broker.put(key + half, "value", LONG), ErrorCode.BAD_REQUEST);
            refuses(broker.get(key + half), ErrorCode.BAD_REQUEST);
            refuses(broker.take(key + half), ErrorCode.BAD_REQUEST);
        }
    }

    @Test
    void required_b12_whatIsTooLongIsRefusedAndNotCut() {
        BrokerNode node = node();
        ChatBroker broker = node.broker();
        String key = cluster.name("key");
        node.put(key, "before", LONG);
        for (String wrong : List.of("", "k".repeat(ChatBroker.MAX_KEY_LENGTH + 1))) {
            refuses(broker.put(wrong, "value", LONG), ErrorCode.BAD_REQUEST);
            refuses(broker.get(wrong), ErrorCode.BAD_REQUEST);
            refuses(broker.take(wrong), ErrorCode.BAD_REQUEST);
        }

        refuses(broker.put(key, "v".repeat(ChatBroker.MAX_VALUE_LENGTH + 1), LONG), ErrorCode.BAD_REQUEST);

        assertThat(node.get(key)).contains("before");
    }
}
