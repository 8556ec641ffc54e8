package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.keep;
import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.ThreadSummary;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** C8: a reply counts on what it answers, and a thread can be read alone. */
public abstract class ReplyRules extends ConversationRules {
    protected ReplyRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_c8_aReplyThatIsSentTwiceCountsOnce() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        Message root = said(a, room, "root");
        MessageDraft draft =
                answer(root, BO, "reply").toBuilder().clientMessageId("once").build();
        Receipt first = a.post(draft);
        assertThat(b.post(draft)).isEqualTo(first);

        Message told = a.told(root);

        assertThat(told.thread()).contains(new ThreadSummary(1, first.messageId(), first.timestamp()));
        assertThat(b.heard(room).stored(3)).endsWith(new RoomEvent.Changed(told));
        assertThat(b.replies(root).messages()).containsExactly(b.message(first));
        assertThat(b.message(first).replyTo()).contains(root.id());
    }

    @Test
    void required_c8_theLastReplyIsTheNewestThatIsNotDeleted() {
        BrokerNode node = node();
        Message root = said(node, room(), "root");
        replied(node, root, "one");
        Message two = replied(node, root, "two");
        Message three = replied(node, root, "three");

        delete(node, three);

        assertThat(node.told(root).thread()).contains(new ThreadSummary(2, two.id(), two.timestamp()));
        assertThat(texts(node.replies(root).messages())).containsExactly("one", "two");
    }

    @Test
    void required_c8_pagesOfAThreadMeetEachReplyOnce() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Message root = said(a, room, "root");
        Message other = said(a, room, "other");
        List<Message> replies = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            replies.add(replied(a, root, "" + i));
            replied(a, other, "beside " + i);
        }
        replies.set(4, ResumeRules.edit(b, replies.get(4), "4 edited"));

        List<Message> met = new ArrayList<>();
        MessagePage page = b.replies(root, 3, 0);
        met.addAll(page.messages());
        while (page.hasMore()) {
            page = b.replies(root, 3, met.get(met.size() - 1).position().offset());
            met.addAll(page.messages());
        }

        assertThat(met).isEqualTo(replies);
        assertThat(b.replies(root, 7, 0)).isEqualTo(new MessagePage(replies, false));
        for (int wrong : List.of(0, HistoryQuery.MAX_LIMIT + 1)) {
            refuses(b.broker().replies(room, root.position(), wrong, 0), ErrorCode.BAD_REQUEST);
        }
    }

    @Test
    void required_c8_aReplyToWhatIsGoneIsAMessage() {
        BrokerNode node = node();
        RoomId room = room();
        Message gone = node.message(node.post(room, "gone", keep(1)));
        node.post(room, "next", keep(1));
        MessageId elsewhere = MessageId.at(new Position("never", 1));

        Message one = node.message(node.post(answer(gone, BO, "one"), keep(3)));
        Message two = node.message(
                node.post(answer(gone, BO, "two").toBuilder().replyTo(elsewhere).build(), keep(3)));

        assertThat(one.replyTo()).contains(gone.id());
        assertThat(two.replyTo()).contains(elsewhere);
        assertThat(node.replies(gone)).isEqualTo(new MessagePage(List.of(), false));
        assertThat(node.tell(gone)).isEmpty();
        assertThat(node.history(room).messages()).endsWith(one, two);
        delete(node, one);
        assertThat(node.tell(gone)).isEmpty();
    }

    @Test
    void required_c8_theThreadOfADeletedRootGoesOn() {
        BrokerNode a = node();
        BrokerNode b = node();
        Message root = said(a, room(), "root");
        Message one = replied(a, root, "one");
        a.told(root);
        delete(a, root);

        Message two = replied(b, root, "two");

        Message told = a.told(root);
        assertThat(told.deleted()).isTrue();
        assertThat(told.thread()).contains(new ThreadSummary(2, two.id(), two.timestamp()));
        assertThat(b.replies(root).messages()).containsExactly(one, two);
        delete(b, two);
        assertThat(b.told(root).thread()).contains(new ThreadSummary(1, one.id(), one.timestamp()));
        assertThat(a.tell(root)).isEmpty();
    }

    @Test
    void required_c8_twoNodesThatReplyAtOnceBothCount() {
        int each = 50;
        BrokerNode a = node();
        BrokerNode b = node();
        Message root = said(a, room(), "root");

        cluster.inStep(each, round -> replied(a, root, "a" + round), round -> replied(b, root, "b" + round));

        assertThat(a.told(root).thread())
                .hasValueSatisfying(thread -> assertThat(thread.replies()).isEqualTo(2L * each));
        assertThat(b.replies(root).messages()).hasSize(2 * each);
    }
}
