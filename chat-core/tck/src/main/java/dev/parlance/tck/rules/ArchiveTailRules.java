package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.keep;
import static dev.parlance.tck.harness.Drafts.texts;
import static dev.parlance.tck.rules.ResumeRules.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.LogTail;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.HandArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** K3: what has to be archived next. */
public abstract class ArchiveTailRules extends ArchivingRules {
    protected ArchiveTailRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_k3_theTailHasEachMessageOnceAsItIsNowInOrderOfChange() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        Message one = posted(node, room, "1", 10);
        Message two = posted(node, room, "2", 10);
        Message three = posted(node, room, "3", 10);
        archive.archived(two.position());
        Message edited = edit(node, edit(node, one, "once"), "twice");
        node.react(three, user(1), LIKE);
        Message told = node.told(three);

        LogTail tail = archive.tail();

        assertThat(tail.mark()).isEqualTo(two.position());
        assertThat(tail.messages()).containsExactly(edited, told);
        assertThat(tail.upTo()).isEqualTo(node.history(room).position());
        assertThat(tail.hasMore()).isFalse();
        assertThat(node.resume(room, tail.mark()).messages()).isEqualTo(tail.messages());
    }

    @Test
    void required_k3_theTailComesInPartsThatMeet() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = begun(node, room);
        List<Message> said = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            said.add(posted(node, room, "" + i, 10));
        }
        said.set(0, edit(node, said.get(0), "0 edited"));
        said.add(said.remove(0));
        List<Message> taken = new ArrayList<>();
        LogTail part;
        do {
            part = archive.tail(2);
            assertThat(part.messages()).hasSizeLessThanOrEqualTo(2);
            taken.addAll(part.messages());
            archive.archived(part.upTo());
        } while (part.hasMore());

        assertThat(taken).isEqualTo(said);
        LogTail nothing = archive.tail(2);
        assertThat(nothing.messages()).isEmpty();
        assertThat(nothing.mark())
                .isEqualTo(nothing.upTo())
                .isEqualTo(node.history(room).position());
    }

    @Test
    void required_k3_aRoomNeverUsedHasNothingToArchive() {
        BrokerNode node = node();
        RoomId room = room();

        LogTail tail = new HandArchive(node, room).tail();

        assertThat(tail.messages()).isEmpty();
        assertThat(tail.mark()).isEqualTo(tail.upTo());
        assertThat(new HandArchive(node, room).archived(new Position("any", 3))).isEmpty();
    }

    @Test
    void required_k3_aRoomThatIsArchivedFromNowOnHasAllThatIsThereToArchive() {
        BrokerNode node = node();
        RoomId room = room();
        HandArchive archive = new HandArchive(node, room);
        for (int i = 1; i <= 3; i++) {
            node.post(room, "" + i, keep(2));
        }

        Message four = posted(node, room, "4", 2);

        assertThat(texts(archive.tail().messages())).containsExactly("2", "3", "4");
        assertThat(archive.tail().mark()).isEqualTo(new Position(four.position().epoch(), 0));
    }
}
