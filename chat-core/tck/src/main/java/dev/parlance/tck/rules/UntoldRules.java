package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.Message;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** C6: what a dead node had not told is not forgotten. */
public abstract class UntoldRules extends ConversationRules {
    /** A lease and a sweep, and what a slow machine takes. */
    private static final Duration LIMIT = ChatBroker.LEASE.plusSeconds(10);

    protected UntoldRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_c6_whatADeadNodeHadNotToldIsToldBySomebody() {
        BrokerNode dying = node();
        BrokerNode living = node();
        RoomId room = room();
        living.subscribe(room);
        dying.enter(room, ADA);
        Message message = said(dying, room, "said");
        Message reply = replied(dying, message, "reply");
        dying.react(message, BO.id(), LIKE);

        cluster.kill(dying);
        cluster.advance(LIMIT);

        Message told = Heard.message(living.heard(room).stored(3).get(2));
        assertThat(told.id()).isEqualTo(message.id());
        assertThat(told.reactionCounts()).isEqualTo(Map.of(LIKE, 1));
        assertThat(told.thread())
                .hasValueSatisfying(thread -> assertThat(thread.last()).isEqualTo(reply.id()));
        assertThat(living.tell(message)).isEmpty();
    }
}
