package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.CY;
import static dev.parlance.tck.harness.Drafts.texts;
import static dev.parlance.tck.rules.ResumeRules.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.LogArchiving;
import dev.parlance.broker.LogEnd;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.MessageLog;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import dev.parlance.tck.harness.HandArchive;
import dev.parlance.tck.harness.Heard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** K6, K7: a message that was forgotten is brought back so that it can be changed, and never in a state that is over. */
public abstract class RestoringRules extends ArchivingRules {
    protected RestoringRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_k6_whatWasBroughtBackIsEditedToldAndResumedAndTheHistoryIsWithoutIt() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        HandArchive archive = begun(a, room);
        Message old = forgotten(a, room, archive, "old");
        Position before = a.history(room).position();
        List<Message> history = a.history(room).messages();
        b.subscribe(room);

        assertThat(archive.bringBack(old.position())).isEqualTo(old);

        assertThat(b.find(room, old.position())).contains(old);
        assertThat(a.history(room).position()).isEqualTo(before);
        assertThat(a.resume(room, before).messages()).isEmpty();
        Message edited = edit(b, old, "old, edited");
        assertThat(Heard.message(b.heard(room).stored(1).get(0))).isEqualTo(edited);
        assertThat(a.resume(room, before).messages()).containsExactly(edited);
        assertThat(archive.tail().messages()).containsExactly(edited);
        assertThat(a.history(room).messages()).isEqualTo(history);
        posted(a, room, "one more", 2);
        archive.take();
        assertThat(a.history(room).messages()).as("it takes nobody's place").hasSize(2);
    }

    @Test
    void required_k6_whatTheLogHasIsLeftAsItIs() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message said = posted(node, room, "1", 9);
        archive.take();
        Message edited = edit(node, said, "1 edited");

        assertThat(archive.restore(archive.get(said.position()), archive.tail().mark()))
                .isTrue();

        assertThat(node.find(room, said.position())).contains(edited);
        assertThat(node.history(room).messages()).containsExactly(edited);
    }

    @Test
    void required_k6_whatWasBroughtBackIsDeletedAndCounted() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message old = forgotten(node, room, archive, "old");
        archive.bringBack(old.position());

        Message deleted = delete(node, old);

        assertThat(deleted.text()).isEmpty();
        assertThat(node.head(room, new Position(old.position().epoch(), 0)).deletions())
                .isEqualTo(1);
        assertThat(archive.tail().messages()).containsExactly(deleted);
    }

    @Test
    void required_k6_whoReactedBeforeIsKnownAndOthersJoinThem() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        HandArchive archive = begun(a, room);
        Message old = posted(a, room, "old", 1);
        users(1, 25).forEach(user -> a.react(old, user, LIKE));
        Message told = a.told(old);
        posted(a, room, "newer", 1);
        archive.take();
        assertThat(a.find(room, old.position())).isEmpty();
        assertThat(a.reactors(old, LIKE).users()).isEmpty();

        archive.bringBack(old.position());

        assertThat(b.reactors(old, LIKE).users()).isEqualTo(users(1, 25));
        assertThat(b.reactionsOf(old, user(20))).containsExactly(LIKE);
        assertThat(b.react(old, user(20), LIKE)).isFalse();
        cluster.together(
                () -> users(26, 30).forEach(user -> a.react(old, user, LIKE)),
                () -> users(28, 33).forEach(user -> b.react(old, user, LIKE)));
        assertThat(b.react(old, off(user(20), LIKE))).isTrue();
        Message now = a.told(old);
        assertThat(now.reactionCounts()).containsEntry(LIKE, 32);
        assertThat(now.reactions().get(LIKE)).isEqualTo(told.reactions().get(LIKE));
        assertThat(archive.whole(old.position()).orElseThrow().reactors().get(LIKE))
                .hasSize(32)
                .doesNotContain(user(20));
    }

    @Test
    void required_k6_whatWasBroughtBackIsRepliedTo() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message root = posted(node, room, "root", 1);
        node.post(answer(root, BO, "first answer"), archived(1));
        node.told(root);
        posted(node, room, "newer", 1);
        archive.take();
        assertThat(node.find(room, root.position())).isEmpty();
        archive.bringBack(root.position());

        Message second = node.message(node.post(answer(root, CY, "second answer"), archived(1)));

        Message now = node.told(root);
        assertThat(now.thread().orElseThrow().replies()).isEqualTo(2);
        assertThat(now.thread().orElseThrow().last()).isEqualTo(second.id());
        assertThat(texts(node.replies(root).messages())).containsExactly("second answer");
        assertThat(archive.whole(root.position()).orElseThrow().replies()).hasSize(2);
        delete(node, second);
        assertThat(node.told(root).thread().orElseThrow().replies()).isEqualTo(1);
        assertThat(now(node, root).thread().orElseThrow().last())
                .isEqualTo(archive.get(root.position())
                        .message()
                        .thread()
                        .orElseThrow()
                        .last());
    }

    @Test
    void required_k6_whatWasBroughtBackIsPinnedWithinTheBoundOfAll() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message old = forgotten(node, room, archive, "old");
        archive.bringBack(old.position());
        for (int i = 1; i < MessageLog.MAX_PINS; i++) {
            pin(node, node.message(node.post(room, "" + i, archived(100))), i);
        }
        Message more = node.message(node.post(room, "one more", archived(100)));

        Message pinned = pin(node, old, 100);

        assertThat(node.pins(room).messages()).hasSize(MessageLog.MAX_PINS).contains(pinned);
        refuses(
                node.broker()
                        .change(new MessageChange(
                                more.toBuilder().pinnedAt(more.timestamp()).build())),
                ErrorCode.TOO_MANY_PINS);
        unpin(node, pinned);
        pin(node, more, 200);
    }

    @Test
    void required_k6_ofAnEarlierLifeTooAndItsThreadGoesOn() {
        BrokerNode node = node();
        RoomId room = room();
        Position end = new Position("FormerLife", 57);
        HandArchive archive = new HandArchive(node, room).begin(new LogEnd(end, 40, 0, List.of(), List.of()));
        Message root = Message.posted(
                        Drafts.draft(room, "root"), new Position("FormerLife", 12), Instant.ofEpochMilli(5_000))
                .number(9)
                .build();

        assertThat(archive.restore(new WholeMessage(root, Map.of(), new TreeMap<>()), end))
                .isTrue();

        Message deleted = Message.posted(
                        Drafts.draft(room, "words"), new Position("FormerLife", 11), Instant.ofEpochMilli(4_000))
                .number(8)
                .build();
        assertThat(archive.restore(new WholeMessage(deleted, Map.of(), new TreeMap<>()), end))
                .isTrue();
        assertThat(archive.tail().messages()).isEmpty();
        deleted = delete(node, deleted);
        assertThat(archive.tail().messages())
                .as("it has to be archived though nothing was posted in this life")
                .containsExactly(deleted);
        archive.take();
        Message reply = node.message(node.post(answer(root, BO, "answer"), archived(9)));
        Message told = node.told(root);
        assertThat(told.thread().orElseThrow().last()).isEqualTo(reply.id());
        Message edited = edit(node, told, "root, edited");
        assertThat(edited.position()).isEqualTo(root.position());
        assertThat(archive.tail().messages()).containsExactly(reply, edited);
    }

    @Test
    void required_k6_noMoreAreBackThanAThousandThatAreNotArchived() {
        BrokerNode node = node();
        RoomId room = room();
        Position end = new Position("FormerLife", 5_000);
        HandArchive archive = new HandArchive(node, room).begin(new LogEnd(end, 5_000, 0, List.of(), List.of()));
        for (int i = 1; i <= LogArchiving.MAX_RESTORED; i++) {
            assertThat(archive.restore(whole(room, i), end)).isTrue();
        }
        posted(node, room, "new", 9);

        assertThat(archive.restore(whole(room, 4_000), end)).isTrue();
        assertThat(node.find(room, new Position("FormerLife", 1)))
                .as("what was longest ago made way")
                .isEmpty();

        List<CompletionStage<Message>> edits = new ArrayList<>();
        for (int i = 2; i <= LogArchiving.MAX_RESTORED; i++) {
            Message next = whole(room, i).message();
            edits.add(node.broker()
                    .change(new MessageChange(
                            next.toBuilder().edited("edited", next.timestamp()).build())));
        }
        edits.forEach(node::done);
        edit(node, whole(room, 4_000).message(), "edited");
        refuses(HandArchive.of(node).restore(room, whole(room, 4_001), end), ErrorCode.OVERLOADED);
        archive.take();
        Position mark = archive.tail().mark();
        assertThat(archive.restore(whole(room, 4_001), mark)).isTrue();
    }

    private static WholeMessage whole(RoomId room, int offset) {
        Message message = Message.posted(
                        Drafts.draft(room, "" + offset),
                        new Position("FormerLife", offset),
                        Instant.ofEpochMilli(offset))
                .number(offset)
                .build();
        return new WholeMessage(message, Map.of(), new TreeMap<>());
    }

    @Test
    void required_k7_aStateIsNotBroughtBackWhenTheLogHadANewerOneSince() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        HandArchive archive = begun(a, room);
        Message old = a.message(a.post(room, "old", archivedFor(SHORT)));
        archive.take();
        cluster.advance(LONGER);
        assertThat(a.find(room, old.position())).isEmpty();
        Position asOf = archive.tail().mark();
        WholeMessage read = archive.get(old.position());

        archive.bringBack(old.position());
        Message edited = edit(b, old, "edited");
        archive.take();
        cluster.advance(LONGER);
        assertThat(a.find(room, old.position())).isEmpty();

        assertThat(archive.restore(read, asOf)).isFalse();
        assertThat(a.find(room, old.position())).isEmpty();
        archive.bringBack(old.position());
        assertThat(a.find(room, old.position())).contains(edited);
    }

    @Test
    void required_k7_whatWasReadOfAnotherLifeIsReadAgain() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message old = forgotten(node, room, archive, "old");

        assertThat(archive.restore(archive.get(old.position()), new Position("another", 100)))
                .isFalse();
        assertThat(node.find(room, old.position())).isEmpty();
    }

    @Test
    void required_k7_nothingIsBroughtBackToARoomWithoutALife() {
        BrokerNode node = node();
        RoomId room = room();
        new HandArchive(node, room);

        ended(HandArchive.of(node)
                .restore(room, whole(room, 3), node.history(room).position()));
    }

    @Test
    void required_k7_manyWhoBringOneBackAndChangeItLoseNoChange() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        HandArchive archive = begun(a, room);
        Message old = forgotten(a, room, archive, "old");
        WholeMessage read = archive.get(old.position());
        Position asOf = archive.tail().mark();

        cluster.together(
                () -> {
                    assertThat(archive.restore(read, asOf)).isTrue();
                    a.react(old, user(1), LIKE);
                },
                () -> {
                    assertThat(new HandArchive(b, room).restore(read, asOf)).isTrue();
                    b.react(old, user(2), LIKE);
                });

        assertThat(a.reactors(old, LIKE).users()).isEqualTo(users(1, 2));
    }
}
