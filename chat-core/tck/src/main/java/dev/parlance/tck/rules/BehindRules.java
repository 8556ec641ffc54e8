package dev.parlance.tck.rules;

import static dev.parlance.tck.rules.ResumeRules.edit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Message;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.HandArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** K8: rooms of which something is to be archived are found. */
public abstract class BehindRules extends ArchivingRules {
    protected BehindRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_k8_whatADeadNodeHasPostedIsFoundByTheOthers() {
        BrokerNode node = node();
        BrokerNode other = node();
        RoomId room = room();
        begun(node, room);
        posted(node, room, "1", 9);

        cluster.kill(node);

        assertThat(behind(other, 1_000)).contains(room);
        assertThat(new HandArchive(other, room).tail().messages()).hasSize(1);
    }

    @Test
    void required_k8_aRoomIsFoundAgainWhateverComesBehindTheMark() {
        BrokerNode node = node();
        RoomId posts = room();
        RoomId changes = room();
        RoomId tellings = room();
        List<Message> said = new ArrayList<>();
        for (RoomId room : List.of(posts, changes, tellings)) {
            HandArchive archive = begun(node, room);
            said.add(posted(node, room, "1", 9));
            archive.take();
        }

        posted(node, posts, "2", 9);
        edit(node, said.get(1), "1 edited");
        node.react(said.get(2), user(1), LIKE);
        node.told(said.get(2));

        assertThat(behind(node, 1_000)).contains(posts, changes, tellings);
    }

    @Test
    void required_k8_pagesMeetEachRoomOnceWhileOthersComeAndGo() {
        BrokerNode node = node();
        List<RoomId> rooms = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            RoomId room = room();
            rooms.add(room);
            begun(node, room);
            posted(node, room, "1", 9);
        }
        List<RoomId> met = new ArrayList<>();
        List<RoomId> page;
        RoomId after = null;
        do {
            page = node.done(HandArchive.of(node).behind(5, after));
            assertThat(page).hasSizeLessThanOrEqualTo(5);
            met.addAll(page);
            if (!page.isEmpty()) {
                after = page.get(page.size() - 1);
                posted(node, after, "2", 9);
                if (rooms.contains(page.get(0))) {
                    new HandArchive(node, page.get(0)).take();
                }
            }
        } while (!page.isEmpty());

        assertThat(met).doesNotHaveDuplicates().containsAll(rooms);
    }

    @Test
    void required_k8_aRoomThatIsNotArchivedIsNotFound() {
        BrokerNode node = node();
        RoomId room = room();
        new HandArchive(node, room);

        node.post(room, "1");

        assertThat(behind(node, 1_000)).doesNotContain(room);
    }

    private static List<RoomId> behind(BrokerNode node, int limit) {
        List<RoomId> all = new ArrayList<>();
        List<RoomId> page;
        RoomId after = null;
        do {
            page = node.done(HandArchive.of(node).behind(limit, after));
            all.addAll(page);
            after = page.isEmpty() ? null : page.get(page.size() - 1);
        } while (after != null);
        return all;
    }
}
