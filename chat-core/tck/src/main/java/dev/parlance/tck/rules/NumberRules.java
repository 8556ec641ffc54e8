package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.keep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import dev.parlance.tck.harness.Heard;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** C1: posts are numbered, changes are not. */
public abstract class NumberRules extends ConversationRules {
    protected NumberRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_c1_postsAreNumberedFromOneAndChangesTakeNoNumber() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Message first = said(a, room, "1");
        ResumeRules.edit(b, first, "1 edited");

        Receipt second = b.post(room, "2");

        assertThat(second.position().offset()).isEqualTo(3);
        assertThat(second.number()).isEqualTo(2);
        assertThat(a.post(room, "3").number()).isEqualTo(3);
        assertThat(a.history(room).messages()).extracting(Message::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void required_c1_theReceiptAndTheLiveEventAndTheHistorySayOneNumber() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        a.post(room, "1");

        Receipt receipt = a.post(room, "2");

        assertThat(receipt.number()).isEqualTo(2);
        RoomEvent heard = b.heard(room).stored(2).get(1);
        assertThat(Heard.message(heard).number()).isEqualTo(2);
        assertThat(b.message(receipt).number()).isEqualTo(2);
        Message edited = ResumeRules.edit(b, b.message(receipt), "2 edited");
        assertThat(edited.number()).isEqualTo(2);
        assertThat(a.resume(room, receipt.position()).messages()).containsExactly(edited);
    }

    @Test
    void required_c1_aRepeatSaysTheNumberOfTheFirst() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.post(room, "1");
        MessageDraft draft = Drafts.named(room, ADA, "once", "2");
        Receipt first = a.post(draft);
        ResumeRules.edit(a, a.message(first), "2 edited");

        assertThat(b.post(draft)).isEqualTo(first);
        assertThat(b.post(draft).number()).isEqualTo(2);
    }

    @Test
    void required_c1_numbersGoOnAfterTheHistoryWasEvicted() {
        BrokerNode node = node();
        RoomId room = room();
        node.post(room, "1", keep(1));
        node.post(room, "2", keep(0));

        assertThat(node.post(room, "3", keep(1)).number()).isEqualTo(3);
        assertThat(node.history(room).messages()).extracting(Message::number).containsExactly(3L);
    }

    @Test
    void optional_c1_aNewEpochNumbersFromOneAgain() {
        BrokerNode node = node();
        RoomId room = room();
        node.post(room, "1");
        node.post(room, "2");

        cluster.store().loseLog(room);

        Receipt next = node.post(room, "3");
        assertThat(next.position().offset()).isEqualTo(1);
        assertThat(next.number()).isEqualTo(1);
    }

    @Test
    void optional_c1_aStoreThatFellBackGivesNoNumberTwice() {
        BrokerNode node = node();
        RoomId room = room();
        node.post(room, "1");
        Runnable fallBack = cluster.store().snapshot();
        Receipt gone = node.post(room, "2");

        fallBack.run();
        cluster.awaitService(node);
        Receipt next = node.post(room, "3");

        assertThat(next.position().epoch() + " " + next.number())
                .isNotEqualTo(gone.position().epoch() + " " + gone.number());
        assertThat(node.history(room).messages()).extracting(Message::number).isSorted();
    }
}
