package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import dev.parlance.redis.link.Timing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection breaks before it is known what became of a change to a room's members, and the node sends it again: what another node did meanwhile stays done. */
class RepeatedRoomChangeTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final UserId ADA = new UserId("ada");
    private static final UserId BO = new UserId("bo");
    private static final UserId CY = new UserId("cy");
    private static final int MOST = 10;

    private final AtomicLong millis = new AtomicLong();
    private final Timing timing = new Timing(
            millis::get,
            () -> TimeUnit.MILLISECONDS.toNanos(millis.get()),
            false,
            ChatBroker.LEASE,
            Duration.ofSeconds(5),
            Duration.ofSeconds(3));
    private final RedisProgram redis = RedisProgram.with();
    private final TcpProxy proxy = new TcpProxy("127.0.0.1", redis.port());
    private final ChatBroker behindProxy = node(proxy.url());
    private final ChatBroker other = node(redis.url());

    @BeforeEach
    void aRoomOfSomeTimeAgo() {
        create(Map.of(ADA, RoomRole.OWNER));
        later();
    }

    @AfterEach
    void end() {
        Quiet.done(behindProxy.stop());
        Quiet.done(other.stop());
        proxy.close();
        redis.close();
    }

    @Test
    void whomAnotherNodeHasTakenAwaySinceIsNotBroughtBack() {
        proxy.deafen(true);
        CompletionStage<RoomMember> bos = behindProxy.putMember(ROOM, BO, RoomRole.MEMBER, MOST);
        await(BO, true);
        Quiet.done(other.removeMember(ROOM, BO));
        breakConnection();

        assertUnsure(bos);
        assertThat(isMember(BO)).isFalse();
    }

    @Test
    void whomAnotherNodeHasPutBackSinceIsNotTakenAway() {
        Quiet.done(other.putMember(ROOM, BO, RoomRole.MEMBER, MOST));
        later();
        proxy.deafen(true);
        CompletionStage<Void> removal = behindProxy.removeMember(ROOM, BO);
        await(BO, false);
        Quiet.done(other.putMember(ROOM, BO, RoomRole.GUEST, MOST));
        breakConnection();

        assertUnsure(removal);
        assertThat(isMember(BO)).isTrue();
    }

    @Test
    void aRoomThatAnotherNodeHasCreatedSinceIsNotDeleted() {
        proxy.deafen(true);
        CompletionStage<Void> deletion = behindProxy.deleteRoom(ROOM);
        Awaitility.await().until(() -> Quiet.done(other.room(ROOM)).isEmpty());
        create(Map.of(BO, RoomRole.OWNER));
        breakConnection();

        assertUnsure(deletion);
        assertThat(isMember(BO)).isTrue();
    }

    @Test
    void nobodyBecomesAMemberOfARoomThatAnotherNodeHasCreatedSince() {
        proxy.deafen(true);
        CompletionStage<RoomMember> cys = behindProxy.putMember(ROOM, CY, RoomRole.MEMBER, MOST);
        await(CY, true);
        Quiet.done(other.deleteRoom(ROOM));
        create(Map.of(BO, RoomRole.OWNER));
        breakConnection();

        assertUnsure(cys);
        assertThat(isMember(CY)).isFalse();
    }

    @Test
    void whatWasDoneSucceedsAsWhatItIs() {
        proxy.deafen(true);
        CompletionStage<RoomMember> done = behindProxy.putMember(ROOM, BO, RoomRole.MEMBER, MOST);
        await(BO, true);
        breakConnection();

        assertThat(Quiet.done(done))
                .isEqualTo(Quiet.done(other.member(ROOM, BO)).orElseThrow());
    }

    @Test
    void whatWasNotDoneIsDoneThoughTheNodeItselfHasChangedMoreSince() {
        proxy.stall(true);
        CompletionStage<RoomMember> held = behindProxy.putMember(ROOM, BO, RoomRole.MEMBER, MOST);
        Awaitility.await().until(() -> proxy.holds("EVALSHA"));
        CompletionStage<RoomMember> next = behindProxy.putMember(ROOM, BO, RoomRole.GUEST, MOST);
        proxy.cut();
        proxy.stall(false);

        Quiet.done(held);
        Quiet.done(next);
        assertThat(Quiet.done(other.member(ROOM, BO)).map(RoomMember::role)).contains(RoomRole.GUEST);
    }

    @Test
    void theFirstMembersAreThoseOfTheCallWhateverItsCallerDoesWithTheMapBeforeTheyAreSent() {
        RoomId next = new RoomId("next");
        Map<UserId, RoomRole> founders = new HashMap<>(Map.of(ADA, RoomRole.OWNER));
        proxy.stall(true);
        CompletionStage<?> before = behindProxy.members(new RoomId("before"));
        Awaitility.await().until(() -> proxy.holds("HGETALL"));
        CompletionStage<RoomRecord> creation = behindProxy.createRoom(
                RoomRecord.builder(next, RoomKind.PRIVATE).build(), founders);
        founders.clear();
        founders.put(BO, RoomRole.OWNER);
        proxy.stall(false);

        Quiet.done(before);
        Quiet.done(creation);
        assertThat(Quiet.done(other.roomMembers(next, MOST, null)).members())
                .extracting(RoomMember::userId)
                .containsExactly(ADA);
    }

    private static void assertUnsure(CompletionStage<?> stage) {
        ChatException refusal = Quiet.failure(stage);
        assertThat(refusal.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(refusal.retryable()).isFalse();
        assertThat(refusal).hasMessageContaining("see how it stands");
    }

    /** So that what was done so far is older than a repeat may be. */
    private void later() {
        millis.addAndGet(5_000);
    }

    private void breakConnection() {
        proxy.cut();
        proxy.deafen(false);
    }

    private void await(UserId userId, boolean member) {
        Awaitility.await().until(() -> isMember(userId) == member);
    }

    private boolean isMember(UserId userId) {
        return Quiet.done(other.member(ROOM, userId)).isPresent();
    }

    private void create(Map<UserId, RoomRole> founders) {
        Quiet.done(other.createRoom(RoomRecord.builder(ROOM, RoomKind.PRIVATE).build(), founders));
    }

    private ChatBroker node(String url) {
        RedisConfig config =
                RedisConfig.builder().url(url).timeout(Duration.ofSeconds(20)).build();
        RedisBroker node = RedisBroker.builder(config).timing(timing).build();
        Quiet.done(node.start(new Quiet()));
        return node;
    }
}
