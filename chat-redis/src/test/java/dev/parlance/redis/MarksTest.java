package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.parlance.broker.ReadMarks;
import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.broker.UserProfiles;
import dev.parlance.broker.UserProfiles.KeptProfile;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Mention;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.Position;
import dev.parlance.model.Profile;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What Redis keeps of users, beside what every store does: over broken connections, epochs that are carried on, and thousands who follow a room. */
class MarksTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");
    private static final UserId BO = new UserId("bo");
    private static final UserId CY = new UserId("cy");
    private static final Position THREE = new Position("epoch", 3);

    private final RedisProgram redis = RedisProgram.with();
    private final Jedis admin = new Jedis(URI.create(redis.url()));
    private final TcpProxy proxy = new TcpProxy("127.0.0.1", redis.port());
    private final RedisBroker behindProxy = (RedisBroker) Quiet.start(RedisConfig.builder()
            .url(proxy.url())
            .timeout(Duration.ofSeconds(20))
            .build());
    private final RedisBroker other = (RedisBroker) Quiet.start(RedisConfig.of(redis.url()));

    @AfterEach
    void end() {
        Quiet.done(behindProxy.stop());
        Quiet.done(other.stop());
        proxy.close();
        admin.close();
        redis.close();
    }

    @Test
    void aMarkThatIsSentAgainAndWasKeptSucceedsAsWhatItIs() {
        CompletionStage<KeptMark> mark = unanswered(ReadMark.builder(BO, ROOM, THREE));
        breakConnection();

        assertThat(Quiet.done(other.mark(BO, ROOM))).contains(Quiet.done(mark));
        assertThat(readers(THREE)).containsExactly(BO);
    }

    @Test
    void aMarkThatIsSentAgainUndoesNothingThatAnotherNodeDidSince() {
        CompletionStage<KeptMark> mark = unanswered(ReadMark.builder(BO, ROOM, THREE));
        KeptMark moved =
                put(ReadMark.builder(BO, ROOM, new Position("epoch", 4)).version(1));
        breakConnection();

        assertThat(Quiet.failure(mark).code()).isEqualTo(ErrorCode.EDIT_CONFLICT);
        assertThat(Quiet.done(other.mark(BO, ROOM))).contains(moved);
    }

    @Test
    void aMarkThatIsSentAgainIsNotTakenForTheSameOneOfAnotherNode() {
        proxy.stall(true);
        CompletionStage<KeptMark> mark =
                behindProxy.putMark(ReadMark.builder(BO, ROOM, THREE).build(), 9);
        Awaitility.await().until(() -> proxy.holds("EVALSHA"));
        put(ReadMark.builder(BO, ROOM, THREE));
        proxy.cut();
        proxy.stall(false);

        assertThat(Quiet.failure(mark).code()).isEqualTo(ErrorCode.EDIT_CONFLICT);
    }

    @Test
    void whoFollowsNoMoreByAnotherNodeSinceDoesNotFollowAgain() {
        CompletionStage<KeptMark> mark = unanswered(ReadMark.builder(BO, ROOM, THREE));
        Quiet.done(other.removeMark(BO, ROOM));
        breakConnection();

        assertThat(Quiet.failure(mark)).hasMessageContaining("see how it stands");
        assertThat(Quiet.done(other.mark(BO, ROOM))).isEmpty();
    }

    @Test
    void whoFollowsAgainByAnotherNodeSinceGoesOnFollowing() {
        put(ReadMark.builder(BO, ROOM, THREE));
        proxy.deafen(true);
        CompletionStage<Void> removal = behindProxy.removeMark(BO, ROOM);
        Awaitility.await().until(() -> Quiet.done(other.mark(BO, ROOM)).isEmpty());
        KeptMark again = put(ReadMark.builder(BO, ROOM, THREE));
        breakConnection();

        assertThat(Quiet.failure(removal)).hasMessageContaining("see how it stands");
        assertThat(Quiet.done(other.mark(BO, ROOM))).contains(again);
        assertThat(readers(THREE)).containsExactly(BO);
    }

    @Test
    void aProfileThatIsSentAgainIsNews() {
        CompletionStage<KeptProfile> kept = unansweredProfile();
        breakConnection();

        assertThat(Quiet.done(kept)).isEqualTo(new KeptProfile(profile(), true));
    }

    @Test
    void aProfileThatIsSentAgainTakesNoNewerNameBack() {
        CompletionStage<KeptProfile> kept = unansweredProfile();
        Quiet.done(other.putProfile(BO, "Newer", null));
        breakConnection();

        assertThat(Quiet.failure(kept)).hasMessageContaining("see how it stands");
        assertThat(profile().name()).isEqualTo("Newer");
    }

    @Test
    void whatWasReadInAnEpochThatIsCarriedOnIsRead() {
        Position first = post("one");
        Position second = post("two");
        put(ReadMark.builder(BO, ROOM, first));
        becomeAnotherMaster();
        Position third = post("three");
        assertThat(third.epoch()).isNotEqualTo(second.epoch());
        put(ReadMark.builder(CY, ROOM, third));

        assertThat(readers(first)).containsExactly(BO, CY);
        assertThat(readers(second)).containsExactly(CY);
        put(ReadMark.builder(BO, ROOM, second).version(1));
        assertThat(readers(second)).containsExactly(BO, CY);
        assertThat(readers(third)).containsExactly(CY);
    }

    @Test
    void whoHasReadIsFoundPageByPageThoughThousandsHaveNot() {
        Position message = post("text");
        String justNow = Long.toString(System.currentTimeMillis());
        Map<String, String> readers = new HashMap<>();
        Map<String, Double> ids = new HashMap<>();
        for (int i = 10_000; i < 13_000; i++) {
            readers.put("u" + i, justNow + " " + message.epoch() + " 0");
            ids.put("u" + i, 0.0);
        }
        admin.hset("chat:readers:{room}", readers);
        admin.zadd("chat:reader-ids:{room}", ids);
        List<UserId> expected = List.of(new UserId("u10000"), new UserId("u12500"), new UserId("u12501"));
        for (UserId each : expected) {
            admin.hset("chat:readers:{room}", each.value(), justNow + " " + message.epoch() + " 1");
        }

        List<UserId> met = new ArrayList<>();
        UserPage page = Quiet.done(other.readers(ROOM, message, 1, null));
        met.addAll(page.users());
        while (page.hasMore() && !page.users().isEmpty()) {
            page = Quiet.done(other.readers(ROOM, message, 1, met.get(met.size() - 1)));
            met.addAll(page.users());
        }

        assertThat(met).isEqualTo(expected);
        assertThat(page.hasMore()).isFalse();
    }

    @Test
    void whatIsKeptOfUsersGoesAfterItsTime() {
        put(ReadMark.builder(BO, ROOM, THREE));
        Mention mention = new Mention(ROOM, MessageId.at(new Position("epoch", 4)), ADA.id());
        Quiet.done(other.mention(BO, mention, true));
        Quiet.done(other.putProfile(BO, "Bo", null));

        long aMinute = Duration.ofMinutes(1).toMillis();
        for (String key : List.of("marks:{bo}", "mentions:{bo}", "readers:{room}", "reader-ids:{room}")) {
            assertThat(admin.pttl("chat:" + key)).as(key).isCloseTo(ReadMarks.TIME_TO_LIVE.toMillis(), offset(aMinute));
        }
        assertThat(admin.pttl("chat:profile:{bo}")).isCloseTo(UserProfiles.TIME_TO_LIVE.toMillis(), offset(aMinute));
    }

    /** Keeps a mark through the proxy, which passes no answer on. */
    private CompletionStage<KeptMark> unanswered(ReadMark.Builder mark) {
        proxy.deafen(true);
        CompletionStage<KeptMark> stage = behindProxy.putMark(mark.build(), 9);
        Awaitility.await().until(() -> Quiet.done(other.mark(BO, ROOM)).isPresent());
        return stage;
    }

    private CompletionStage<KeptProfile> unansweredProfile() {
        proxy.deafen(true);
        CompletionStage<KeptProfile> stage = behindProxy.putProfile(BO, "Bo", null);
        Awaitility.await().until(() -> !Quiet.done(other.profiles(Set.of(BO))).isEmpty());
        return stage;
    }

    private void breakConnection() {
        proxy.cut();
        proxy.deafen(false);
    }

    /** What was a replica for a moment has another replication id from then on, like one that was promoted. */
    private void becomeAnotherMaster() {
        admin.replicaof("127.0.0.1", 1);
        admin.replicaofNoOne();
        proxy.cut();
    }

    private KeptMark put(ReadMark.Builder mark) {
        return Quiet.done(other.putMark(mark.build(), 9));
    }

    private Profile profile() {
        return Objects.requireNonNull(Quiet.done(other.profiles(Set.of(BO))).get(BO));
    }

    private List<UserId> readers(Position message) {
        return Quiet.done(other.readers(ROOM, message, 9, null)).users();
    }

    private Position post(String text) {
        MessageDraft draft = MessageDraft.builder(ROOM, ADA, text).build();
        return Quiet.done(behindProxy.publish(draft, Retention.DEFAULT)).position();
    }
}
