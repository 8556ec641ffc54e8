package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.keep;
import static dev.parlance.tck.harness.Drafts.named;
import static dev.parlance.tck.harness.Drafts.texts;
import static dev.parlance.tck.rules.ResumeRules.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.LogArchiving;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Drafts;
import dev.parlance.tck.harness.HandArchive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** K1: what is not archived yet is evicted by nothing. */
public abstract class UnarchivedRules extends ArchivingRules {
    /** As many as are under way at once. */
    private static final int WAVE = 500;

    protected UnarchivedRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_k1_howeverMuchIsSaidNothingIsEvictedThatIsNotArchived() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        HandArchive archive = begun(a, room);
        Message first = posted(a, room, "0", 3);
        for (int i = 1; i < 30; i++) {
            (i % 2 == 0 ? a : b).post(room, "" + i, archived(3));
        }
        edit(b, first, "0 edited");

        List<Message> tail = archive.tail().messages();
        assertThat(tail).hasSize(30);
        assertThat(tail.get(29).text()).isEqualTo("0 edited");
        assertThat(b.history(room).messages()).hasSize(30);
        assertThat(a.resume(room, new Position(first.position().epoch(), 0)).complete())
                .isTrue();
    }

    @Test
    void required_k1_timeEvictsNothingThatIsNotArchived() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message said = node.message(node.post(room, "1", archivedFor(SHORT)));

        cluster.advance(LONGER);

        assertThat(node.history(room).messages()).containsExactly(said);
        assertThat(archive.tail().messages()).containsExactly(said);
        archive.take();
        cluster.advance(LONGER);
        assertThat(node.history(room).messages()).isEmpty();
        assertThat(node.history(room).position()).isEqualTo(said.position());
    }

    @Test
    void optional_k1_thirtyDaysForgetNothingThatIsNotArchived() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message said = node.message(node.post(room, "1", archivedFor(SHORT)));

        cluster.advance(Duration.ofDays(31));

        assertThat(archive.tail().messages()).containsExactly(said);
        assertThat(node.post(room, "2", archivedFor(SHORT)).position())
                .isEqualTo(new Position(said.position().epoch(), 2));
    }

    @Test
    void required_k1_beyondTheBoundAPostIsRefusedAndChangesNothing() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Receipt first = node.post(named(room, ADA, "the first", "0"), archived(3));
        List<CompletionStage<Receipt>> wave = new ArrayList<>();
        for (int i = 1; i < LogArchiving.MAX_UNARCHIVED; i++) {
            wave.add(node.broker().publish(Drafts.draft(room, "" + i), archived(3)));
            if (wave.size() == WAVE) {
                wave.forEach(node::done);
                wave.clear();
            }
        }
        wave.forEach(node::done);
        Position full = node.history(room).position();
        assertThat(full.offset()).isEqualTo(LogArchiving.MAX_UNARCHIVED);

        ChatException refused = refusal(node.broker().publish(Drafts.draft(room, "too much"), archived(3)));

        assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(refused.retryable()).isTrue();
        assertThat(node.history(room).position()).isEqualTo(full);
        assertThat(node.post(named(room, ADA, "the first", "0"), archived(3))).isEqualTo(first);
        Message edited = edit(node, node.message(first), "0 edited");
        assertThat(node.react(edited, ADA.id(), LIKE)).isTrue();
        assertThat(node.tell(edited)).isPresent();

        archive.archived(new Position(full.epoch(), 100));
        assertThat(node.post(room, "there is room again", archived(3))
                        .position()
                        .offset())
                .isEqualTo(full.offset() + 3);
        assertThat(node.find(room, first.position()))
                .as("what was changed is not archived, and holds what is behind it")
                .isPresent();
    }

    @Test
    void required_k1_aRoomThatIsNotArchivedIsForgottenAsEver() {
        BrokerNode node = node();
        RoomId room = room();
        begun(node, room);
        IntStream.range(0, 5).forEach(i -> node.post(room, "" + i, archived(2)));

        node.post(room, "5", keep(2));

        assertThat(texts(node.history(room).messages())).containsExactly("4", "5");
    }
}
