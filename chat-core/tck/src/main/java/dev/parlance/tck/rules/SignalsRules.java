package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.Topic;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.OddWords;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is said in passing reaches who is there, and leaves no trace. */
public abstract class SignalsRules extends Rules {
    protected SignalsRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_signals_reachAllSubscribedNodesOnceOnEveryKindOfTopic() {
        BrokerNode a = node();
        BrokerNode b = node();
        for (Topic topic :
                List.of(new Topic.Room(room()), new Topic.Bell(room()), cluster.recipient(), cluster.topic())) {
            a.subscribe(topic);
            b.subscribe(topic);

            signal(a, topic, "first");
            signal(a, topic, "second");

            assertThat(names(a, topic, 2)).containsExactly("first", "second");
            assertThat(names(b, topic, 2)).containsExactly("first", "second");
        }
    }

    @Test
    void required_signals_arriveAsTheyWereSent() {
        BrokerNode a = node();
        BrokerNode b = node();
        Topic topic = new Topic.Room(room());
        b.subscribe(topic);
        User sender = User.of("zoë: {*} \uD83D\uDE00", "Zoë \"Z\" \uD83D\uDE80");

        a.done(a.broker().signal(topic, Signal.from(sender, "odd name: {*} /", OddWords.METADATA)));
        a.done(a.broker().signal(topic, Signal.of("plain", Map.of())));

        List<Signal> heard = b.heard().heard(topic).signals(2);
        assertThat(heard.get(0).name()).isEqualTo("odd name: {*} /");
        assertThat(heard.get(0).sender()).contains(sender);
        assertThat(heard.get(0).data()).isEqualTo(OddWords.METADATA);
        assertThat(heard.get(1).sender()).isEmpty();
        assertThat(heard.get(1).data()).isEmpty();
    }

    @Test
    void required_signals_ofOneThreadKeepTheirOrder() {
        BrokerNode a = node();
        BrokerNode b = node();
        Topic.Cluster topic = cluster.topic();
        b.subscribe(topic);

        for (int i = 0; i < 100; i++) {
            a.broker().signal(topic, Signal.of("signal " + i, Map.of()));
        }

        List<String> heard = names(b, topic, 100);
        for (int i = 0; i < 100; i++) {
            assertThat(heard.get(i)).isEqualTo("signal " + i);
        }
    }

    @Test
    void required_signals_takeNoPlaceInTheLog() {
        BrokerNode node = node();
        RoomId room = room();
        node.subscribe(room);
        Position before = node.post(room, "1").position();

        signal(node, new Topic.Room(room), "typing");

        assertThat(node.history(room).position()).isEqualTo(before);
        assertThat(node.history(room).messages()).hasSize(1);
        assertThat(node.resume(room, before).messages()).isEmpty();
        assertThat(node.post(room, "2").position().offset()).isEqualTo(2);
    }

    @Test
    void required_signals_toNobodyAreDone() {
        BrokerNode node = node();

        signal(node, cluster.topic(), "is anybody there");
        signal(node, cluster.recipient(), "is anybody there");
        signal(node, new Topic.Room(room()), "is anybody there");
    }

    @Test
    void required_signals_stayOnTheirTopic() {
        BrokerNode a = node();
        BrokerNode b = node();
        String name = cluster.name("same");
        Topic room = new Topic.Room(new RoomId(name));
        Topic recipient = new Topic.Recipient(new UserId(name));
        Topic topic = new Topic.Cluster(name);
        Topic bell = new Topic.Bell(new RoomId(name));
        a.subscribe(room).subscribe(bell).subscribe(recipient).subscribe(topic);

        signal(b, room, "to the room");
        signal(b, bell, "to its followers");
        signal(b, recipient, "to the user");
        signal(b, topic, "to the nodes");
        signal(b, room, "end");
        signal(b, bell, "end");
        signal(b, recipient, "end");
        signal(b, topic, "end");

        assertThat(names(a, room, 2)).containsExactly("to the room", "end");
        assertThat(names(a, bell, 2)).containsExactly("to its followers", "end");
        assertThat(names(a, recipient, 2)).containsExactly("to the user", "end");
        assertThat(names(a, topic, 2)).containsExactly("to the nodes", "end");
    }

    @Test
    void required_signals_comeToTheirSendersNodeToo() {
        BrokerNode node = node();
        Topic topic = new Topic.Room(room());
        node.subscribe(topic);

        node.done(node.broker().signal(topic, Signal.from(ADA, "typing", Map.of())));

        assertThat(names(node, topic, 1)).containsExactly("typing");
    }

    private static void signal(BrokerNode node, Topic topic, String name) {
        node.done(node.broker().signal(topic, Signal.of(name, Map.of())));
    }

    private static List<String> names(BrokerNode node, Topic topic, int count) {
        return node.heard().heard(topic).signals(count).stream()
                .map(Signal::name)
                .toList();
    }
}
