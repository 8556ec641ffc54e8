package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** R9: a room has no more members than it may have. */
public abstract class FullRoomRules extends Rules {
    protected FullRoomRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    private RoomId ofAda(BrokerNode node) {
        RoomId room = room();
        node.createRoom(RoomRecord.builder(room, RoomKind.PRIVATE).build(), Map.of(ADA.id(), RoomRole.OWNER));
        return room;
    }

    @Test
    void required_r9_aFullRoomTakesNobodyMoreUntilSomebodyHasGone() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = ofAda(a);
        a.done(a.broker().putMember(room, BO.id(), RoomRole.MEMBER, 2));

        refuses(b.broker().putMember(room, CY.id(), RoomRole.MEMBER, 2), ErrorCode.TOO_MANY_MEMBERS);
        assertThat(a.member(room, CY.id())).isEmpty();

        b.removeMember(room, BO.id());
        a.done(a.broker().putMember(room, CY.id(), RoomRole.MEMBER, 2));
        assertThat(b.roomMembers(room, 10, null).members()).hasSize(2);
    }

    @Test
    void required_r9_whoIsAMemberGetsAnotherRoleHoweverFullItIs() {
        BrokerNode node = node();
        RoomId room = ofAda(node);
        node.putMember(room, BO.id(), RoomRole.MEMBER);

        node.done(node.broker().putMember(room, BO.id(), RoomRole.OWNER, 1));

        assertThat(node.member(room, BO.id()))
                .hasValueSatisfying(bo -> assertThat(bo.role()).isEqualTo(RoomRole.OWNER));
        refuses(node.broker().putMember(room, CY.id(), RoomRole.MEMBER, 1), ErrorCode.TOO_MANY_MEMBERS);
    }

    @Test
    void required_r9_ofTwoWhoComeAtOnceTheLastPlaceIsOnes() {
        BrokerNode a = node();
        BrokerNode b = node();
        for (int round = 0; round < 50; round++) {
            RoomId room = ofAda(a);

            cluster.together(() -> come(a, room, BO.id()), () -> come(b, room, CY.id()));

            assertThat(a.roomMembers(room, 10, null).members()).hasSize(2);
        }
    }

    private static void come(BrokerNode node, RoomId room, UserId who) {
        try {
            node.done(node.broker().putMember(room, who, RoomRole.MEMBER, 2));
        } catch (ChatException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_MEMBERS);
        }
    }
}
