package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.Topic;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** B8: nothing is heard after {@code unsubscribe} has completed. The recorder holds every call that comes too late against the broker. */
public abstract class SilenceRules extends Rules {
    private static final Signal SIGNAL = Signal.of("ping", Map.of());

    protected SilenceRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b8_nothingIsHeardAfterUnsubscribeHasCompletedHoweverMuchGoesOn() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Topic.Cluster fence = fence(a);
        for (int round = 0; round < 5; round++) {
            a.subscribe(room);
            cluster.together(() -> all(b, room), () -> a.unsubscribe(room));
            all(b, room);
            pass(b, a, fence, round);
            assertThat(a.heard().faults()).isEmpty();
        }
    }

    @Test
    void required_b8_noSignalIsHeardAfterUnsubscribeHasCompleted() {
        BrokerNode a = node();
        BrokerNode b = node();
        Topic.Cluster fence = fence(a);
        for (Topic topic :
                List.of(cluster.recipient(), cluster.topic(), new Topic.Bell(room()), new Topic.Room(room()))) {
            a.subscribe(topic);
            b.done(b.broker().signal(topic, SIGNAL));
            a.heard().heard(topic).signals(1);

            a.unsubscribe(topic);
            b.done(b.broker().signal(topic, SIGNAL));
        }
        pass(b, a, fence, 0);

        assertThat(a.heard().faults()).isEmpty();
    }

    @Test
    void required_b8_theOtherNodesGoOnHearing() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);
        a.unsubscribe(room);

        a.post(room, "1");

        b.heard(room).stored(1);
    }

    @Test
    void required_b8_theOtherTopicsOfThatNameGoOn() {
        BrokerNode a = node();
        BrokerNode b = node();
        String name = cluster.name("same");
        Topic.Room room = new Topic.Room(new RoomId(name));
        Topic.Recipient recipient = new Topic.Recipient(new UserId(name));
        Topic.Cluster topic = new Topic.Cluster(name);
        Topic.Bell bell = new Topic.Bell(room.roomId());
        a.subscribe(room).subscribe(recipient).subscribe(topic).subscribe(bell);

        a.unsubscribe(room);
        b.done(b.broker().signal(bell, SIGNAL));
        b.done(b.broker().signal(recipient, SIGNAL));
        b.done(b.broker().signal(topic, SIGNAL));

        a.heard().heard(bell).signals(1);
        a.heard().heard(recipient).signals(1);
        a.heard().heard(topic).signals(1);
    }

    @Test
    void required_b8_whoSubscribesAgainHearsWhatIsNewAlone() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        a.unsubscribe(room);
        b.post(room, "meanwhile");

        a.subscribe(room);
        b.post(room, "again");

        assertThat(a.heard(room).stored(1))
                .extracting(event -> Heard.message(event).text())
                .containsExactly("again");
    }

    @Test
    void required_b8_endingWhatNeverBeganIsDoneAtOnce() {
        BrokerNode node = node();
        RoomId room = room();

        node.unsubscribe(room);

        node.subscribe(room);
        node.post(room, "1");
        node.heard(room).stored(1);
    }

    @Test
    void required_b8_oneUnsubscribeEndsSeveralSubscriptions() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Topic.Cluster fence = fence(a);
        a.subscribe(room).subscribe(room);

        a.unsubscribe(room);
        all(b, room);
        pass(b, a, fence, 0);

        assertThat(a.heard().faults()).isEmpty();
    }

    @Test
    void required_b8_unsubscribeEndsWhatTwoThreadsBeganAndEndedAtOnce() {
        BrokerNode a = node();
        BrokerNode b = node();
        Topic.Cluster fence = fence(a);
        List<RoomId> rooms = Stream.generate(this::room).limit(1_000).toList();
        rooms.forEach(room -> a.heard().expect(new Topic.Room(room)));

        cluster.inStep(
                rooms.size(),
                i -> a.done(a.broker().subscribe(new Topic.Room(rooms.get(i)))),
                i -> a.done(a.broker().unsubscribe(new Topic.Room(rooms.get(i)))));
        rooms.forEach(a::unsubscribe);
        rooms.forEach(room -> b.post(room, "to nobody"));
        pass(b, a, fence, 0);

        assertThat(a.heard().faults()).isEmpty();
    }

    private Topic.Cluster fence(BrokerNode node) {
        Topic.Cluster fence = cluster.topic();
        node.subscribe(fence);
        return fence;
    }

    /** Sends something that the other hears after all that went before, if it still heard that. */
    private static void pass(BrokerNode from, BrokerNode to, Topic fence, int passed) {
        from.done(from.broker().signal(fence, SIGNAL));
        to.heard().heard(fence).signals(passed + 1);
    }

    private static void all(BrokerNode node, RoomId room) {
        for (int i = 0; i < 50; i++) {
            node.post(room, "message " + i);
            node.enter(room, ADA);
            node.leave(room, ADA.id());
            node.done(node.broker().signal(new Topic.Room(room), SIGNAL));
        }
    }
}
