package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.redis.link.Timing;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientPauseMode;

/** Keys are deleted under nodes at work, which go on: what docs/REDIS.md says heals, and when. */
class DeletedStateTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final RoomId OTHER = new RoomId("other");
    private static final User ADA = User.of("ada", "Ada");
    private static final User LOVELACE = User.of("ada", "Ada Lovelace");
    private static final User BO = User.of("bo", "Bo");
    private static final User CY = User.of("cy", "Cy");
    private static final String MEMBERS = "chat:members:{room}";

    private final AtomicLong millis = new AtomicLong();
    private final Timing timing = new Timing(
            millis::get,
            () -> TimeUnit.MILLISECONDS.toNanos(millis.get()),
            false,
            ChatBroker.LEASE,
            Duration.ofSeconds(5),
            Duration.ofSeconds(3));
    private final RedisProgram redis = RedisProgram.with();
    private final Jedis admin = new Jedis(URI.create(redis.url()));
    private final List<RedisBroker> alive = new ArrayList<>();
    private final RedisBroker a = node();
    private final RedisBroker b = node();

    @AfterEach
    void end() {
        alive.forEach(node -> Quiet.done(node.stop()));
        admin.close();
        redis.close();
    }

    @Test
    void theMembersOfAnErasedRoomAreBackAfterOneSweepInterval() {
        Quiet.done(a.enter(ROOM, ADA));
        Quiet.done(b.enter(ROOM, BO));
        admin.del(MEMBERS);
        assertThat(members(ROOM)).isEmpty();

        sweepInterval();

        assertThat(members(ROOM)).containsExactlyInAnyOrder(ADA, BO);
        assertLeavingWorks();
    }

    @Test
    void whoseKeyWasDeletedIsBackThoughOthersOfThatNodeHaveEnteredSince() {
        Quiet.done(a.enter(ROOM, ADA));
        admin.del(MEMBERS);
        Quiet.done(a.enter(ROOM, CY));

        sweepInterval();

        assertThat(members(ROOM)).containsExactlyInAnyOrder(ADA, CY);
    }

    @Test
    void whoLeftAfterTheDeletionIsNotBroughtBack() {
        Quiet.done(a.enter(ROOM, ADA));
        Quiet.done(a.enter(ROOM, CY));
        admin.del(MEMBERS);
        Quiet.done(a.leave(ROOM, CY.id()));

        sweepInterval();

        assertThat(members(ROOM)).containsExactly(ADA);
    }

    @Test
    void aDeletedMemberIsBackAndAMemberWhomNobodyEnteredGoes() {
        Quiet.done(a.enter(ROOM, ADA));
        Quiet.done(a.enter(ROOM, CY));
        admin.hset(
                MEMBERS, "ubo", admin.hget(MEMBERS, "ucy").replace("cy", "bo").replace("Cy", "Bo"));
        admin.hdel(MEMBERS, "uada");
        admin.hdel(MEMBERS, "n" + incarnation());

        sweepInterval();

        assertThat(members(ROOM)).containsExactlyInAnyOrder(ADA, CY);
        assertThat(admin.hget(MEMBERS, "n" + incarnation())).isEqualTo("2");
    }

    @Test
    void whoLeavesBeforeTheNodeKnowsThatItIsFencedStaysAway() {
        Quiet.done(a.enter(ROOM, CY));
        admin.del("chat:nodes");
        admin.clientPause(60_000, ClientPauseMode.WRITE);
        CompletionStage<Long> entering = a.enter(ROOM, ADA);
        CompletionStage<Long> leaving = a.leave(ROOM, ADA.id());
        admin.clientUnpause();
        Quiet.done(entering);
        Quiet.done(leaving);
        assertThat(members(ROOM)).containsExactly(CY);
    }

    @Test
    void anOlderNameDoesNotComeBackBehindANewerOneOnceTheNodeKnowsThatItIsFenced() {
        Quiet.done(a.enter(ROOM, CY));
        admin.del("chat:nodes");
        admin.clientPause(60_000, ClientPauseMode.WRITE); // no answer before both have been asked
        CompletionStage<Long> older = a.enter(ROOM, ADA);
        CompletionStage<Long> newer = a.enter(ROOM, LOVELACE);
        admin.clientUnpause();
        Quiet.done(older);
        Quiet.done(newer);

        assertThat(members(ROOM)).containsExactlyInAnyOrder(CY, LOVELACE);
        assertThat(Quiet.done(b.members(ROOM)).version())
                .as("one for whoever is there, and none for a name between")
                .isEqualTo(2);
    }

    @Test
    void aHealthyStoreIsLeftAlone() {
        Quiet.done(a.enter(ROOM, ADA));
        Quiet.done(b.enter(ROOM, ADA));
        Quiet.done(b.enter(OTHER, BO));

        sweepInterval();

        assertThat(Quiet.done(a.members(ROOM)).version()).isEqualTo(1);
        assertThat(Quiet.done(a.members(OTHER)).version()).isEqualTo(1);
    }

    @Test
    void moreRoomsThanOneBatchAreCompared() {
        List<RoomId> rooms = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            rooms.add(new RoomId("room " + i));
            Quiet.done(a.enter(rooms.get(i), ADA));
        }
        admin.keys("chat:members:*").forEach(admin::del);

        sweepInterval();

        assertThat(rooms).allSatisfy(room -> assertThat(members(room)).containsExactly(ADA));
    }

    @Test
    void aNodeWhoseIndexWasDeletedIsSweptAllTheSameOnceItDies() {
        Quiet.done(a.enter(ROOM, ADA));
        Quiet.done(b.enter(ROOM, BO));
        admin.keys("chat:node:*").forEach(admin::del);
        sweepInterval();

        kill(a);
        lease();

        assertThat(members(ROOM)).containsExactly(BO);
    }

    @Test
    void afterFlushAllEveryoneIsBackAfterOneSweepIntervalAndAPostIsOfAnotherEpoch() {
        Quiet.done(a.enter(ROOM, ADA));
        Quiet.done(b.enter(ROOM, BO));
        Quiet.done(b.enter(OTHER, BO));
        Position before = post();
        admin.flushAll();

        sweepInterval();

        assertThat(members(ROOM)).containsExactlyInAnyOrder(ADA, BO);
        assertThat(members(OTHER)).containsExactly(BO);
        assertThat(post().epoch()).isNotEqualTo(before.epoch());
        assertThat(Quiet.done(a.resume(ROOM, before)).postsComplete()).isFalse();
        assertLeavingWorks();
    }

    @Test
    void nodesWhoseLeasesWereDeletedBeginOthersAndNobodyLeaves() {
        Quiet.done(a.enter(ROOM, ADA));
        Quiet.done(b.enter(ROOM, BO));
        admin.del("chat:nodes");

        sweepInterval();
        lease();

        assertThat(Quiet.done(a.members(ROOM)).version()).isEqualTo(2);
        assertThat(members(ROOM)).containsExactlyInAnyOrder(ADA, BO);
        assertThat(admin.zcard("chat:nodes")).isEqualTo(2);
        assertLeavingWorks();
    }

    @Test
    void theMembersOfADeadNodeLeaveThoughItsLeaseWasDeleted() {
        Quiet.done(a.enter(ROOM, ADA));
        Quiet.done(b.enter(ROOM, BO));
        lease(); // the nodes have seen each other
        kill(a);
        admin.del("chat:nodes");

        lease();
        lease();

        assertThat(members(ROOM)).containsExactly(BO);
    }

    @Test
    void whoSawARoomEmptyIsToldThatHeMayHaveMissedSomethingIfTheEpochWasDeleted() {
        Position empty = Quiet.done(a.history(ROOM, HistoryQuery.newest(1))).position();
        admin.del("chat:epoch");
        sweepInterval();
        post();

        assertThat(Quiet.done(b.resume(ROOM, empty)).postsComplete()).isFalse();
        Position other = Quiet.done(a.history(OTHER, HistoryQuery.newest(1))).position();
        assertThat(other.epoch()).isNotEqualTo(empty.epoch());
        assertThat(Quiet.done(b.history(OTHER, HistoryQuery.newest(1))).position())
                .isEqualTo(other);
    }

    @Test
    void aKeptValueThatWasDeletedIsGoneUntilItIsPutAgain() {
        Quiet.done(a.put("key", "value", Duration.ofMinutes(1)));
        admin.del("chat:state:key");
        assertThat(Quiet.done(b.get("key"))).isEmpty();

        Quiet.done(a.put("key", "value", Duration.ofMinutes(1)));

        assertThat(Quiet.done(b.get("key"))).contains("value");
    }

    /** Whoever is back is counted as before: once out on its node, a member is gone. */
    private void assertLeavingWorks() {
        Quiet.done(b.leave(ROOM, BO.id()));
        assertThat(members(ROOM)).containsExactly(ADA);
        Quiet.done(a.leave(ROOM, ADA.id()));
        assertThat(members(ROOM)).isEmpty();
    }

    private String incarnation() {
        return admin.keys("chat:node:*").iterator().next().replace("chat:node:", "");
    }

    private List<User> members(RoomId room) {
        return Quiet.done(b.members(room)).members();
    }

    private Position post() {
        return Quiet.done(b.publish(MessageDraft.builder(ROOM, BO, "text").build(), Retention.DEFAULT))
                .position();
    }

    private RedisBroker node() {
        RedisBroker node =
                RedisBroker.builder(RedisConfig.of(redis.url())).timing(timing).build();
        Quiet.done(node.start(new Quiet()));
        Quiet.done(node.subscribe(new Topic.Room(ROOM)));
        alive.add(node);
        return node;
    }

    private void kill(RedisBroker node) {
        alive.remove(node);
        node.die();
    }

    private void sweepInterval() {
        millis.addAndGet(timing.upkeep().toMillis());
        alive.forEach(node -> Quiet.done(node.upkeep()));
        alive.forEach(node ->
                Quiet.done(node.members(ROOM))); // behind all that a node began meanwhile: the others see it then
    }

    /** A lease runs out, and somebody looks. */
    private void lease() {
        for (Duration time = Duration.ZERO; time.compareTo(timing.lease()) <= 0; time = time.plus(timing.upkeep())) {
            sweepInterval();
        }
    }
}
