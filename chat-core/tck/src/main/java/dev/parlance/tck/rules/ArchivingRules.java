package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.keep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.LogEndedException;
import dev.parlance.model.Message;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.HandArchive;
import dev.parlance.tck.harness.Stages;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What the tests of K1 to K8 share. */
abstract class ArchivingRules extends ConversationRules {
    /** Long enough for what is done meanwhile on a slow machine, short enough for tests that wait for its end. */
    static final Duration SHORT = Duration.ofSeconds(20);

    static final Duration LONGER = Duration.ofSeconds(25);

    ArchivingRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    static Retention archived(int messages) {
        return keep(messages).inFrontOfAnArchive();
    }

    static Retention archivedFor(Duration time) {
        return new Retention(100, time, true);
    }

    /** A room whose posts are taken, and of which nothing is archived. */
    HandArchive begun(BrokerNode node, RoomId room) {
        return new HandArchive(node, room).begin();
    }

    static Message posted(BrokerNode node, RoomId room, String text, int kept) {
        return node.message(node.post(room, text, archived(kept)));
    }

    /** A message that the log has forgotten, and that is archived. */
    static Message forgotten(BrokerNode node, RoomId room, HandArchive archive, String text) {
        Message message = posted(node, room, text, 1);
        posted(node, room, "what comes behind " + text, 1);
        archive.take();
        assertThat(node.find(room, message.position())).isEmpty();
        return message;
    }

    void ended(CompletionStage<?> stage) {
        assertThat(Stages.failure(stage, cluster.patience())).isInstanceOf(LogEndedException.class);
    }
}
