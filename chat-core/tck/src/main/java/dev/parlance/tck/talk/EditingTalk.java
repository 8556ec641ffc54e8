package dev.parlance.tck.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageEdit;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Resumption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What was said is said otherwise, or taken back. */
public abstract class EditingTalk extends TalkRules {
    protected EditingTalk(Supplier<TwoEngines> nodes) {
        super(nodes);
    }

    private static MessageEdit says(String text, Instant seen) {
        return MessageEdit.builder().text(text).ifEditedAt(seen).build();
    }

    @Test
    void required_talk_ofTwoWhoEditOneStateTheLaterLearnsIt() {
        MessageId id = said(here, "one");
        Queue<String> outcomes = new ConcurrentLinkedQueue<>();

        engines.together(
                () -> outcome(outcomes, here.edit(id, says("from here", Instant.EPOCH))),
                () -> outcome(outcomes, there.edit(id, says("from there", Instant.EPOCH))));

        String stays = now(here, id).text();
        assertThat(stays).startsWith("from ").isEqualTo(now(there, id).text());
        assertThat(outcomes).containsExactlyInAnyOrder(stays, "EDIT_CONFLICT");
    }

    private void outcome(Queue<String> outcomes, CompletionStage<Message> edit) {
        engines.ended(edit.handle((edited, error) -> outcomes.add(
                edited != null
                        ? edited.text()
                        : ChatException.causeOf(error) instanceof ChatException e
                                ? e.code().name()
                                : String.valueOf(error))));
    }

    @Test
    void required_talk_anEditAndPinsAtOnceUndoNothingOfEachOther() {
        MessageId id = said(here, "one");

        engines.together(
                () -> done(here.edit(id, says("two"))),
                () -> done(there.pin(id, true)),
                () -> done(there.edit(
                        id, MessageEdit.builder().metadata(Map.of("a", "b")).build())));

        Message both = now(here, id);
        assertThat(both.text()).isEqualTo("two");
        assertThat(both.pinnedAt()).isPresent();
        assertThat(both.metadata()).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void required_talk_thereAndBackAgainIsNoConflict() {
        MessageId id = said(here, "one");

        Message two = done(here.edit(id, says("two", Instant.EPOCH)));
        Message again = done(there.edit(id, says("one", two.editedAt().orElseThrow())));

        assertThat(now(here, id).text()).isEqualTo("one");
        assertThat(again.editedAt().orElseThrow()).isAfter(two.editedAt().orElseThrow());
        refuses(here.edit(id, says("three", two.editedAt().orElseThrow())), ErrorCode.EDIT_CONFLICT);
    }

    @Test
    void required_talk_anEditKeepsReactionsQuoteMentionsAndPin() {
        MessageId root = said(here, "root");
        MessageId id = done(here.publish(MessageDraft.builder(roomId, bo, "answer")
                        .replyTo(root)
                        .mentions(List.of(ada.id()))
                        .build()))
                .messageId();
        done(there.react(ada, id, LIKE, true));
        done(here.pin(id, true));

        done(there.edit(id, says("another answer")));

        Message edited = now(here, id);
        assertThat(edited.text()).isEqualTo("another answer");
        assertThat(edited.reactionCounts()).containsEntry(LIKE, 1);
        assertThat(edited.replyTo()).contains(root);
        assertThat(edited.mentions()).containsExactly(ada.id());
        assertThat(edited.pinnedAt()).isPresent();
    }

    @Test
    void required_talk_whatOthersAddIsNoConflictToAnEdit() {
        MessageId id = said(here, "one");
        done(there.react(bo, id, LIKE, true));
        replied(there, id, "answer");

        assertThat(done(here.edit(id, says("two", Instant.EPOCH))).text()).isEqualTo("two");
    }

    @Test
    void required_talk_deletingTwiceSucceedsAndChangesNothingMore() {
        MessageId id = said(here, "one");

        Message deleted = done(here.delete(id));

        assertThat(done(there.delete(id))).isEqualTo(deleted);
        assertThat(deleted.text()).isEmpty();
        assertThat(deleted.author()).isEqualTo(ada);
    }

    @Test
    void required_talk_whatWasDeletedIsNeitherEditedNorPinnedNorReactedTo() {
        MessageId id = said(here, "one");
        done(here.delete(id));

        refuses(there.edit(id, says("two")), ErrorCode.MESSAGE_NOT_FOUND);
        refuses(there.pin(id, true), ErrorCode.MESSAGE_NOT_FOUND);
        refuses(there.react(bo, id, LIKE, true), ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void required_talk_deletedTextIsNowhere() {
        MessageId root = said(here, "root");
        Position before = root.position();
        MessageId id = replied(here, root, "a secret");
        done(here.pin(id, true));

        done(there.delete(id));

        assertThat(now(here, id).text()).isEmpty();
        assertThat(done(here.history(HistoryQuery.newest(10))).toString()).doesNotContain("a secret");
        assertThat(done(here.pins()).messages()).isEmpty();
        assertThat(done(here.replies(root, 10, 0)).messages()).isEmpty();
        assertThat(done(engines.broker().resume(roomId, before)).toString()).doesNotContain("a secret");
    }

    @Test
    void required_talk_changesMadeWhileOneWasAwayComeWithWhatWasMissed() {
        MessageId edited = said(here, "one");
        MessageId deleted = said(here, "two");
        Position left = deleted.position();

        done(there.edit(edited, says("one, edited")));
        done(there.delete(deleted));

        Resumption missed = done(engines.broker().resume(roomId, left));
        assertThat(missed.complete()).isTrue();
        assertThat(missed.messages())
                .extracting(Message::id, Message::text)
                .containsExactly(tuple(edited, "one, edited"), tuple(deleted, ""));
    }

    @Test
    void required_talk_changingAnOldMessageDoesNotMakeItTheRoomsLast() {
        MessageId old = said(here, "old");
        MessageId last = said(here, "last");

        done(there.edit(old, says("old, edited")));
        done(there.react(bo, old, LIKE, true));

        assertThat(done(engines.broker().head(roomId, null)).last())
                .map(Message::id)
                .contains(last);
    }
}
