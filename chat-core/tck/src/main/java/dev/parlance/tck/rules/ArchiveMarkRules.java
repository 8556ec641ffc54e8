package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.texts;
import static dev.parlance.tck.rules.ResumeRules.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.HandArchive;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** K2: how far a room is archived, and what is cut when it is further. */
public abstract class ArchiveMarkRules extends ArchivingRules {
    protected ArchiveMarkRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_k2_theMarkOnlyMovesForward() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Position one = posted(node, room, "1", 10).position();
        Position two = posted(node, room, "2", 10).position();
        posted(node, room, "3", 10);
        assertThat(archive.tail().mark().offset()).isZero();

        archive.archived(two);
        archive.archived(one);

        assertThat(archive.tail().mark()).isEqualTo(two);
        assertThat(texts(archive.tail().messages())).containsExactly("3");
    }

    @Test
    void required_k2_theMarkOutlivesItsNode() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Position one = posted(node, room, "1", 10).position();
        posted(node, room, "2", 10);
        archive.archived(one);

        cluster.kill(node);

        assertThat(new HandArchive(node(), room).tail().mark()).isEqualTo(one);
    }

    @Test
    void required_k2_whatIsArchivedIsCutToTheRetention() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        for (int i = 1; i <= 5; i++) {
            posted(node, room, "" + i, 2);
        }
        Position four = new Position(node.history(room).position().epoch(), 4);

        assertThat(archive.archived(new Position(four.epoch(), 2))).isEmpty();
        assertThat(texts(node.history(room).messages())).containsExactly("3", "4", "5");
        assertThat(archive.archived(four)).isEmpty();

        assertThat(texts(node.history(room).messages())).containsExactly("4", "5");
        assertThat(node.resume(room, new Position(four.epoch(), 2)).postsComplete())
                .isFalse();
        assertThat(node.resume(room, new Position(four.epoch(), 3)).complete()).isTrue();
    }

    @Test
    void required_k2_aPositionOfAnotherLifeOrTheFutureMovesNothing() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message said = posted(node, room, "1", 10);

        archive.archived(new Position("another", 1));
        archive.archived(new Position(said.position().epoch(), 2));

        assertThat(archive.tail().messages()).containsExactly(said);
    }

    @Test
    void required_k2_aCrowdedMessageIsCutOnlyWhenItIsArchivedWholeInItsLatestState() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message crowded = posted(node, room, "1", 1);
        users(1, 12).forEach(user -> node.react(crowded, user, LIKE));
        Message before = node.told(crowded);
        node.react(crowded, user(13), LIKE);
        Message now = node.told(crowded);
        posted(node, room, "2", 1);
        posted(node, room, "3", 1);
        Position upTo = node.history(room).position();

        assertThat(archive.archived(upTo)).containsExactly(crowded.position());
        assertThat(archive.archived(upTo, before)).containsExactly(crowded.position());
        assertThat(texts(node.history(room).messages())).containsExactly("1", "2", "3");
        assertThat(archive.whole(crowded.position()).orElseThrow().message()).isEqualTo(now);
        assertThat(archive.whole(crowded.position()).orElseThrow().reactors().get(LIKE))
                .containsExactlyInAnyOrderElementsOf(users(1, 13))
                .startsWith(now.reactions().getOrDefault(LIKE, List.of()).toArray(UserId[]::new));

        assertThat(archive.archived(upTo, now)).isEmpty();
        assertThat(texts(node.history(room).messages())).containsExactly("3");
    }

    @Test
    void required_k2_whatWasNotToldIsNotCut() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message said = posted(node, room, "1", 1);
        node.react(said, user(1), LIKE);
        posted(node, room, "2", 1);

        assertThat(archive.archived(node.history(room).position(), said)).isEmpty();
        assertThat(texts(node.history(room).messages())).containsExactly("1", "2");

        Message told = node.told(said);
        assertThat(archive.tail().messages()).containsExactly(told);
        archive.take();
        assertThat(texts(node.history(room).messages())).containsExactly("2");
    }

    @Test
    void required_k2_whatIsPinnedStandsBehindTheHistoryFromThenOn() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message pinned = pin(node, posted(node, room, "1", 1), 1);
        posted(node, room, "2", 1);

        archive.take();

        assertThat(texts(node.history(room).messages())).containsExactly("2");
        assertThat(node.pins(room).messages()).containsExactly(pinned);
        Message edited = edit(node, pinned, "1 edited");
        assertThat(node.pins(room).messages()).containsExactly(edited);
        assertThat(archive.tail().messages()).containsExactly(edited);
        unpin(node, edited);
        assertThat(node.pins(room).messages()).isEmpty();
    }
}
