package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B7: a lost log means a new epoch and {@code onGap}; a broken subscription is repaired without a hole, or {@code onGap} says so. */
public abstract class LostLogRules extends Rules {
    protected LostLogRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b7_aPositionOfAnUnknownEpochIsLostAndNotEmpty() {
        BrokerNode node = node();
        RoomId room = room();
        Position end = node.post(room, "1").position();

        assertThat(node.resume(room, new Position("another", 0)))
                .isEqualTo(new Resumption(List.of(), false, false, end));
        assertThat(node.resume(room, new Position("another", 1)))
                .isEqualTo(new Resumption(List.of(), false, false, end));
    }

    @Test
    void required_b7_aPositionThatTheLogHasNotReachedIsLostAndNotEmpty() {
        BrokerNode node = node();
        RoomId room = room();
        Position end = node.post(room, "1").position();

        assertThat(node.resume(room, new Position(end.epoch(), 2)))
                .isEqualTo(new Resumption(List.of(), false, false, end));
    }

    @Test
    void required_b7_aPositionInARoomNeverUsedIsLost() {
        BrokerNode node = node();
        RoomId room = room();

        Resumption missed = node.resume(room, new Position("another", 7));

        assertThat(missed.postsComplete()).isFalse();
        assertThat(missed.changesComplete()).isFalse();
        assertThat(missed.messages()).isEmpty();
    }

    @Test
    void optional_b7_aLostLogBeginsANewEpochAndAllNodesHearOfIt() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);
        a.post(room, "1");
        Position old = a.post(room, "2").position();
        a.heard(room).stored(2); // what is still on its way may be lost with the log

        cluster.store().loseLog(room);
        Position anew = b.post(room, "3").position();

        assertThat(anew.epoch()).isNotEqualTo(old.epoch());
        assertThat(anew.offset()).isEqualTo(1);
        a.heard(room).awaitGap();
        b.heard(room).awaitGap();
        assertThat(texts(a.history(room).messages())).containsExactly("3");
        assertThat(a.resume(room, old)).isEqualTo(new Resumption(List.of(), false, false, anew));
        assertThat(a.heard(room).stored(3))
                .endsWith(new RoomEvent.Posted(a.find(room, anew).orElseThrow()));
    }

    @Test
    void optional_b7_whatALostLogHeldIsNeitherReadNorChanged() {
        BrokerNode node = node();
        RoomId room = room();
        Message lost = node.message(node.post(room, "1"));

        cluster.store().loseLog(room);

        assertThat(node.history(room).messages()).isEmpty();
        assertThat(node.find(room, lost.position())).isEmpty();
        MessageChange late = new MessageChange(lost.toBuilder().deleted().build());
        refuses(node.broker().change(late), ErrorCode.MESSAGE_NOT_FOUND);
        node.post(room, "2");
        refuses(node.broker().change(late), ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void optional_b7_aLogThatIsLostAgainIsAnotherEpochAgain() {
        BrokerNode node = node();
        RoomId room = room();
        String first = node.post(room, "1").position().epoch();
        cluster.store().loseLog(room);
        String second = node.post(room, "2").position().epoch();
        cluster.store().loseLog(room);
        String third = node.post(room, "3").position().epoch();

        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    }

    @Test
    void optional_b7_otherRoomsKeepTheirLogs() {
        BrokerNode node = node();
        RoomId room = room();
        RoomId another = room();
        node.subscribe(another);
        node.post(room, "1");
        Position kept = node.post(another, "2").position();

        cluster.store().loseLog(room);

        assertThat(node.post(another, "3").position()).isEqualTo(new Position(kept.epoch(), 2));
        node.heard(another).stored(2);
        assertThat(node.heard(another).gaps()).isZero();
    }

    @Test
    void optional_b7_aBrokenSubscriptionIsRepairedWithoutAHoleOrSaysThatThereIsOne() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.post(room, "1");
        a.heard(room).stored(1);

        cluster.store().breakSubscriptions(a.broker());
        long last = 0;
        for (int i = 2; i <= 20; i++) {
            last = b.post(room, "" + i).position().offset();
        }
        a.heard(room).awaitOffsetOrGap(last);

        if (a.heard(room).gaps() == 0) {
            assertThat(a.heard(room).stored(20))
                    .extracting(Heard::offset)
                    .containsExactlyElementsOf(OrderRules.oneTo(20));
        }
        b.post(room, "after the repair");
        a.heard(room).awaitText("after the repair");
    }

    @Test
    void optional_b7_aBrokenSubscriptionOfATopicWithoutALogSaysOnceItHearsAgainThatSignalsMayBeLost() {
        BrokerNode a = node();
        BrokerNode b = node();
        Topic user = cluster.recipient();
        Topic other = cluster.topic();
        a.subscribe(user).subscribe(other);

        cluster.store().breakSubscriptions(a.broker());
        b.done(b.broker()
                .signal(other, Signal.of("heard or lost", Map.of()))); // some lines notice it by what is told next
        a.heard().heard(user).awaitGap();
        b.done(b.broker().signal(user, Signal.of("after the repair", Map.of())));

        assertThat(a.heard().heard(user).signals(1)).extracting(Signal::name).containsExactly("after the repair");
    }

    @Test
    void required_b7_whereNothingBrokeNoSignalsAreSaidToBeLost() {
        BrokerNode a = node();
        BrokerNode b = node();
        Topic user = cluster.recipient();
        a.subscribe(user);
        a.unsubscribe(user);
        a.subscribe(user).subscribe(user);

        b.done(b.broker().signal(user, Signal.of("heard", Map.of())));

        assertThat(a.heard().heard(user).signals(1)).hasSize(1);
        assertThat(a.heard().heard(user).gaps()).isZero();
    }
}
