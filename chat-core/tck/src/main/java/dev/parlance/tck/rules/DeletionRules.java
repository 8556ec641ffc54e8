package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.CY;
import static dev.parlance.tck.harness.Drafts.MUCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.MessageChange;
import dev.parlance.model.Attachment;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.FileId;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.RoomId;
import dev.parlance.model.ThreadSummary;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** C3: what is deleted keeps its place, and is nowhere any more. */
public abstract class DeletionRules extends ConversationRules {
    protected DeletionRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_c3_whatIsDeletedKeepsPlaceNumberAndTimeAndNothingThatWasSaid() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Message root = said(a, room, "root");
        MessageDraft draft = MessageDraft.builder(room, ADA, "said")
                .replyTo(root.id())
                .mentions(List.of(BO.id()))
                .mentionsRoom(true)
                .metadata(Map.of("k", "v"))
                .attachments(List.of(Attachment.builder(FileId.of(1, 2), "a", "text/plain", 3)
                        .build()))
                .build();
        Message message = a.message(a.post(draft, MUCH));
        replied(b, message, "below");
        pin(a, message, 1);
        b.react(message, BO.id(), LIKE);
        Message told = b.told(message);

        Message deleted = delete(a, message);

        assertThat(deleted)
                .isEqualTo(told.toBuilder()
                        .deleted()
                        .changeOffset(deleted.changeOffset())
                        .build());
        assertThat(deleted.number()).isEqualTo(2);
        assertThat(deleted.replyTo()).contains(root.id());
        assertThat(deleted.thread()).isPresent();
        assertThat(now(b, message)).isEqualTo(deleted);
        assertThat(b.reactors(message, LIKE).users()).isEmpty();
        assertThat(b.reactionsOf(message, BO.id())).isEmpty();
        assertThat(b.pins(room).messages()).isEmpty();
        assertThat(b.replies(root).messages()).isEmpty();
        assertThat(b.head(room, root.position()).since().roomMentions()).isZero();
    }

    @Test
    void required_c3_deletingLowersWhatIsAfterAMark() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Position mark = said(a, room, "1").position();
        said(a, room, "2");
        Message third = said(a, room, "3");
        assertThat(b.head(room, mark).since().deleted()).isZero();

        delete(a, third);

        assertThat(b.head(room, mark).since().deleted()).isEqualTo(1);
        assertThat(b.head(room, third.position()).since().deleted()).isZero();
        assertThat(b.head(room, mark).deletions()).isEqualTo(1);
        assertThat(b.head(room, mark).posts()).isEqualTo(3);
    }

    @Test
    void required_c3_deletingTwiceCountsOnce() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Message message = said(a, room, "1");
        delete(a, message);
        delete(b, message);

        assertThat(a.head(room, null).deletions()).isEqualTo(1);
        assertThat(a.head(room, new Position(message.position().epoch(), 0))
                        .since()
                        .deleted())
                .isEqualTo(1);
    }

    @Test
    void required_c3_aDeletedMessageTakesNoReactionAndIsNotPinned() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Message message = said(a, room, "1");
        a.react(message, ADA.id(), LIKE); // never told
        Message deleted = delete(a, message);

        refuses(
                b.broker().react(room, message.position(), new Reaction(LIKE, BO.id(), true)),
                ErrorCode.MESSAGE_NOT_FOUND);
        Message pinned = message.toBuilder()
                .changeOffset(deleted.changeOffset())
                .pinnedAt(message.timestamp())
                .build();
        refuses(b.broker().change(new MessageChange(pinned)), ErrorCode.MESSAGE_NOT_FOUND);

        assertThat(b.tell(message)).isEmpty();
        assertThat(b.pins(room).messages()).isEmpty();
        assertThat(now(b, message)).isEqualTo(deleted);
    }

    @Test
    void required_c3_aDeletedReplyLowersItsThread() {
        BrokerNode a = node();
        BrokerNode b = node();
        Message root = said(a, room(), "root");
        Message one = replied(a, root, "one");
        Message two = node().message(b.post(answer(root, CY, "two"), MUCH));
        assertThat(b.told(root).thread()).contains(new ThreadSummary(2, two.id(), two.timestamp()));

        delete(a, two);
        assertThat(b.told(root).thread()).contains(new ThreadSummary(1, one.id(), one.timestamp()));

        delete(b, one);
        assertThat(a.told(root).thread()).isEmpty();
        assertThat(a.replies(root).messages()).isEmpty();
    }

    @Test
    void optional_c3_theStoreHoldsNoByteOfADeletedText() {
        BrokerNode node = node();
        String secret = cluster.name("secret");
        Message message = said(node, room(), secret);
        assertThat(dumped()).contains(secret);

        delete(node, message);

        assertThat(dumped()).doesNotContain(secret);
    }

    private String dumped() {
        return new String(cluster.store().dump(), StandardCharsets.ISO_8859_1);
    }
}
