package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomEvent.Joined;
import dev.parlance.model.RoomEvent.Left;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** B10: a node that dies without a word has its members leave, once, within lease plus one sweep. */
public abstract class LeaseRules extends Rules {
    /** Lease plus one sweep. */
    private static final Duration LIMIT = ChatBroker.LEASE.plusSeconds(5);

    /** The lease runs from when the node was heard of last, which is some time before it died. */
    private static final Duration SURELY_LEASED = ChatBroker.LEASE.dividedBy(2);

    protected LeaseRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b10_theMembersOfADeadNodeLeaveOnceAndNotBeforeItsLeaseEnds() {
        BrokerNode dying = node();
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);
        dying.enter(room, ADA);

        cluster.kill(dying);
        cluster.advance(SURELY_LEASED);
        assertThat(a.members(room).members()).containsExactly(ADA);
        cluster.advance(LIMIT.minus(SURELY_LEASED));

        assertThat(a.heard(room).presence(2)).containsExactly(new Joined(room, ADA, 1), new Left(room, ADA, 2));
        cluster.advance(Duration.ofSeconds(6));
        a.enter(room, BO);
        assertThat(a.heard(room).presence(3)).endsWith(new Left(room, ADA, 2), new Joined(room, BO, 3));
        assertThat(b.heard(room).presence(3)).isEqualTo(a.heard(room).presence(3));
        assertThat(a.members(room).members()).containsExactly(BO);
    }

    @Test
    void required_b10_allMembersOfADeadNodeLeaveAllTheirRooms() {
        BrokerNode dying = node();
        BrokerNode other = node();
        List<RoomId> rooms = List.of(room(), room(), room());
        for (RoomId room : rooms) {
            other.subscribe(room);
            for (int i = 0; i < 20; i++) {
                dying.enter(room, User.of("user " + i, "User"));
            }
        }

        cluster.kill(dying);
        cluster.advance(LIMIT);

        for (RoomId room : rooms) {
            List<RoomEvent> heard = other.heard(room).presence(40);
            assertThat(heard.subList(20, 40)).allMatch(event -> event instanceof Left);
            assertThat(heard).extracting(Heard::version).containsExactlyElementsOf(OrderRules.oneTo(40));
            assertThat(other.members(room).members()).isEmpty();
        }
    }

    @Test
    void required_b10_whoIsOnAnotherNodeTooStays() {
        BrokerNode dying = node();
        BrokerNode other = node();
        RoomId room = room();
        other.subscribe(room);
        dying.enter(room, ADA);
        other.enter(room, ADA);
        dying.enter(room, BO);

        cluster.kill(dying);
        cluster.advance(LIMIT);

        assertThat(other.heard(room).presence(3))
                .containsExactly(new Joined(room, ADA, 1), new Joined(room, BO, 2), new Left(room, BO, 3));
        assertThat(other.members(room).members()).containsExactly(ADA);
        assertThat(other.leave(room, ADA.id())).isEqualTo(4);
    }

    @Test
    void required_b10_whoComesBackOnAnotherNodeWithinTheLeaseNeverLeft() {
        BrokerNode dying = node();
        BrokerNode other = node();
        RoomId room = room();
        other.subscribe(room);
        dying.enter(room, ADA);
        dying.enter(room, BO);

        cluster.kill(dying);
        cluster.advance(SURELY_LEASED);
        assertThat(other.enter(room, ADA)).isEqualTo(2);
        cluster.advance(LIMIT.minus(SURELY_LEASED));

        assertThat(other.heard(room).presence(3))
                .containsExactly(new Joined(room, ADA, 1), new Joined(room, BO, 2), new Left(room, BO, 3));
        assertThat(other.members(room).members()).containsExactly(ADA);
    }

    @Test
    void required_b10_whoWasOnTwoNodesThatBothDieLeavesOnce() {
        BrokerNode dying = node();
        BrokerNode dyingToo = node();
        BrokerNode other = node();
        RoomId room = room();
        other.subscribe(room);
        dying.enter(room, ADA);
        dyingToo.enter(room, ADA);

        cluster.kill(dying);
        cluster.kill(dyingToo);
        cluster.advance(LIMIT);

        other.heard(room).presence(2);
        other.enter(room, BO);
        assertThat(other.heard(room).presence(3))
                .containsExactly(new Joined(room, ADA, 1), new Left(room, ADA, 2), new Joined(room, BO, 3));
    }

    @Test
    void required_b10_theMembersOfALivingNodeStayHoweverQuietItIs() {
        BrokerNode quiet = node();
        BrokerNode other = node();
        RoomId room = room();
        other.subscribe(room);
        quiet.enter(room, ADA);

        cluster.advance(LIMIT);
        cluster.advance(LIMIT);

        other.enter(room, BO);
        assertThat(other.heard(room).presence(2)).containsExactly(new Joined(room, ADA, 1), new Joined(room, BO, 2));
    }

    @Test
    void required_b10_aNodeThatStoppedInTimeIsNotSweptAgain() {
        BrokerNode stopped = node();
        BrokerNode other = node();
        RoomId room = room();
        other.subscribe(room);
        stopped.enter(room, ADA);
        stopped.stop();
        other.enter(room, ADA);

        cluster.advance(LIMIT);

        other.enter(room, BO);
        assertThat(other.heard(room).presence(4))
                .containsExactly(
                        new Joined(room, ADA, 1),
                        new Left(room, ADA, 2),
                        new Joined(room, ADA, 3),
                        new Joined(room, BO, 4));
    }

    @Test
    void optional_b10_aNodeBackFromALongPauseEntersItsMembersAnew() {
        BrokerNode pausing = node();
        BrokerNode other = node();
        RoomId room = room();
        other.subscribe(room);
        pausing.enter(room, ADA);
        pausing.enter(room, BO);

        cluster.store().pause(pausing.broker());
        cluster.advance(LIMIT);
        assertThat(other.heard(room).presence(4).subList(2, 4)).allMatch(event -> event instanceof Left);
        cluster.store().wake(pausing.broker());

        List<RoomEvent> heard = new ArrayList<>(other.heard(room).presence(6));
        assertThat(heard).extracting(Heard::version).containsExactlyElementsOf(OrderRules.oneTo(6));
        assertThat(heard.subList(4, 6)).allMatch(event -> event instanceof Joined);
        assertThat(other.members(room).members()).containsExactlyInAnyOrder(ADA, BO);
        pausing.stop();
        assertThat(other.heard(room).presence(8).subList(6, 8)).allMatch(event -> event instanceof Left);
    }

    @Test
    void optional_b10_aNodeBackFromAShortPauseLosesNobody() {
        BrokerNode pausing = node();
        BrokerNode other = node();
        RoomId room = room();
        other.subscribe(room);
        pausing.enter(room, ADA);

        cluster.store().pause(pausing.broker());
        cluster.advance(SURELY_LEASED);
        cluster.store().wake(pausing.broker());
        cluster.advance(LIMIT);

        other.enter(room, BO);
        assertThat(other.heard(room).presence(2)).containsExactly(new Joined(room, ADA, 1), new Joined(room, BO, 2));
    }

    @Test
    void optional_b10_afterAnOutageNobodyIsSweptWhoIsStillThere() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        a.enter(room, ADA);
        b.enter(room, BO);

        Runnable end = cluster.store().beginOutage();
        cluster.advance(LIMIT);
        end.run();
        cluster.awaitService(a);
        cluster.awaitService(b);
        cluster.advance(LIMIT);

        assertThat(a.members(room).members()).containsExactly(ADA, BO);
        b.enter(room, CY);
        assertThat(b.members(room).version()).isEqualTo(3);
    }
}
