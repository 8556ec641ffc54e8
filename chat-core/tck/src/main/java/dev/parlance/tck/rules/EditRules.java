package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.MessageChange;
import dev.parlance.model.Attachment;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FileId;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** C2: a change compares the content, and what others add is in nobody's way. */
public abstract class EditRules extends ConversationRules {
    protected EditRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_c2_anEditAfterAReactionWasToldIsNoConflict() {
        BrokerNode a = node();
        BrokerNode b = node();
        Message posted = said(a, room(), "said");
        b.react(posted, BO.id(), LIKE);
        Message told = b.told(posted);
        assertThat(told.changeOffset()).isEqualTo(2);
        assertThat(told.contentOffset()).isEqualTo(1);

        Message edited = ResumeRules.edit(a, posted, "edited");

        assertThat(edited.reactionCounts()).isEqualTo(Map.of(LIKE, 1));
        assertThat(edited.contentOffset()).isEqualTo(edited.changeOffset()).isEqualTo(3);
        assertThat(now(b, posted)).isEqualTo(edited);
    }

    @Test
    void required_c2_anEditKeepsReactionsThreadPinAndReply() {
        BrokerNode a = node();
        BrokerNode b = node();
        Message root = said(a, room(), "root");
        Message message = replied(a, root, "message");
        replied(b, message, "below");
        pin(b, message, 1);
        b.react(message, ADA.id(), TEA);
        Message told = b.told(message);

        Message edited = ResumeRules.edit(a, told, "edited");

        assertThat(edited)
                .isEqualTo(told.toBuilder()
                        .edited("edited", told.timestamp())
                        .changeOffset(edited.changeOffset())
                        .build());
        assertThat(now(b, message)).isEqualTo(edited);
        assertThat(edited.replyTo()).contains(root.id());
        assertThat(edited.pinnedAt()).isPresent();
        assertThat(edited.thread()).isPresent();
        assertThat(edited.reactionCounts()).isEqualTo(Map.of(TEA, 1));
    }

    @Test
    void required_c2_ofTwoEditsFromOneStateTheSecondIsAConflict() {
        BrokerNode a = node();
        BrokerNode b = node();
        Message posted = said(a, room(), "said");
        Message first = ResumeRules.edit(a, posted, "first");
        b.react(posted, BO.id(), LIKE);
        Message told = b.told(posted);

        Message second = posted.toBuilder().edited("second", posted.timestamp()).build();
        refuses(b.broker().change(new MessageChange(second)), ErrorCode.EDIT_CONFLICT);

        assertThat(now(b, posted)).isEqualTo(told);
        assertThat(told.text()).isEqualTo(first.text());
    }

    @Test
    void required_c2_fromOneTextToAnotherAndBackIsNoConflict() {
        BrokerNode a = node();
        BrokerNode b = node();
        Message posted = said(a, room(), "tea");
        Message other = ResumeRules.edit(a, posted, "coffee");

        Message back = ResumeRules.edit(b, other, "tea");

        assertThat(back.text()).isEqualTo("tea");
        assertThat(back.contentOffset()).isEqualTo(3);
        assertThat(now(a, posted)).isEqualTo(back);
    }

    @Test
    void required_c2_numberAndWhatItAnswersStay() {
        BrokerNode node = node();
        Message root = said(node, room(), "root");
        Message reply = replied(node, root, "reply");

        refuses(
                node.broker()
                        .change(new MessageChange(reply.toBuilder().number(7).build())),
                ErrorCode.INVALID_MESSAGE);
        refuses(
                node.broker()
                        .change(new MessageChange(
                                reply.toBuilder().replyTo(null).build())),
                ErrorCode.INVALID_MESSAGE);

        assertThat(now(node, reply)).isEqualTo(reply);
    }

    @Test
    void required_c2_filesArriveOnEveryRoadAndStayUnlessTheEditSaysSo() {
        RoomId room = room();
        BrokerNode a = node();
        BrokerNode b = node().subscribe(room);
        Attachment picture = Attachment.builder(FileId.of(1, 2), "Tee \u8336 \u2615.png", "image/png", 1L << 40)
                .picture(800, 600)
                .thumbnail(true)
                .build();
        Attachment text =
                Attachment.builder(FileId.of(3, 4), "a", "text/plain", 0).build();
        MessageDraft draft = MessageDraft.builder(room, ADA, "")
                .attachments(List.of(picture, text))
                .build();

        Message posted = a.message(a.post(draft));
        Message heard = Heard.message(b.heard(room).stored(1).get(0));
        b.react(posted, BO.id(), LIKE);
        Message told = b.told(posted);
        Message edited = ResumeRules.edit(a, told, "said");
        Message without = a.change(edited.toBuilder().attachments(List.of(text)).build());

        assertThat(posted.attachments()).containsExactly(picture, text);
        assertThat(heard).isEqualTo(posted);
        assertThat(told.attachments()).isEqualTo(edited.attachments()).containsExactly(picture, text);
        assertThat(without.attachments()).containsExactly(text);
        assertThat(b.history(room).messages()).containsExactly(without);
        assertThat(delete(b, without).attachments()).isEmpty();
    }

    @Test
    void required_c2_aTellingAtOnceWithAnEditLosesNeither() {
        int rounds = 200;
        BrokerNode a = node();
        BrokerNode b = node();
        Message posted = said(a, room(), "0");
        AtomicReference<Message> edited = new AtomicReference<>(posted);

        cluster.inStep(rounds, round -> edited.set(ResumeRules.edit(a, edited.get(), "" + (round + 1))), round -> {
            b.react(posted, user(round), LIKE);
            assertThat(b.told(posted).reactionCounts()).isEqualTo(Map.of(LIKE, round + 1));
        });

        Message last = now(a, posted);
        assertThat(last.text()).isEqualTo("" + rounds);
        assertThat(last.reactionCounts()).isEqualTo(Map.of(LIKE, rounds));
        assertThat(last.changeOffset()).isEqualTo(1 + 2L * rounds);
    }
}
