package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.Position;
import dev.parlance.model.Presence;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomEvent.Joined;
import dev.parlance.model.RoomEvent.Left;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.Heard;
import dev.parlance.tck.harness.Wait;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** B9: a user's first session in a room, over all nodes, makes exactly one join; the last to go makes exactly one leave. */
public abstract class PresenceRules extends Rules {
    protected PresenceRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    @Test
    void required_b9_aUserOnTwoNodesJoinsOnceAndLeavesOnce() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);

        assertThat(a.enter(room, ADA)).isEqualTo(1);
        assertThat(b.enter(room, ADA)).isEqualTo(1);
        assertThat(a.leave(room, ADA.id())).isEqualTo(1);
        assertThat(b.leave(room, ADA.id())).isEqualTo(2);
        assertThat(a.enter(room, BO)).isEqualTo(3);

        assertThat(a.heard(room).presence(3))
                .containsExactly(new Joined(room, ADA, 1), new Left(room, ADA, 2), new Joined(room, BO, 3));
        assertThat(b.heard(room).presence(3)).isEqualTo(a.heard(room).presence(3));
    }

    @Test
    void required_b9_enteringTwiceOnOneNodeIsEnteringOnce() {
        BrokerNode node = node();
        RoomId room = room();
        node.subscribe(room);

        node.enter(room, ADA);
        assertThat(node.enter(room, ADA)).isEqualTo(1);
        assertThat(node.leave(room, ADA.id())).isEqualTo(2);
        node.enter(room, BO);

        assertThat(node.heard(room).presence(3))
                .containsExactly(new Joined(room, ADA, 1), new Left(room, ADA, 2), new Joined(room, BO, 3));
        assertThat(node.members(room).members()).containsExactly(BO);
    }

    @Test
    void required_b9_whoIsNotInDoesNotLeave() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        b.enter(room, BO);

        assertThat(a.leave(room, ADA.id())).as("someone not in").isEqualTo(1);
        assertThat(a.leave(room, BO.id())).as("someone on another node").isEqualTo(1);
        assertThat(a.leave(room(), ADA.id())).as("a room never used").isZero();
        a.enter(room, CY);

        assertThat(b.heard(room).presence(2)).containsExactly(new Joined(room, BO, 1), new Joined(room, CY, 2));
        assertThat(b.members(room).members()).containsExactly(BO, CY);
    }

    @Test
    void required_b9_leavingTwiceIsLeavingOnce() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        a.enter(room, ADA);
        b.enter(room, ADA);

        a.leave(room, ADA.id());
        a.leave(room, ADA.id());
        assertThat(b.members(room).members()).containsExactly(ADA);
        b.leave(room, ADA.id());
        assertThat(b.leave(room, ADA.id())).isEqualTo(2);
    }

    @Test
    void required_b9_membersComeInTheOrderOfJoiningAsOfTheirVersion() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        a.enter(room, CY);
        b.enter(room, ADA);
        a.enter(room, BO);
        a.enter(room, ADA);

        Presence three = b.members(room);
        assertThat(three.members()).containsExactly(CY, ADA, BO);
        assertThat(three.version()).isEqualTo(3);
        assertThat(three.roomId()).isEqualTo(room);

        a.leave(room, CY.id());
        a.enter(room, CY);
        assertThat(b.members(room).members()).containsExactly(ADA, BO, CY);
        assertThat(b.members(room).version()).isEqualTo(5);
    }

    @Test
    void required_b9_aRoomNeverUsedHasNoMembers() {
        Presence presence = node().members(room());

        assertThat(presence.members()).isEmpty();
        assertThat(presence.version()).isZero();
    }

    @Test
    void required_b9_manyNodesAtOnceMakeOneJoinAndOneLeavePerUser() {
        List<BrokerNode> nodes = List.of(node(), node(), node());
        RoomId room = room();
        BrokerNode watching = nodes.get(0);
        watching.subscribe(room);
        CyclicBarrier allIn = new CyclicBarrier(3);
        Runnable[] crowd = nodes.stream()
                .map(node -> (Runnable) () -> {
                    for (int i = 0; i < 50; i++) {
                        node.enter(room, User.of("user " + i, "User"));
                    }
                    Wait.on(allIn, cluster.patience());
                    for (int i = 0; i < 50; i++) {
                        node.leave(room, User.of("user " + i, "User").id());
                    }
                })
                .toArray(Runnable[]::new);

        cluster.together(crowd);

        watching.enter(room, ADA);
        List<RoomEvent> heard = watching.heard(room).presence(101);
        assertThat(heard).hasSize(101);
        assertThat(heard).extracting(Heard::version).containsExactlyElementsOf(OrderRules.oneTo(101));
        assertThat(heard.subList(0, 50)).allMatch(event -> event instanceof Joined);
        assertThat(heard.subList(50, 100)).allMatch(event -> event instanceof Left);
        assertThat(watching.members(room).members()).containsExactly(ADA);
    }

    @Test
    void required_b9_joinsAndLeavesAddUpToTheMembersOfTheirVersion() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);

        cluster.together(() -> wander(a, room, 3), () -> wander(b, room, 5), () -> wander(b, room, 7));

        Presence end = a.members(room);
        Set<User> in = new LinkedHashSet<>();
        for (RoomEvent event : b.heard(room).presence((int) end.version())) {
            if (event instanceof Joined joined) {
                assertThat(in.add(joined.user())).as("%s joins anew", joined).isTrue();
            } else if (event instanceof Left left) {
                assertThat(in.remove(left.user())).as("%s was in", left).isTrue();
            }
        }
        assertThat(end.members()).containsExactlyElementsOf(in);
    }

    @Test
    void required_b9_aListOfMembersThatIsReadMeanwhileIsOneOfItsVersion() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();

        cluster.together(() -> wander(a, room, 1), () -> {
            for (int i = 0; i < 200; i++) {
                Presence presence = b.members(room);
                // one user comes and goes alone: in after the odd versions, out after the even ones
                assertThat(presence.members()).hasSize((int) (presence.version() % 2));
            }
        });
    }

    @Test
    void required_b9_joinsAndLeavesTakeNoPlaceInTheLog() {
        BrokerNode node = node();
        RoomId room = room();
        Position before = node.post(room, "1").position();

        node.enter(room, ADA);
        node.leave(room, ADA.id());

        assertThat(node.history(room).position()).isEqualTo(before);
        assertThat(node.post(room, "2").position().offset()).isEqualTo(2);
    }

    @Test
    void required_b9_whoTwoThreadsOfOneNodeEnteredAndLeftAtOnceIsOutOnceTheNodeStops() {
        BrokerNode node = node();
        BrokerNode other = node();
        List<RoomId> rooms = Stream.generate(this::room).limit(1_000).toList();

        cluster.inStep(rooms.size(), i -> node.enter(rooms.get(i), ADA), i -> node.leave(rooms.get(i), ADA.id()));
        node.stop();

        for (RoomId room : rooms) {
            assertThat(other.members(room).members()).isEmpty();
        }
    }

    private static void wander(BrokerNode node, RoomId room, int users) {
        for (int i = 0; i < 100; i++) {
            User user = User.of("user " + i % users, "User");
            node.enter(room, user);
            node.leave(room, user.id());
        }
        node.enter(room, User.of("user 0", "User"));
    }
}
