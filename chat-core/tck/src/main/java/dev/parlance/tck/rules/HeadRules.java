package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.MUCH;
import static dev.parlance.tck.harness.Drafts.keep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** C9: where a room stands, and what of it is behind a mark. */
public abstract class HeadRules extends ConversationRules {
    protected HeadRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_c9_headAgreesWithTheLogDuringPublishes() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Position start = said(a, room, "first").position();
        assertThat(b.head(room, start).posts()).isEqualTo(1);
        AtomicBoolean finished = new AtomicBoolean();

        cluster.together(
                () -> {
                    for (int i = 0; i < 300; i++) {
                        a.post(room, "" + i, MUCH);
                    }
                    finished.set(true);
                },
                () -> {
                    long before = 1;
                    boolean last;
                    do {
                        last = finished.get();
                        RoomHead head = b.head(room, start);
                        assertThat(head.posts()).isEqualTo(head.position().offset());
                        assertThat(head.last())
                                .hasValueSatisfying(
                                        message -> assertThat(message.number()).isEqualTo(head.posts()));
                        assertThat(head.posts()).isGreaterThanOrEqualTo(before);
                        assertThat(head.since()).isEqualTo(new RoomHead.Since(true, 1, 0, 0));
                        before = head.posts();
                    } while (!last);
                    assertThat(before).isEqualTo(301);
                });
    }

    @Test
    void required_c9_deletionsBeforeTheMarkDoNotCount() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        List<Message> messages = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            messages.add(said(a, room, "" + i));
        }
        delete(a, messages.get(0));
        delete(a, messages.get(2));

        assertThat(since(b, room, messages.get(1).position())).isEqualTo(new RoomHead.Since(true, 2, 1, 0));
        assertThat(since(b, room, messages.get(2).position())).isEqualTo(new RoomHead.Since(true, 3, 0, 0));
        Position ofTheChanges = new Position(messages.get(0).position().epoch(), 6);
        assertThat(since(b, room, ofTheChanges)).isEqualTo(new RoomHead.Since(true, 4, 0, 0));
        Position beginning = new Position(ofTheChanges.epoch(), 0);
        assertThat(since(b, room, beginning)).isEqualTo(new RoomHead.Since(true, 0, 2, 0));
        assertThat(b.head(room, null).since()).isEqualTo(RoomHead.Since.UNASKED);
        assertThat(b.head(room, null).deletions()).isEqualTo(2);
    }

    @Test
    void required_c9_whatMentionsTheRoomIsCountedBehindTheMark() {
        BrokerNode node = node();
        RoomId room = room();
        Position mark = said(node, room, "mark").position();
        Message first = node.message(node.post(forAll(room, "first"), MUCH));
        node.post(forAll(room, "second"), MUCH);
        Message third = said(node, room, "third");
        assertThat(since(node, room, mark).roomMentions()).isEqualTo(2);
        assertThat(since(node, room, first.position()).roomMentions()).isEqualTo(1);

        node.change(third.toBuilder().mentionsRoom(true).build());
        assertThat(since(node, room, first.position()).roomMentions()).isEqualTo(2);

        Message silent = node.change(first.toBuilder().mentionsRoom(false).build());
        assertThat(since(node, room, mark).roomMentions()).isEqualTo(2);
        node.change(silent.toBuilder().mentionsRoom(true).build());
        assertThat(since(node, room, mark).roomMentions()).isEqualTo(3);

        delete(node, third);
        assertThat(since(node, room, mark).roomMentions()).isEqualTo(2);
    }

    @Test
    void required_c9_anOldMessageThatChangedIsNotTheLast() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Message old = said(a, room, "old");
        Message last = said(a, room, "last");

        ResumeRules.edit(a, old, "old but edited");

        assertThat(b.head(room, null).last()).contains(last);
        Message edited = ResumeRules.edit(a, last, "last, edited");
        assertThat(b.head(room, null).last()).contains(edited);
        assertThat(b.head(room, null).position().offset()).isEqualTo(4);
        assertThat(b.head(room, null).posts()).isEqualTo(2);
    }

    @Test
    void required_c9_theLastIsNeverDeleted() {
        BrokerNode node = node();
        RoomId room = room();
        Message first = said(node, room, "first");
        List<Message> more = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            more.add(said(node, room, "" + i));
        }

        more.forEach(each -> delete(node, each));
        assertThat(node.head(room, null).last()).contains(first);

        delete(node, first);
        assertThat(node.head(room, null).last()).isEmpty();
        assertThat(node.head(room, null).posts()).isEqualTo(16);
        assertThat(node.head(room, null).deletions()).isEqualTo(16);
    }

    @Test
    void required_c9_aMarkBelowTheHistoryCountsWhatWasForgottenToo() {
        BrokerNode node = node();
        RoomId room = room();
        Position mark = node.post(room, "1", keep(2)).position();
        for (int i = 2; i <= 5; i++) {
            node.post(room, "" + i, keep(2));
        }

        RoomHead head = node.head(room, mark);

        assertThat(head.posts()).isEqualTo(5);
        assertThat(head.since()).isEqualTo(new RoomHead.Since(true, 3, 0, 0));
        node.post(room, "6", keep(0));
        assertThat(node.head(room, mark).since().number()).isEqualTo(6);
        assertThat(node.head(room, mark).last()).isEmpty();
    }

    @Test
    void required_c9_anUnknownEpochCountsFromNothing() {
        BrokerNode node = node();
        RoomId room = room();
        said(node, room, "1");
        delete(node, said(node, room, "2"));

        RoomHead head = node.head(room, new Position("never", 1));

        assertThat(head.since()).isEqualTo(new RoomHead.Since(false, 0, 1, 0));
        assertThat(head.posts()).isEqualTo(2);
    }

    @Test
    void required_c9_aRoomNeverUsedStandsAtItsBeginning() {
        BrokerNode node = node();
        RoomId room = room();

        RoomHead head = node.head(room, null);

        assertThat(head.position()).isEqualTo(node.history(room).position());
        assertThat(head.posts()).isZero();
        assertThat(head.last()).isEmpty();
        assertThat(node.pins(room).messages()).isEmpty();
    }

    /** More than any store takes in one go, some of them never used. */
    @Test
    void required_c9_manyHeadsAtOnceAreThoseOfEach() {
        BrokerNode a = node();
        BrokerNode b = node();
        Map<RoomId, Position> since = new LinkedHashMap<>();
        for (int i = 0; i < 130; i++) {
            RoomId room = room();
            since.put(room, new Position("never", i));
            for (int j = 0; j < i % 3; j++) {
                Message message = said(a, room, i + "." + j);
                if (i % 4 == 0) {
                    delete(a, message);
                }
                if (j == 0) {
                    since.put(room, message.position());
                }
            }
        }

        Map<RoomId, RoomHead> heads = b.heads(since);

        assertThat(heads.keySet()).isEqualTo(since.keySet());
        since.forEach((room, position) -> assertThat(heads.get(room)).isEqualTo(b.head(room, position)));
        assertThat(b.heads(Map.of())).isEmpty();
    }

    @Test
    void optional_c9_readingLeavesNothingBehind() {
        BrokerNode node = node();
        Message nothing = Drafts.changeOfNothing(room()).message();
        long before = cluster.store().size();

        node.head(nothing.roomId(), nothing.position());
        node.heads(Map.of(nothing.roomId(), nothing.position()));
        node.pins(nothing.roomId());
        node.replies(nothing);
        node.reactors(nothing, LIKE);
        node.reactionsOf(nothing, ADA.id());
        node.tell(nothing);

        assertThat(cluster.store().size()).isEqualTo(before);
    }

    private static RoomHead.Since since(BrokerNode node, RoomId room, Position position) {
        return node.head(room, position).since();
    }

    private static MessageDraft forAll(RoomId room, String text) {
        return MessageDraft.builder(room, ADA, text).mentionsRoom(true).build();
    }
}
