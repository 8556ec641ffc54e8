package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.MUCH;
import static dev.parlance.tck.harness.Drafts.draft;
import static dev.parlance.tck.harness.Drafts.keep;
import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import dev.parlance.tck.harness.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B6: history agrees with what was heard live, during concurrent publishes too. */
public abstract class HistoryRules extends Rules {
    protected HistoryRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b6_historyIsWhatWasHeardLive() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);

        cluster.together(() -> posts(a, room, 100), () -> posts(b, room, 100));

        List<Message> heard =
                a.heard(room).stored(200).stream().map(Heard::message).toList();
        assertThat(a.history(room).messages()).isEqualTo(heard);
        assertThat(b.history(room).messages()).isEqualTo(heard);
    }

    @Test
    void required_b6_historyDuringPublishesHasNoHolesAndEndsAtItsPosition() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        List<HistoryPage> pages = new ArrayList<>();

        cluster.together(() -> posts(a, room, 200), () -> posts(b, room, 200), () -> {
            while (pages.size() < 200) {
                pages.add(b.history(room, HistoryQuery.newest(20)));
            }
        });

        List<Message> heard =
                b.heard(room).stored(400).stream().map(Heard::message).toList();
        long read = 0;
        for (HistoryPage page : pages) {
            int end = (int) page.position().offset();
            assertThat(page.messages()).isEqualTo(heard.subList(Math.max(0, end - 20), end));
            assertThat(page.position().offset()).isGreaterThanOrEqualTo(read);
            read = page.position().offset();
        }
    }

    @Test
    void required_b6_whoSubscribesAndThenReadsMissesNothing() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.post(room, "first", MUCH);
        List<Message> seen = new ArrayList<>();

        cluster.together(() -> posts(a, room, 300), () -> {
            b.subscribe(room);
            HistoryPage page = b.history(room);
            seen.addAll(page.messages());
        });

        a.post(room, "last", MUCH);
        b.heard(room).awaitText("last");
        long read = seen.size();
        b.heard(room).stored(0).stream()
                .map(Heard::message)
                .filter(message -> message.position().offset() > read)
                .forEach(seen::add);
        assertThat(seen).isEqualTo(a.history(room).messages());
    }

    @Test
    void required_b6_theNewestMessagesComeOldestFirst() {
        BrokerNode node = node();
        RoomId room = room();
        posts(node, room, 5);

        HistoryPage page = node.history(room, HistoryQuery.newest(3));

        assertThat(texts(page.messages())).containsExactly("message 3", "message 4", "message 5");
        assertThat(page.position().offset()).isEqualTo(5);
    }

    @Test
    void required_b6_pagesBackwardsHoldEachMessageOnce() {
        BrokerNode node = node();
        RoomId room = room();
        posts(node, room, 7);

        assertThat(texts(node.history(room, HistoryQuery.before(8, 3)).messages()))
                .containsExactly("message 5", "message 6", "message 7");
        assertThat(texts(node.history(room, HistoryQuery.before(5, 3)).messages()))
                .containsExactly("message 2", "message 3", "message 4");
        assertThat(texts(node.history(room, HistoryQuery.before(2, 3)).messages()))
                .containsExactly("message 1");
        assertThat(node.history(room, HistoryQuery.before(1, 3)).messages()).isEmpty();
        assertThat(node.history(room, HistoryQuery.before(0, 3)).messages()).isEmpty();
        assertThat(texts(node.history(room, HistoryQuery.before(1_000_000, 2)).messages()))
                .containsExactly("message 6", "message 7");
    }

    @Test
    void required_b6_pagesForwardsHoldEachMessageOnce() {
        BrokerNode node = node();
        RoomId room = room();
        posts(node, room, 7);

        assertThat(texts(node.history(room, HistoryQuery.after(0, 3)).messages()))
                .containsExactly("message 1", "message 2", "message 3");
        assertThat(texts(node.history(room, HistoryQuery.after(3, 3)).messages()))
                .containsExactly("message 4", "message 5", "message 6");
        assertThat(texts(node.history(room, HistoryQuery.after(6, 3)).messages()))
                .containsExactly("message 7");
        assertThat(node.history(room, HistoryQuery.after(7, 3)).messages()).isEmpty();
        assertThat(node.history(room, HistoryQuery.after(1_000_000, 3)).messages())
                .isEmpty();
    }

    @Test
    void required_b6_hasMoreIsTrueExactlyWhenTheHistoryGoesOn() {
        BrokerNode node = node();
        RoomId room = room();
        posts(node, room, 4);

        assertThat(node.history(room, HistoryQuery.newest(3)).hasMore()).isTrue();
        assertThat(node.history(room, HistoryQuery.newest(4)).hasMore()).isFalse();
        assertThat(node.history(room, HistoryQuery.before(4, 2)).hasMore()).isTrue();
        assertThat(node.history(room, HistoryQuery.before(4, 3)).hasMore()).isFalse();
        assertThat(node.history(room, HistoryQuery.before(1, 3)).hasMore()).isFalse();
        assertThat(node.history(room, HistoryQuery.after(1, 2)).hasMore()).isTrue();
        assertThat(node.history(room, HistoryQuery.after(1, 3)).hasMore()).isFalse();
        assertThat(node.history(room, HistoryQuery.after(4, 3)).hasMore()).isFalse();
    }

    @Test
    void required_b6_whatIsForgottenIsNotMore() {
        BrokerNode node = node();
        RoomId room = room();
        for (int i = 1; i <= 5; i++) {
            node.post(room, "message " + i, keep(3));
        }

        HistoryPage page = node.history(room, HistoryQuery.newest(3));

        assertThat(texts(page.messages())).containsExactly("message 3", "message 4", "message 5");
        assertThat(page.hasMore()).isFalse();
        assertThat(texts(node.history(room, HistoryQuery.after(0, 2)).messages()))
                .containsExactly("message 3", "message 4");
        assertThat(node.history(room, HistoryQuery.before(3, 10)).messages()).isEmpty();
    }

    @Test
    void required_b6_pagesCountPostsAndNotChanges() {
        BrokerNode node = node();
        RoomId room = room();
        Message first = node.message(node.post(room, "message 1"));
        node.change(first.toBuilder().edited("edited", first.timestamp()).build());
        node.post(room, "message 3");

        assertThat(texts(node.history(room, HistoryQuery.newest(2)).messages())).containsExactly("edited", "message 3");
        assertThat(texts(node.history(room, HistoryQuery.after(1, 2)).messages()))
                .containsExactly("message 3");
        assertThat(texts(node.history(room, HistoryQuery.after(2, 2)).messages()))
                .containsExactly("message 3");
        assertThat(texts(node.history(room, HistoryQuery.before(3, 2)).messages()))
                .containsExactly("edited");
        assertThat(texts(node.history(room, HistoryQuery.before(2, 2)).messages()))
                .containsExactly("edited");
        assertThat(node.history(room).position().offset()).isEqualTo(3);
    }

    @Test
    void required_b6_aPageMayBeOfAThousandMessages() {
        BrokerNode node = node();
        RoomId room = room();
        for (int i = 0; i < 1_005; i++) {
            node.broker().publish(draft(room, "message " + i), keep(1_003));
        }
        node.post(room, "last", keep(1_003));

        HistoryPage page = node.history(room, HistoryQuery.newest(1_000));

        assertThat(page.messages()).hasSize(1_000);
        assertThat(page.hasMore()).isTrue();
        OptionalLong first =
                page.messages().stream().mapToLong(m -> m.position().offset()).min();
        assertThat(node.history(room, HistoryQuery.before(first.orElseThrow(), 1_000))
                        .messages())
                .hasSize(3);
    }

    @Test
    void required_b6_aRoomNeverUsedIsEmptyAndAtItsBeginning() {
        BrokerNode node = node();

        HistoryPage page = node.history(room());

        assertThat(page.messages()).isEmpty();
        assertThat(page.hasMore()).isFalse();
        assertThat(page.position().offset()).isZero();
    }

    @Test
    void optional_b6_readingARoomNeverUsedLeavesNothingBehind() {
        BrokerNode node = node();
        long before = cluster.store().size();

        node.leave(room(), Drafts.ADA.id());
        Position position = node.history(room()).position();
        node.find(room(), new Position(position.epoch(), 1));
        node.resume(room(), position);
        node.members(room());
        node.get(cluster.name("key"));

        assertThat(cluster.store().size()).isEqualTo(before);
    }

    @Test
    void required_b6_anOffsetOfAnotherEpochIsLostAndNotEmpty() {
        BrokerNode node = node();
        RoomId room = room();
        posts(node, room, 3);
        String epoch = node.history(room).position().epoch();

        refuses(node.broker().history(room, HistoryQuery.after(1, 10).inEpoch("another")), ErrorCode.POSITION_LOST);
        refuses(node.broker().history(room, HistoryQuery.before(3, 10).inEpoch("another")), ErrorCode.POSITION_LOST);
        assertThat(texts(node.history(room, HistoryQuery.after(1, 10).inEpoch(epoch))
                        .messages()))
                .containsExactly("message 2", "message 3");
    }

    @Test
    void required_b6_oneMessageIsReadInItsLatestState() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Receipt receipt = a.post(room, "first");
        Message posted = b.message(receipt);
        Message changed =
                a.change(posted.toBuilder().edited("second", posted.timestamp()).build());

        assertThat(b.find(room, receipt.position())).contains(changed);
    }

    @Test
    void required_b6_aMessageThatIsNotThereIsNotFound() {
        BrokerNode node = node();
        RoomId room = room();
        Position first = node.post(room, "first", keep(2)).position();
        Message second = node.message(node.post(room, "second", keep(2)));
        Message edited = node.change(
                second.toBuilder().edited("edited", second.timestamp()).build());
        node.post(room, "third", keep(2));
        String epoch = first.epoch();

        assertThat(node.find(room, first)).as("forgotten").isEmpty();
        assertThat(node.find(room, new Position(epoch, edited.changeOffset())))
                .as("a change")
                .isEmpty();
        assertThat(node.find(room, new Position(epoch, 99)))
                .as("not yet posted")
                .isEmpty();
        assertThat(node.find(room, new Position(epoch, 0))).as("the beginning").isEmpty();
        assertThat(node.find(room, new Position("another", 2))).as("lost").isEmpty();
        assertThat(node.find(room(), second.position())).as("in another room").isEmpty();
    }

    private static void posts(BrokerNode node, RoomId room, int count) {
        for (int i = 1; i <= count; i++) {
            node.post(draft(room, "message " + i), MUCH);
        }
    }
}
