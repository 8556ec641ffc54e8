package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.keep;
import static dev.parlance.tck.harness.Drafts.keepFor;
import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B6: how much of a log is kept, and that what is kept no longer is known to be gone: evicted is not lost. */
public abstract class RetentionRules extends Rules {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONGER = Duration.ofSeconds(3);

    protected RetentionRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b6_theCapKeepsTheNewest() {
        BrokerNode node = node();
        RoomId room = room();
        for (int i = 1; i <= 10; i++) {
            node.post(room, "" + i, keep(3));
        }

        assertThat(texts(node.history(room).messages())).containsExactly("8", "9", "10");
        assertThat(node.history(room).position().offset()).isEqualTo(10);
    }

    @Test
    void required_b6_theCapOfTheLastPostCounts() {
        BrokerNode node = node();
        RoomId room = room();
        for (int i = 1; i <= 5; i++) {
            node.post(room, "" + i, keep(5));
        }

        node.post(room, "6", keep(2));
        assertThat(texts(node.history(room).messages())).containsExactly("5", "6");

        node.post(room, "7", keep(5));
        assertThat(texts(node.history(room).messages())).containsExactly("5", "6", "7");
    }

    @Test
    void required_b6_aChangeTakesNoPlaceUnderTheCap() {
        BrokerNode node = node();
        RoomId room = room();
        Message one = node.message(node.post(room, "1", keep(2)));
        node.post(room, "2", keep(2));

        ResumeRules.edit(node, ResumeRules.edit(node, one, "1 edited"), "1 edited again");

        assertThat(texts(node.history(room).messages())).containsExactly("1 edited again", "2");
    }

    @Test
    void required_b6_aRoomThatKeepsNothingIsStillHeardAndCounts() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);

        Position one = a.post(room, "1", keep(0)).position();
        Position two = a.post(room, "2", keep(0)).position();

        assertThat(two).isEqualTo(new Position(one.epoch(), 2));
        assertThat(b.heard(room).stored(2))
                .extracting(event -> Heard.message(event).text())
                .containsExactly("1", "2");
        assertThat(b.history(room).messages()).isEmpty();
        assertThat(b.history(room).position()).isEqualTo(two);
        assertThat(b.resume(room, two).complete()).isTrue();
        assertThat(b.resume(room, one).postsComplete()).isFalse();
    }

    @Test
    void required_b6_expiredIsEvictedAndNotLost() {
        BrokerNode node = node();
        RoomId room = room();
        Position one = node.post(room, "1", keepFor(SHORT)).position();
        Position two = node.post(room, "2", keepFor(SHORT)).position();

        cluster.advance(LONGER);

        assertThat(node.history(room).messages()).isEmpty();
        assertThat(node.history(room).hasMore()).isFalse();
        assertThat(node.history(room).position()).isEqualTo(two);
        assertThat(node.resume(room, two)).isEqualTo(new Resumption(List.of(), true, true, two));
        assertThat(node.resume(room, one).postsComplete()).isFalse();
        assertThat(node.post(room, "3").position()).isEqualTo(new Position(one.epoch(), 3));
        assertThat(texts(node.history(room).messages())).containsExactly("3");
        assertThat(texts(node.resume(room, two).messages())).containsExactly("3");
    }

    @Test
    void required_b6_anExpiredChangeSpoilsTheChangesAlone() {
        BrokerNode node = node();
        RoomId room = room();
        Message one = node.message(node.post(room, "1", keepFor(SHORT)));
        Message edited = ResumeRules.edit(node, one, "1 edited");

        cluster.advance(LONGER);

        Resumption before = node.resume(room, one.position());
        assertThat(before.messages()).isEmpty();
        assertThat(before.postsComplete()).isTrue();
        assertThat(before.changesComplete()).isFalse();
        assertThat(node.resume(room, new Position(one.position().epoch(), edited.changeOffset()))
                        .complete())
                .isTrue();
    }

    @Test
    void required_b6_anExpiredMessageIsNotFound() {
        BrokerNode node = node();
        RoomId room = room();
        Position one = node.post(room, "1", keepFor(SHORT)).position();

        cluster.advance(LONGER);

        assertThat(node.find(room, one)).isEmpty();
    }

    @Test
    void required_b6_anExpiredMessageIsNotChanged() {
        BrokerNode node = node();
        RoomId room = room();
        Message one = node.message(node.post(room, "1", keepFor(SHORT)));

        cluster.advance(LONGER);

        MessageChange late = new MessageChange(one.toBuilder().deleted().build());
        refuses(node.broker().change(late), ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(node.history(room).position()).isEqualTo(one.position());
    }

    @Test
    void required_b6_theTimeToLiveOfTheLastPostCounts() {
        BrokerNode node = node();
        RoomId longer = room();
        RoomId shorter = room();
        node.post(longer, "1", keepFor(SHORT));
        node.post(longer, "2", keepFor(LONG));
        node.post(shorter, "1", keepFor(LONG));
        node.post(shorter, "2", keepFor(SHORT));

        cluster.advance(LONGER);

        assertThat(texts(node.history(longer).messages())).containsExactly("1", "2");
        assertThat(node.history(shorter).messages()).isEmpty();
    }

    @Test
    void required_b6_theTimeToLiveOfAllRunsFromTheLastPost() {
        BrokerNode node = node();
        RoomId room = room();
        node.post(room, "1", keepFor(Duration.ofSeconds(6)));
        cluster.advance(Duration.ofSeconds(4));
        node.post(room, "2", keepFor(Duration.ofSeconds(6)));
        cluster.advance(Duration.ofSeconds(4));

        assertThat(texts(node.history(room).messages())).containsExactly("1", "2");

        cluster.advance(LONGER);
        assertThat(node.history(room).messages()).isEmpty();
    }

    @Test
    void required_b6_theTimeToLiveOfAllRunsFromTheLastChange() {
        BrokerNode node = node();
        RoomId room = room();
        Message one = node.message(node.post(room, "1", keepFor(Duration.ofSeconds(6))));
        cluster.advance(Duration.ofSeconds(4));
        ResumeRules.edit(node, one, "1 edited");
        cluster.advance(Duration.ofSeconds(4));

        assertThat(texts(node.history(room).messages())).containsExactly("1 edited");

        cluster.advance(LONGER);
        assertThat(node.history(room).messages()).isEmpty();
    }

    @Test
    void required_b6_readingDoesNotProlongTheTimeToLive() {
        BrokerNode node = node();
        RoomId room = room();
        node.post(room, "1", keepFor(Duration.ofSeconds(4)));
        cluster.advance(SHORT);
        assertThat(node.history(room).messages()).hasSize(1);

        cluster.advance(LONGER);

        assertThat(node.history(room).messages()).isEmpty();
    }

    @Test
    void optional_b6_theDefaultKeepsSevenDays() {
        BrokerNode node = node();
        RoomId room = room();
        node.post(room, "1");

        cluster.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(node.history(room).messages()).hasSize(1);

        cluster.advance(SHORT);
        assertThat(node.history(room).messages()).isEmpty();
    }

    @Test
    void optional_b6_epochAndOffsetOutliveTheMessagesForThirtyDays() {
        BrokerNode node = node();
        RoomId room = room();
        node.post(room, "1", keepFor(SHORT));
        Position two = node.post(room, "2", keepFor(SHORT)).position();

        cluster.advance(ChatBroker.POSITION_TIME_TO_LIVE.minusSeconds(1));

        assertThat(node.resume(room, two)).isEqualTo(new Resumption(List.of(), true, true, two));
        assertThat(node.post(room, "3").position()).isEqualTo(new Position(two.epoch(), 3));
    }

    @Test
    void optional_b6_afterThirtyDaysOfSilenceARoomBeginsAnew() {
        BrokerNode node = node();
        RoomId room = room();
        node.subscribe(room);
        Position old = node.post(room, "1").position();

        cluster.advance(ChatBroker.POSITION_TIME_TO_LIVE.plusSeconds(1));

        Position beginning = node.history(room).position();
        assertThat(beginning.offset()).isZero();
        assertThat(beginning.epoch()).isNotEqualTo(old.epoch());
        assertThat(node.resume(room, old)).isEqualTo(new Resumption(List.of(), false, false, beginning));
        assertThat(node.post(room, "2").position()).isEqualTo(new Position(beginning.epoch(), 1));
        node.heard(room).awaitGap();
    }
}
