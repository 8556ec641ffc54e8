package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.RoomEvent.Joined;
import dev.parlance.model.RoomEvent.Left;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B9: of several names under which a user was entered the newest counts, for all that user's sessions and on all nodes at once. */
public abstract class NameRules extends Rules {
    private static final User LOVELACE = User.of("ada", "Ada Lovelace");

    protected NameRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b9_theNewestNameCountsForAllSessionsOnAllNodes() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);
        a.enter(room, ADA);

        assertThat(b.enter(room, LOVELACE)).as("the version after a new name").isEqualTo(2);

        assertThat(a.members(room).members()).containsExactly(LOVELACE);
        assertThat(b.members(room).members()).containsExactly(LOVELACE);
        assertThat(a.heard(room).presence(2)).containsExactly(new Joined(room, ADA, 1), new Joined(room, LOVELACE, 2));
        assertThat(b.heard(room).presence(2)).isEqualTo(a.heard(room).presence(2));
    }

    @Test
    void required_b9_aNewNameOnTheSameNodeKeepsThePlaceAndMakesNobodyLeave() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        a.enter(room, ADA);
        a.enter(room, BO);

        assertThat(a.enter(room, LOVELACE)).isEqualTo(3);

        assertThat(b.members(room).members()).containsExactly(LOVELACE, BO);
        assertThat(b.members(room).version()).isEqualTo(3);
        assertThat(b.heard(room).presence(3))
                .containsExactly(new Joined(room, ADA, 1), new Joined(room, BO, 2), new Joined(room, LOVELACE, 3));
    }

    @Test
    void required_b9_whoLeavesDoesSoUnderTheNewestName() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        a.enter(room, ADA);
        b.enter(room, LOVELACE);

        b.leave(room, ADA.id());
        assertThat(b.members(room).members())
                .as("the session under the older name")
                .containsExactly(LOVELACE);
        assertThat(a.leave(room, ADA.id())).isEqualTo(3);

        assertThat(b.heard(room).presence(3)).endsWith(new Left(room, LOVELACE, 3));
    }

    @Test
    void required_b9_theSameNameAgainIsNoNews() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        a.enter(room, ADA);
        a.enter(room, LOVELACE);

        assertThat(a.enter(room, LOVELACE)).isEqualTo(2);
        assertThat(b.enter(room, LOVELACE)).isEqualTo(2);
        a.enter(room, BO);

        assertThat(b.heard(room).presence(3)).endsWith(new Joined(room, BO, 3));
    }

    @Test
    void optional_b9_aNodeThatEntersItsMembersAnewBringsNoOlderNameBack() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.enter(room, ADA);
        b.enter(room, LOVELACE);

        cluster.store().pause(a.broker());
        cluster.advance(Duration.ofSeconds(25));
        cluster.store().wake(a.broker());
        a.enter(room, BO);

        assertThat(b.members(room).members()).containsExactlyInAnyOrder(LOVELACE, BO);
        b.leave(room, ADA.id());
        assertThat(a.members(room).members())
                .as("members once only the older session is left")
                .containsExactlyInAnyOrder(LOVELACE, BO);
    }
}
