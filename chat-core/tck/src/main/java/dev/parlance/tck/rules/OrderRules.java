package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.MUCH;
import static dev.parlance.tck.harness.Drafts.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.Topic;
import dev.parlance.model.Message;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** B2: every subscriber on every node sees one order per room, the order of the offsets. */
public abstract class OrderRules extends Rules {
    protected OrderRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b2_subscribersOnTwoNodesSeeOneOrder() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);

        cluster.together(() -> posts(a, room, 150), () -> posts(b, room, 150), () -> posts(b, room, 150));

        List<RoomEvent> heard = a.heard(room).stored(450);
        assertThat(heard).extracting(Heard::offset).containsExactlyElementsOf(oneTo(450));
        assertThat(b.heard(room).stored(450)).isEqualTo(heard);
    }

    @Test
    void required_b2_changesStandInTheSameOrderAsPosts() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);
        Message first = a.message(a.post(room, "first"));

        cluster.together(() -> posts(a, room, 100), () -> edits(b, first, 100));

        List<RoomEvent> heard = a.heard(room).stored(201);
        assertThat(heard).extracting(Heard::offset).containsExactlyElementsOf(oneTo(201));
        assertThat(b.heard(room).stored(201)).isEqualTo(heard);
    }

    @Test
    void required_b2_eachRoomCountsForItself() {
        BrokerNode node = node();
        RoomId one = room();
        RoomId two = room();

        assertThat(node.post(one, "a").position().offset()).isEqualTo(1);
        assertThat(node.post(two, "b").position().offset()).isEqualTo(1);
        assertThat(node.post(one, "c").position().offset()).isEqualTo(2);
    }

    @Test
    void required_b2_whatOneThreadSendsWithoutWaitingKeepsItsOrder() {
        BrokerNode node = node();
        RoomId room = room();
        List<CompletionStage<Receipt>> sent = new ArrayList<>();

        for (int i = 1; i <= 200; i++) {
            sent.add(node.broker().publish(draft(room, "message " + i), MUCH));
        }

        assertThat(sent)
                .extracting(stage -> node.done(stage).position().offset())
                .containsExactlyElementsOf(oneTo(200));
    }

    @Test
    void required_b2_timeNeverRunsBackAlongTheOffsets() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();

        cluster.together(() -> posts(a, room, 100), () -> posts(b, room, 100));

        List<Instant> stamps =
                a.history(room).messages().stream().map(Message::timestamp).toList();
        assertThat(stamps).hasSize(200).isSorted();
        assertThat(stamps).allMatch(stamp -> stamp.equals(stamp.truncatedTo(ChronoUnit.MILLIS)));
    }

    @Test
    void optional_b2_timeDoesNotRunBackEvenIfTheClockIsSetBack() {
        BrokerNode node = node();
        RoomId room = room();
        Receipt first = node.post(room, "1");

        cluster.store().setBack(Duration.ofMinutes(1));
        Receipt second = node.post(room, "2");

        assertThat(second.timestamp()).isAfterOrEqualTo(first.timestamp());
        assertThat(node.history(room).messages()).extracting(Message::timestamp).isSorted();
    }

    @Test
    void required_b2_joinsAndLeavesComeInTheOrderOfTheirVersionsOnAllNodes() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);

        cluster.together(() -> comeAndGo(a, room, "ada"), () -> comeAndGo(b, room, "bo"));

        List<RoomEvent> heard = a.heard(room).presence(200);
        assertThat(heard).extracting(Heard::version).containsExactlyElementsOf(oneTo(200));
        assertThat(b.heard(room).presence(200)).isEqualTo(heard);
    }

    @Test
    void required_b2_aListenerIsCalledSeriallyPerTopic() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        Topic topic = new Topic.Room(room);

        cluster.together(() -> posts(a, room, 100), () -> posts(b, room, 100), () -> comeAndGo(b, room, "ada"), () -> {
            for (int i = 0; i < 100; i++) {
                b.done(b.broker().signal(topic, Signal.of("typing", Map.of())));
            }
        });

        a.heard(room).stored(200);
        a.heard(room).presence(100);
        assertThat(a.heard().faults()).isEmpty();
    }

    @Test
    void required_b2_offsetsBeginAtOneAndRiseByOneWithEachPostAndEachChange() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);

        Message first = a.message(a.post(room, "1"));
        assertThat(first.position().offset()).isEqualTo(1);
        assertThat(b.post(room, "2").position().offset()).isEqualTo(2);
        assertThat(b.change(first.toBuilder().deleted().build()).changeOffset()).isEqualTo(3);
        assertThat(a.post(room, "4").position().offset()).isEqualTo(4);

        assertThat(b.heard(room).stored(4)).extracting(Heard::offset).containsExactlyElementsOf(oneTo(4));
    }

    @Test
    void required_b2_aBurstIsHeardWithoutAHole() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);

        cluster.together(() -> burst(a, room), () -> burst(b, room));

        for (BrokerNode each : List.of(a, b)) {
            each.heard(room).awaitOffsetOrGap(1_000);
            if (each.heard(room).gaps() == 0) {
                assertThat(each.heard(room).stored(1_000))
                        .extracting(Heard::offset)
                        .containsExactlyElementsOf(oneTo(1_000));
            }
        }
    }

    @Test
    void required_b2_whoSubscribesWhileOthersPublishHearsAllFromThereOn() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        AtomicLong read = new AtomicLong();

        cluster.together(() -> posts(a, room, 200), () -> {
            b.subscribe(room);
            read.set(b.history(room).position().offset());
        });
        long last = a.post(room, "last", MUCH).position().offset();
        b.heard(room).awaitOffsetOrGap(last);

        List<Long> offsets = b.heard(room).stored(1).stream().map(Heard::offset).toList();
        assertThat(offsets.get(0)).as("the first offset heard").isLessThanOrEqualTo(read.get() + 1);
        assertThat(offsets)
                .as("what was heard")
                .containsExactlyElementsOf(
                        oneTo((int) last).subList(offsets.get(0).intValue() - 1, (int) last));
    }

    private static void burst(BrokerNode node, RoomId room) {
        List<CompletionStage<Receipt>> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sent.add(node.broker().publish(draft(room, "message " + i), MUCH));
        }
        sent.forEach(node::done);
    }

    static List<Long> oneTo(int last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void posts(BrokerNode node, RoomId room, int count) {
        for (int i = 0; i < count; i++) {
            node.post(draft(room, "message " + i), MUCH);
        }
    }

    private static void edits(BrokerNode node, Message first, int count) {
        Message message = first;
        for (int i = 0; i < count; i++) {
            message = node.change(
                    message.toBuilder().edited("edit " + i, message.timestamp()).build());
        }
    }

    private static void comeAndGo(BrokerNode node, RoomId room, String name) {
        for (int i = 0; i < 50; i++) {
            node.enter(room, User.of(name, name));
            node.leave(room, new UserId(name));
        }
    }
}
