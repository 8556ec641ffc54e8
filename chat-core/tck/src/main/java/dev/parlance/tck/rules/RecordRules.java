package dev.parlance.tck.rules;

import static dev.parlance.tck.harness.Drafts.ADA;
import static dev.parlance.tck.harness.Drafts.BO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.RoomDirectory;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.tck.harness.BrokerCluster;
import dev.parlance.tck.harness.BrokerNode;
import dev.parlance.tck.harness.OddWords;
import dev.parlance.tck.harness.Stages;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** R1 to R4: a room has a record from its creation to its deletion, and each change of it is made from the state before. */
public abstract class RecordRules extends Rules {
    private static final Map<UserId, RoomRole> FOUNDERS = Map.of(ADA.id(), RoomRole.OWNER);

    protected RecordRules(Supplier<BrokerCluster> clusters) {
        super(clusters);
    }

    private static RoomRecord plain(RoomId room) {
        return RoomRecord.builder(room, RoomKind.PRIVATE).build();
    }

    private static RoomRecord named(RoomRecord record, String name) {
        return record.toBuilder().name(name).build();
    }

    @Test
    void required_r1_aNewRecordIsOfVersionOneAndOfTheStoresTimeAndHasItsFounders() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        Instant posted = a.post(room(), "now").timestamp();

        RoomRecord kept = a.createRoom(
                named(plain(room), "Tea").toBuilder()
                        .stored(7, Instant.EPOCH.plusSeconds(7))
                        .build(),
                Map.of(ADA.id(), RoomRole.OWNER, BO.id(), RoomRole.GUEST));

        assertThat(kept.version()).isEqualTo(1);
        assertThat(Duration.between(posted, kept.createdAt()).abs()).isLessThan(Duration.ofMinutes(1));
        assertThat(kept.name()).contains("Tea");
        assertThat(b.room(room)).contains(kept);
        assertThat(b.member(room, ADA.id())).hasValueSatisfying(ada -> {
            assertThat(ada.role()).isEqualTo(RoomRole.OWNER);
            assertThat(ada.since()).isEqualTo(kept.createdAt());
        });
        assertThat(b.member(room, BO.id()))
                .hasValueSatisfying(bo -> assertThat(bo.role()).isEqualTo(RoomRole.GUEST));
    }

    @Test
    void required_r1_aSecondCreationFailsAndChangesNothing() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        RoomRecord first = a.createRoom(named(plain(room), "first"), FOUNDERS);

        refuses(
                b.broker().createRoom(named(plain(room), "second"), Map.of(BO.id(), RoomRole.OWNER)),
                ErrorCode.ROOM_EXISTS);

        assertThat(a.room(room)).contains(first);
        assertThat(a.member(room, BO.id())).isEmpty();
    }

    @Test
    void required_r1_ofSixteenThatCreateOneRoomAtOnceOneDoes() {
        List<BrokerNode> nodes = List.of(node(), node(), node(), node());
        for (int round = 0; round < 20; round++) {
            RoomId room = room();
            ConcurrentLinkedQueue<CompletionStage<RoomRecord>> all = new ConcurrentLinkedQueue<>();
            cluster.together(nodes.stream()
                    .map(node -> (Runnable) () -> {
                        for (int i = 0; i < 4; i++) {
                            all.add(node.broker().createRoom(plain(room), FOUNDERS));
                        }
                    })
                    .toArray(Runnable[]::new));

            assertThat(created(all)).isEqualTo(1);
        }
    }

    private long created(Iterable<CompletionStage<RoomRecord>> all) {
        List<Boolean> ends = new ArrayList<>();
        all.forEach(each -> ends.add(Stages.done(each.handle((kept, error) -> error == null), cluster.patience())));
        return ends.stream().filter(done -> done).count();
    }

    @Test
    void required_r1_moreFoundersThanTheContractSaysAreRefused() {
        BrokerNode node = node();
        RoomId room = room();
        Map<UserId, RoomRole> crowd = new HashMap<>();
        for (int i = 0; i <= RoomDirectory.MAX_FOUNDERS; i++) {
            crowd.put(new UserId("user " + i), RoomRole.MEMBER);
        }

        refuses(node.broker().createRoom(plain(room), crowd), ErrorCode.INVALID_ROOM);

        assertThat(node.room(room)).isEmpty();
    }

    @Test
    void required_r2_whatWasKeptIsReadAsItWasOnAllNodes() {
        BrokerNode a = node();
        BrokerNode b = node();
        String nonce = cluster.name("odd");
        Retention retention = new Retention(7, Duration.ofHours(3));
        Stream.concat(OddWords.NAMES.stream(), Stream.of("n".repeat(50))).forEach(odd -> {
            RoomRecord record = RoomRecord.builder(new RoomId(odd + nonce + odd), RoomKind.OPEN)
                    .name(odd)
                    .topic("about " + odd)
                    .picture(URI.create("https://pictures.example/%7B%7D?a=b&c"))
                    .retention(retention)
                    .readOnly(true)
                    .slowMode(Duration.ofMillis(1_500))
                    .build();

            RoomRecord kept = a.createRoom(record, FOUNDERS);

            assertThat(kept)
                    .isEqualTo(record.toBuilder().stored(1, kept.createdAt()).build());
            assertThat(b.room(record.id())).contains(kept);
        });
    }

    @Test
    void required_r2_aRoomWithoutARecordHasNone() {
        BrokerNode node = node();
        RoomId room = room();
        node.post(room, "talk alone makes none");

        assertThat(node.room(room)).isEmpty();
        assertThat(node.member(room, ADA.id())).isEmpty();
        assertThat(node.roomMembers(room, 10, null).members()).isEmpty();
        assertThat(node.roomMembers(room, 10, null).hasMore()).isFalse();
    }

    @Test
    void required_r2_aRecordOutlivesItsNode() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        RoomRecord kept = a.createRoom(plain(room), FOUNDERS);

        a.stop();

        assertThat(b.room(room)).contains(kept);
        assertThat(b.member(room, ADA.id())).isPresent();
    }

    @Test
    void optional_r2_noTimeTakesARecordAway() {
        BrokerNode node = node();
        RoomId room = room();
        RoomRecord kept = node.createRoom(plain(room), FOUNDERS);
        node.post(room, "talk");

        cluster.advance(Duration.ofDays(40));
        node.post(room(), "others go on");

        assertThat(node.room(room)).contains(kept);
        assertThat(node.member(room, ADA.id())).isPresent();
    }

    @Test
    void required_r3_anUpdateOfTheStateThatIsMakesTheNextVersion() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        RoomRecord first = a.createRoom(plain(room), FOUNDERS);

        RoomRecord second =
                b.updateRoom(named(first, "Tea").toBuilder().kind(RoomKind.OPEN).build());
        RoomRecord third = a.updateRoom(named(second, "Coffee"));

        assertThat(second.version()).isEqualTo(2);
        assertThat(third.version()).isEqualTo(3);
        assertThat(third.createdAt()).isEqualTo(first.createdAt());
        assertThat(third.kind()).isEqualTo(RoomKind.OPEN);
        assertThat(b.room(room)).contains(third);
        assertThat(b.member(room, ADA.id())).isPresent();
    }

    @Test
    void required_r3_anUpdateOfAnOlderStateFailsAndChangesNothing() {
        BrokerNode node = node();
        RoomId room = room();
        RoomRecord first = node.createRoom(plain(room), FOUNDERS);
        RoomRecord second = node.updateRoom(named(first, "Tea"));

        refuses(node.broker().updateRoom(named(first, "Coffee")), ErrorCode.EDIT_CONFLICT);

        assertThat(node.room(room)).contains(second);
    }

    @Test
    void required_r3_ofTwoUpdatesOfOneStateAtOnceOneTakesEffect() {
        BrokerNode a = node();
        BrokerNode b = node();
        List<RoomRecord> firsts = Stream.generate(() -> a.createRoom(plain(room()), FOUNDERS))
                .limit(100)
                .toList();
        List<CompletionStage<RoomRecord>> byA = new ArrayList<>();
        List<CompletionStage<RoomRecord>> byB = new ArrayList<>();

        cluster.together(
                () -> firsts.forEach(each -> byA.add(a.broker().updateRoom(named(each, "a")))),
                () -> firsts.forEach(each -> byB.add(b.broker().updateRoom(named(each, "b")))));

        for (int i = 0; i < firsts.size(); i++) {
            assertThat(created(List.of(byA.get(i), byB.get(i)))).isEqualTo(1);
            assertThat(a.room(firsts.get(i).id()))
                    .hasValueSatisfying(kept -> assertThat(kept.version()).isEqualTo(2));
        }
    }

    /** More than any store takes in one go. */
    @Test
    void required_r2_manyRecordsAtOnceAreThoseOfTheRoomsThatHaveOne() {
        BrokerNode a = node();
        BrokerNode b = node();
        Map<RoomId, RoomRecord> kept = new HashMap<>();
        Set<RoomId> asked = new HashSet<>();
        for (int i = 0; i < 130; i++) {
            RoomId room = room();
            asked.add(room);
            if (i % 3 > 0) {
                kept.put(room, named(a.createRoom(plain(room), FOUNDERS), "Tea " + i));
            }
        }
        kept.replaceAll((room, record) -> a.updateRoom(record));

        assertThat(b.rooms(asked)).isEqualTo(kept);
        assertThat(b.rooms(Set.of())).isEmpty();
    }

    @Test
    void required_r3_aRoomWithoutARecordIsNotUpdated() {
        BrokerNode node = node();
        RoomId room = room();

        refuses(node.broker().updateRoom(plain(room)), ErrorCode.ROOM_NOT_FOUND);

        assertThat(node.room(room)).isEmpty();
    }

    @Test
    void required_r3_aRecordOfAnEarlierCreationIsNoStateOfTheLater() {
        BrokerNode node = node();
        RoomId room = room();
        RoomRecord earlier = node.createRoom(plain(room), FOUNDERS);
        node.deleteRoom(room);
        cluster.advance(Duration.ofSeconds(1));
        RoomRecord later = node.createRoom(plain(room), FOUNDERS);

        refuses(node.broker().updateRoom(named(earlier, "Tea")), ErrorCode.EDIT_CONFLICT);

        assertThat(node.room(room)).contains(later);
    }

    @Test
    void required_r4_aDeletedRecordIsGoneWithItsMembersAndTheTalkStays() {
        BrokerNode a = node();
        BrokerNode b = node();
        RoomId room = room();
        a.createRoom(plain(room), FOUNDERS);
        a.post(room, "said before");
        a.enter(room, BO);

        b.deleteRoom(room);

        assertThat(a.room(room)).isEmpty();
        assertThat(a.member(room, ADA.id())).isEmpty();
        assertThat(a.history(room).messages()).hasSize(1);
        assertThat(a.members(room).members()).containsExactly(BO);
        a.createRoom(plain(room), Map.of());
        assertThat(b.member(room, ADA.id())).as("a member of the deleted one").isEmpty();
        assertThat(b.roomMembers(room, 10, null).members()).isEmpty();
    }

    @Test
    void required_r4_deletingMayBeRepeated() {
        BrokerNode node = node();
        RoomId room = room();
        node.createRoom(plain(room), FOUNDERS);

        node.deleteRoom(room);
        node.deleteRoom(room);
        node.deleteRoom(room());

        assertThat(node.room(room)).isEmpty();
    }
}
