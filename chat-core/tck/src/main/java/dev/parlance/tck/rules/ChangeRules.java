package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.keep;
import static dev.parlance.tck.harness.Drafts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.MessageChange;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.User;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import dev.parlance.tck.harness.Heard;
import dev.parlance.tck.harness.OddWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A stored message changes by compare-and-set on its last change. */
public abstract class ChangeRules extends Rules {
    protected ChangeRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_change_allNodesHearItAndReadItAtItsOldPlace() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);
        Message one = a.message(a.post(room, "1"));
        Message two = a.message(a.post(room, "2"));
        Message next = one.toBuilder().edited("1 edited", one.timestamp()).build();

        Message changed = b.change(next);

        assertThat(changed).isEqualTo(next.toBuilder().changeOffset(3).build());
        assertThat(a.heard(room).stored(3)).endsWith(new RoomEvent.Changed(changed));
        assertThat(b.heard(room).stored(3)).endsWith(new RoomEvent.Changed(changed));
        assertThat(a.history(room).messages()).containsExactly(changed, two);
        assertThat(a.history(room).position().offset()).isEqualTo(3);
    }

    @Test
    void required_change_fromAStateThatIsNotTheLastIsAConflictAndChangesNothing() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        Message posted = a.message(a.post(room, "first"));
        Message edited = ResumeRules.edit(a, posted, "second");

        ChatException refusal = refusal(b.broker().change(edit(posted, "from the first")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.EDIT_CONFLICT);
        assertThat(refusal.retryable()).isFalse();
        assertThat(b.history(room).messages()).containsExactly(edited);
        assertThat(b.history(room).position().offset()).isEqualTo(2);
        a.post(room, "third");
        assertThat(b.heard(room).stored(3)).extracting(Heard::offset).containsExactly(1L, 2L, 3L);
    }

    @Test
    void required_change_fromAStateThatNeverWasIsAConflict() {
        BrokerNode node = node();
        RoomId room = room();
        Message posted = node.message(node.post(room, "first"));
        Message future = posted.toBuilder().changeOffset(99).build();

        refuses(node.broker().change(edit(future, "from the future")), ErrorCode.EDIT_CONFLICT);
    }

    @Test
    void required_change_ofTwoFromOneStateAtOnceOneTakesEffect() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        Message posted = a.message(a.post(room, "0"));
        AtomicInteger effects = new AtomicInteger();
        cluster.together(() -> contend(a, posted, effects), () -> contend(b, posted, effects));

        Message last = a.find(room, posted.position()).orElseThrow();
        assertThat(last.text()).isEqualTo("" + effects.get());
        assertThat(last.changeOffset()).isEqualTo(1 + effects.get());
        assertThat(a.heard(room).stored(1 + effects.get())).hasSize(1 + effects.get());
    }

    @Test
    void required_change_ofWhatTheHistoryDoesNotHaveIsNotFound() {
        BrokerNode node = node();
        RoomId room = room();
        Message forgotten = node.message(node.post(room, "1", keep(1)));
        node.post(room, "2", keep(1));
        RoomId another = room();
        node.post(another, "elsewhere");

        refuses(node.broker().change(edit(forgotten, "late")), ErrorCode.MESSAGE_NOT_FOUND);
        refuses(node.broker().change(Drafts.changeOfNothing(room)), ErrorCode.MESSAGE_NOT_FOUND);
        refuses(node.broker().change(Drafts.changeOfNothing(room())), ErrorCode.MESSAGE_NOT_FOUND);
        refuses(node.broker().change(Drafts.changeOfNothing(another)), ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(texts(node.history(another).messages())).containsExactly("elsewhere");
    }

    @Test
    void required_change_allThatAMessageMayBecomeArrivesOnEveryRoad() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        MessageDraft draft = MessageDraft.builder(room, ADA, "first")
                .clientMessageId("1")
                .metadata(Map.of("kept", "yes"))
                .build();
        Message message = b.message(a.post(draft));
        List<Message> states = List.of(
                message.toBuilder().metadata(OddWords.METADATA).build(),
                message.toBuilder().metadata(Map.of()).build(),
                message.toBuilder()
                        .edited("zwei \uD83D\uDE00\n", message.timestamp().plusMillis(5))
                        .build(),
                message.toBuilder().deleted().build());

        for (Message state : states) {
            message = a.change(
                    state.toBuilder().changeOffset(message.changeOffset()).build());

            assertThat(message)
                    .isEqualTo(state.toBuilder()
                            .changeOffset(message.changeOffset())
                            .build());
            int heard = (int) message.changeOffset();
            assertThat(b.heard(room).stored(heard)).endsWith(new RoomEvent.Changed(message));
            Message read = b.history(room).messages().get(0);
            assertThat(read).isEqualTo(message);
            assertThat(b.find(room, message.position())).contains(message);
            assertThat(b.resume(room, message.position()).messages()).containsExactly(message);
        }
    }

    @Test
    void required_change_aDeletedMessageStaysDeletedWhateverItIsChangedFrom() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        Message before = a.message(a.post(room, "said"));
        Message deleted = a.change(before.toBuilder().deleted().build());
        Message revived = before.toBuilder()
                .edited("said again", before.timestamp())
                .changeOffset(deleted.changeOffset())
                .build();

        refuses(b.broker().change(new MessageChange(revived)), ErrorCode.MESSAGE_NOT_FOUND);

        assertThat(b.history(room).messages()).containsExactly(deleted);
        assertThat(b.history(room).position().offset()).isEqualTo(2);
    }

    @Test
    void required_change_keepsAuthorTimeAndClientMessageId() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        MessageDraft draft =
                MessageDraft.builder(room, ADA, "said").clientMessageId("1").build();
        Message posted = a.message(a.post(draft));
        Message edited = ResumeRules.edit(b, posted, "edited");

        for (Message from : List.of(posted, edited)) {
            Message current =
                    from.toBuilder().changeOffset(edited.changeOffset()).build();
            for (Message wrong : List.of(
                    rebuilt(current, BO, current.timestamp()),
                    rebuilt(current, User.of("ada", "Ada Lovelace"), current.timestamp()),
                    rebuilt(current, ADA, current.timestamp().plusMillis(1)),
                    rebuilt(current, ADA, current.timestamp().plusNanos(1)),
                    current.toBuilder().clientMessageId(null).build(),
                    current.toBuilder().clientMessageId("2").build(),
                    current.toBuilder().clientMessageId("11").build(),
                    rebuilt(current, BO, current.timestamp()).toBuilder()
                            .deleted()
                            .build())) {
                refuses(b.broker().change(new MessageChange(wrong)), ErrorCode.INVALID_MESSAGE);
            }
        }

        Message without = a.message(a.post(room, "without an id"));
        Message named = without.toBuilder().clientMessageId("1").build();
        refuses(b.broker().change(new MessageChange(named)), ErrorCode.INVALID_MESSAGE);
        assertThat(b.history(room).messages()).containsExactly(edited, without);
        assertThat(b.history(room).position().offset()).isEqualTo(3);
    }

    @Test
    void required_change_ofTheTextSaysWhenItWasEdited() {
        BrokerNode node = node();
        RoomId room = room();
        Message posted = node.message(node.post(room, "said"));
        Message noted =
                node.change(posted.toBuilder().metadata(Map.of("k", "v")).build());

        for (String other : List.of("sai", "said.", "unsaid", "\"said\"")) {
            Message silent = noted.toBuilder().text(other).build();
            refuses(node.broker().change(new MessageChange(silent)), ErrorCode.INVALID_MESSAGE);
        }

        assertThat(node.history(room).messages()).containsExactly(noted);
        Message edited = ResumeRules.edit(node, noted, "edited");
        Message back = rebuilt(edited, ADA, edited.timestamp()).toBuilder()
                .text("said")
                .build();
        refuses(node.broker().change(new MessageChange(back)), ErrorCode.INVALID_MESSAGE);
        Message still = back.toBuilder().text("edited").build();
        assertThat(node.change(still))
                .isEqualTo(still.toBuilder().changeOffset(4).build());
    }

    @Test
    void required_change_hasNoSayInReactionsAndReplies() {
        BrokerNode node = node();
        RoomId room = room();
        Message posted = node.message(node.post(room, "said"));
        Message claimed = posted.toBuilder()
                .metadata(Map.of("k", "v"))
                .reactions(Map.of("!", List.of(BO.id())))
                .thread(new ThreadSummary(7, posted.id(), posted.timestamp()))
                .build();

        Message changed = node.change(claimed);

        assertThat(changed.metadata()).containsEntry("k", "v");
        assertThat(changed.reactions()).isEmpty();
        assertThat(changed.thread()).isEmpty();
        assertThat(node.history(room).messages()).containsExactly(changed);
    }

    @Test
    void required_change_leavesTheOtherMessagesAlone() {
        BrokerNode node = node();
        RoomId room = room();
        for (int i = 1; i <= 5; i++) {
            node.post(room, "" + i);
        }
        List<Message> before = node.history(room).messages();

        ResumeRules.edit(node, before.get(2), "3 edited");

        assertThat(texts(node.history(room).messages())).containsExactly("1", "2", "3 edited", "4", "5");
        assertThat(node.history(room).messages())
                .extracting(Message::changeOffset)
                .containsExactly(1L, 2L, 6L, 4L, 5L);
    }

    private static void contend(BrokerNode node, Message posted, AtomicInteger effects) {
        for (int i = 0; i < 100; i++) {
            Message now = node.find(posted.roomId(), posted.position()).orElseThrow();
            String more = "" + (Integer.parseInt(now.text()) + 1);
            try {
                node.change(edit(now, more).message());
                effects.incrementAndGet();
            } catch (ChatException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.EDIT_CONFLICT);
            }
        }
    }

    /** The same by somebody or at a time that nobody can say by {@link Message#toBuilder}, and not edited. */
    private static Message rebuilt(Message message, User author, Instant timestamp) {
        return Message.stored(message.roomId(), author, message.position(), timestamp)
                .changeOffset(message.changeOffset())
                .number(message.number())
                .text(message.text())
                .clientMessageId(message.clientMessageId().orElse(null))
                .build();
    }

    private static MessageChange edit(Message message, String text) {
        return new MessageChange(
                message.toBuilder().edited(text, message.timestamp()).build());
    }
}
