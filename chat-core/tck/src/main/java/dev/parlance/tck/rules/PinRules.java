package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.keep;
import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.MessageChange;
import dev.parlance.broker.MessageLog;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** C10: some messages of a room are pinned. */
public abstract class PinRules extends ConversationRules {
    protected PinRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_c10_pinsComeLastFirst() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Message one = said(a, room, "1");
        Message two = said(a, room, "2");
        Message three = said(a, room, "3");

        Message secondPinned = pin(a, two, 1_000);
        Message firstPinned = pin(b, one, 2_000);
        Message thirdPinned = pin(a, three, 3_000);

        assertThat(b.pins(room).messages()).containsExactly(thirdPinned, firstPinned, secondPinned);
        assertThat(b.pins(room).hasMore()).isFalse();
        unpin(b, one);
        assertThat(a.pins(room).messages()).containsExactly(thirdPinned, secondPinned);
    }

    @Test
    void required_c10_fiftyAndNoMore() {
        BrokerNode node = node();
        RoomId room = room();
        List<Message> pinned = new ArrayList<>();
        for (int i = 0; i < MessageLog.MAX_PINS; i++) {
            pinned.add(pin(node, said(node, room, "" + i), i));
        }
        Message more = said(node, room, "one more");
        MessageChange change =
                new MessageChange(more.toBuilder().pinnedAt(more.timestamp()).build());

        refuses(node.broker().change(change), ErrorCode.TOO_MANY_PINS);

        assertThat(now(node, more)).isEqualTo(more);
        ResumeRules.edit(node, pinned.get(0), "edited"); // what is pinned already may change
        assertThat(node.pins(room).messages()).hasSize(MessageLog.MAX_PINS);
        unpin(node, pinned.get(1));
        assertThat(node.change(change.message()).pinnedAt()).isPresent();
    }

    @Test
    void required_c10_deletionAndEvictionUnpin() {
        BrokerNode node = node();
        RoomId room = room();
        Message one = node.message(node.post(room, "1", keep(2)));
        Message two = node.message(node.post(room, "2", keep(2)));
        pin(node, one, 1);
        pin(node, two, 2);
        assertThat(texts(node.pins(room).messages())).containsExactly("2", "1");

        delete(node, two);
        assertThat(texts(node.pins(room).messages())).containsExactly("1");

        node.post(room, "3", keep(2));
        assertThat(node.pins(room).messages()).isEmpty();
    }
}
