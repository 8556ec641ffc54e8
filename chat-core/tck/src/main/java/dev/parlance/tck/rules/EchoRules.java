package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Message;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B3: the publisher's node hears its own message. */
public abstract class EchoRules extends Rules {
    protected EchoRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b3_thePublishersNodeHearsItsOwnMessageOnce() {
        BrokerNode node = node();
        RoomId room = room();
        node.subscribe(room);

        Message one = node.message(node.post(room, "one"));
        Message two = node.message(node.post(room, "two"));

        assertThat(node.heard(room).stored(2)).containsExactly(new RoomEvent.Posted(one), new RoomEvent.Posted(two));
    }

    @Test
    void required_b3_thePublishersNodeHearsItsOwnChangeOnce() {
        BrokerNode node = node();
        RoomId room = room();
        node.subscribe(room);
        Message posted = node.message(node.post(room, "one"));

        Message changed = node.change(
                posted.toBuilder().edited("other", posted.timestamp()).build());
        Message next = node.message(node.post(room, "two"));

        assertThat(node.heard(room).stored(3))
                .containsExactly(
                        new RoomEvent.Posted(posted), new RoomEvent.Changed(changed), new RoomEvent.Posted(next));
    }

    @Test
    void required_b3_subscribingTwiceIsHearingOnce() {
        BrokerNode node = node();
        RoomId room = room();
        node.subscribe(room).subscribe(room);

        node.post(room, "one");
        node.post(room, "two");

        assertThat(heard(node, room, 2)).containsExactly("one", "two");
    }

    @Test
    void required_b3_whateverComesAfterTheSubscriptionIsCompleteIsHeardFromAnyNode() {
        BrokerNode a = node();
        BrokerNode b = node();
        for (int i = 0; i < 50; i++) {
            RoomId room = room();
            a.subscribe(room);
            b.post(room, "at once");
            assertThat(heard(a, room, 1)).containsExactly("at once");
        }
    }

    @Test
    void required_b3_whatCameBeforeTheSubscriptionIsNotHeard() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.post(room, "early");

        a.subscribe(room);
        b.post(room, "late");

        assertThat(heard(a, room, 1)).containsExactly("late");
    }

    @Test
    void required_b3_aNodeMayPublishToARoomThatItDoesNotHear() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);

        Receipt receipt = a.post(room, "over there");

        assertThat(b.heard(room).stored(1))
                .extracting(event -> Heard.message(event).position())
                .containsExactly(receipt.position());
    }

    private static List<String> heard(BrokerNode node, RoomId room, int count) {
        return texts(node.heard(room).stored(count).stream().map(Heard::message).toList());
    }
}
