package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static dev.parlance.tck.harness.Drafts.CY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.RoomDirectory;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.OddWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** R5 to R8: who belongs to a room in which role, how they are read in pages, and who is told of a change. */
public abstract class MemberRules extends Rules {
    protected MemberRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    private RoomId created(BrokerNode node, Map<UserId, RoomRole> founders) {
        RoomId room = room();
        node.createRoom(RoomRecord.builder(room, RoomKind.PRIVATE).build(), founders);
        return room;
    }

    private static String told(Signal signal) {
        return signal.name() + new TreeMap<>(signal.data());
    }

    @Test
    void required_r5_whoIsPutIsAMemberInThatRoleOnAllNodes() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = created(a, Map.of());

        for (RoomRole role : RoomRole.values()) {
            UserId user = new UserId(cluster.name("user"));
            RoomMember put = a.putMember(room, user, role);
            assertThat(put.userId()).isEqualTo(user);
            assertThat(put.role()).isEqualTo(role);
            assertThat(b.member(room, user)).contains(put);
        }
    }

    @Test
    void required_r5_anotherRoleKeepsTheTimeSinceWhen() {
        BrokerNode node = node();
        RoomId room = created(node, Map.of());
        RoomMember guest = node.putMember(room, BO.id(), RoomRole.GUEST);
        cluster.advance(Duration.ofSeconds(1));

        RoomMember moderator = node.putMember(room, BO.id(), RoomRole.MODERATOR);

        assertThat(moderator).isEqualTo(new RoomMember(BO.id(), RoomRole.MODERATOR, guest.since()));
        assertThat(node.member(room, BO.id())).contains(moderator);
    }

    @Test
    void required_r5_whoIsRemovedIsNoMemberAndComesBackAsANewOne() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = created(a, Map.of());
        RoomMember first = a.putMember(room, BO.id(), RoomRole.MEMBER);

        b.removeMember(room, BO.id());
        b.removeMember(room, BO.id());

        assertThat(a.member(room, BO.id())).isEmpty();
        assertThat(a.roomMembers(room, 10, null).members()).isEmpty();
        cluster.advance(Duration.ofSeconds(1));
        assertThat(a.putMember(room, BO.id(), RoomRole.MEMBER).since()).isAfter(first.since());
    }

    @Test
    void required_r5_aRoomWithoutARecordTakesNoMember() {
        BrokerNode node = node();
        RoomId room = room();

        refuses(node.broker().putMember(room, BO.id(), RoomRole.MEMBER, Integer.MAX_VALUE), ErrorCode.ROOM_NOT_FOUND);
        node.removeMember(room, BO.id());

        assertThat(node.member(room, BO.id())).isEmpty();
    }

    @Test
    void required_r6_theLastOwnerNeitherGoesNorGetsAnotherRole() {
        BrokerNode node = node();
        RoomId room = created(node, Map.of(ADA.id(), RoomRole.OWNER, BO.id(), RoomRole.MODERATOR));

        refuses(node.broker().removeMember(room, ADA.id()), ErrorCode.LAST_OWNER);
        refuses(node.broker().putMember(room, ADA.id(), RoomRole.MODERATOR, Integer.MAX_VALUE), ErrorCode.LAST_OWNER);
        node.putMember(room, ADA.id(), RoomRole.OWNER);
        assertThat(node.member(room, ADA.id()))
                .hasValueSatisfying(ada -> assertThat(ada.role()).isEqualTo(RoomRole.OWNER));

        node.putMember(room, BO.id(), RoomRole.OWNER);
        node.putMember(room, ADA.id(), RoomRole.MEMBER);
        refuses(node.broker().removeMember(room, BO.id()), ErrorCode.LAST_OWNER);
        node.removeMember(room, ADA.id());
        assertThat(node.roomMembers(room, 10, null).members())
                .extracting(RoomMember::userId)
                .containsExactly(BO.id());
    }

    @Test
    void required_r6_ofTwoOwnersWhoGoAtOnceOneStays() {
        BrokerNode a = node();
        BrokerNode b = node();
        for (int round = 0; round < 50; round++) {
            RoomId room = created(a, Map.of(ADA.id(), RoomRole.OWNER, BO.id(), RoomRole.OWNER));

            cluster.together(() -> go(a, room, ADA.id()), () -> go(b, room, BO.id()));

            assertThat(a.roomMembers(room, 10, null).members()).hasSize(1);
        }
    }

    private static void go(BrokerNode node, RoomId room, UserId who) {
        try {
            node.removeMember(room, who);
        } catch (ChatException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.LAST_OWNER);
        }
    }

    @Test
    void required_r6_aRoomWithoutAnOwnerLosesWhomItHas() {
        BrokerNode node = node();
        RoomId room = created(node, Map.of(ADA.id(), RoomRole.MEMBER));

        node.removeMember(room, ADA.id());

        assertThat(node.member(room, ADA.id())).isEmpty();
    }

    @Test
    void required_r7_pagesMeetEachMemberOnceInOneOrder() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = created(a, Map.of());
        List<UserId> all = new ArrayList<>();
        OddWords.NAMES.forEach(odd -> all.add(new UserId("u" + odd)));
        all.add(new UserId("long " + "u".repeat(123)));
        all.forEach(user -> a.putMember(room, user, RoomRole.MEMBER));

        List<UserId> met = pages(a, room, 7);

        assertThat(met).containsExactlyInAnyOrderElementsOf(all);
        assertThat(pages(b, room, 4)).isEqualTo(met);
        assertThat(pages(b, room, all.size())).isEqualTo(met);
    }

    @Test
    void required_r7_whoComesAndGoesMeanwhileChangesNothingForTheOthers() {
        BrokerNode node = node();
        RoomId room = created(node, Map.of());
        List<UserId> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(new UserId("user " + i));
            node.putMember(room, all.get(i), RoomRole.MEMBER);
        }
        List<UserId> met = new ArrayList<>();
        UserId gone = null;
        RoomMemberPage page;
        do {
            page = node.roomMembers(room, 3, gone);
            page.members().forEach(each -> met.add(each.userId()));
            assertThat(met).as("members met, once each").doesNotHaveDuplicates();
            gone = met.get(met.size() - 1);
            node.removeMember(room, gone);
            node.putMember(room, new UserId("later " + met.size()), RoomRole.GUEST);
        } while (page.hasMore());

        assertThat(met).containsAll(all);
    }

    @Test
    void required_r7_aPageIsNeitherEmptyNorEndless() {
        BrokerNode node = node();
        RoomId room = created(node, Map.of(ADA.id(), RoomRole.OWNER));

        refuses(node.broker().roomMembers(room, 0, null), ErrorCode.BAD_REQUEST);
        refuses(node.broker().roomMembers(room, RoomMemberPage.MAX_LIMIT + 1, null), ErrorCode.BAD_REQUEST);
        assertThat(node.roomMembers(room, RoomMemberPage.MAX_LIMIT, null).members())
                .hasSize(1);
    }

    private static List<UserId> pages(BrokerNode node, RoomId room, int limit) {
        List<UserId> met = new ArrayList<>();
        RoomMemberPage page = node.roomMembers(room, limit, null);
        while (true) {
            page.members().forEach(each -> met.add(each.userId()));
            assertThat(page.members()).hasSizeLessThanOrEqualTo(limit);
            assertThat(met).as("members met, once each").doesNotHaveDuplicates();
            if (!page.hasMore()) {
                return met;
            }
            page = node.roomMembers(room, limit, met.get(met.size() - 1));
        }
    }

    @Test
    void required_r8_eachChangeIsToldInItsOrderToWhoeverListens() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.subscribe(room);
        b.subscribe(room);

        RoomRecord first =
                a.createRoom(RoomRecord.builder(room, RoomKind.OPEN).build(), Map.of(ADA.id(), RoomRole.OWNER));
        b.putMember(room, BO.id(), RoomRole.MEMBER);
        b.putMember(room, BO.id(), RoomRole.MODERATOR);
        a.updateRoom(first.toBuilder().name("Tea").build());
        b.removeMember(room, BO.id());
        a.deleteRoom(room);

        for (BrokerNode each : List.of(a, b)) {
            assertThat(each.heard(room).signals(6))
                    .extracting(MemberRules::told)
                    .containsExactly(
                            told(RoomDirectory.recordChanged(1)),
                            told(RoomDirectory.memberChanged(BO.id(), RoomRole.MEMBER)),
                            told(RoomDirectory.memberChanged(BO.id(), RoomRole.MODERATOR)),
                            told(RoomDirectory.recordChanged(2)),
                            told(RoomDirectory.memberChanged(BO.id(), null)),
                            told(RoomDirectory.recordChanged(0)));
        }
    }

    @Test
    void required_r8_whatChangedNothingIsNotTold() {
        BrokerNode node = node();
        RoomId room = room();
        node.subscribe(room);
        RoomRecord first =
                node.createRoom(RoomRecord.builder(room, RoomKind.OPEN).build(), Map.of(ADA.id(), RoomRole.OWNER));

        node.putMember(room, ADA.id(), RoomRole.OWNER);
        node.removeMember(room, BO.id());
        refuses(node.broker().removeMember(room, ADA.id()), ErrorCode.LAST_OWNER);
        refuses(node.broker().createRoom(first, Map.of()), ErrorCode.ROOM_EXISTS);
        node.deleteRoom(room());
        node.putMember(room, CY.id(), RoomRole.GUEST);

        assertThat(node.heard(room).signals(2))
                .extracting(MemberRules::told)
                .containsExactly(
                        told(RoomDirectory.recordChanged(1)),
                        told(RoomDirectory.memberChanged(CY.id(), RoomRole.GUEST)));
    }

    @Test
    void required_r8_whoeverHearsOfAChangeReadsIt() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        b.subscribe(room);
        RoomRecord kept = a.createRoom(RoomRecord.builder(room, RoomKind.OPEN).build(), Map.of());
        for (int i = 1; i <= 20; i++) {
            long version = i;
            b.heard(room).signals(i);
            assertThat(b.room(room))
                    .hasValueSatisfying(read -> assertThat(read.version()).isEqualTo(version));
            kept = a.updateRoom(kept.toBuilder().name("name " + i).build());
        }
    }
}
