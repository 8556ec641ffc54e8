package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** A Redis that is there and refuses: it is full, or a right was withdrawn. What it refused is made good, and nobody goes deaf. */
class RefusedTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final Topic TOPIC = new Topic.Room(ROOM);
    private static final User ADA = User.of("ada", "Ada");
    private static final User BO = User.of("bo", "Bo");

    private final RedisProgram redis = RedisProgram.with();
    private final Jedis admin = new Jedis(URI.create(redis.url()));
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final RedisBroker broker = RedisBroker.of(RedisConfig.builder()
            .url(redis.url())
            .timeout(Duration.ofMillis(800))
            .build());

    RefusedTest() {
        Quiet.done(broker.start(new BrokerListener() {
            @Override
            public void onEvent(RoomEvent event) {
                heard.add(
                        event instanceof RoomEvent.Posted posted
                                ? posted.message().text()
                                : "presence");
            }

            @Override
            public void onSignal(Topic topic, Signal signal) {}

            @Override
            public void onGap(RoomId roomId) {
                heard.add("gap");
            }
        }));
    }

    @AfterEach
    void end() {
        Quiet.done(broker.stop());
        admin.close();
        redis.close();
    }

    @Test
    void aFullStoreRefusesPostsInNewRoomsTooAndLetsMembersLeave() {
        Quiet.done(broker.enter(ROOM, ADA));
        fill();

        ChatException failure = Quiet.failure(publish("text"));
        Quiet.done(broker.leave(ROOM, ADA.id()));

        assertThat(failure.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(failure.retryable()).isTrue();
        assertThat(Quiet.done(broker.members(ROOM)).members()).isEmpty();
    }

    @Test
    void whatAReplicaRefusedWasCertainlyNotStored() {
        admin.replicaof("127.0.0.1", 1);

        assertThat(Quiet.failure(publish("text")).retryable()).isTrue();

        admin.replicaofNoOne();
    }

    @Test
    void aNodeThatStopsOverAFullStoreLeavesNobodyBehind() {
        RedisBroker other = (RedisBroker) Quiet.start(RedisConfig.of(redis.url()));
        Quiet.done(other.enter(ROOM, BO));
        fill();

        Quiet.done(other.stop());

        assertThat(Quiet.done(broker.members(ROOM)).members()).isEmpty();
    }

    @Test
    void aRefusedSweepIsNotTriedAgainAndAgainWithoutAPause() {
        RedisBroker other = (RedisBroker) Quiet.start(RedisConfig.of(redis.url()));
        Quiet.done(other.enter(ROOM, BO));
        admin.aclSetUser("default", "-hdel");

        Quiet.done(other.stop());

        assertThat(commands()).isLessThan(1_000);
    }

    @Test
    void aLeaveThatIsRefusedTwiceIsMadeGoodAllTheSame() {
        Quiet.done(broker.enter(ROOM, ADA));
        admin.aclSetUser("default", "-hdel");
        Quiet.failure(broker.leave(ROOM, ADA.id()));
        Quiet.done(broker.upkeep());
        Quiet.done(broker.members(ROOM)); // behind the second attempt
        admin.aclSetUser("default", "+hdel");

        Quiet.done(broker.upkeep());

        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(Quiet.done(broker.members(ROOM)).members()).isEmpty());
    }

    @Test
    void aHoleThatCannotBeReadIsToldAndTheRoomGoesOn() {
        Quiet.done(broker.subscribe(TOPIC));
        Quiet.done(publish("before"));
        admin.aclSetUser("default", "-evalsha");
        admin.clientKill(new ClientKillParams().type(ClientType.PUBSUB));
        Awaitility.await().until(() -> heard.contains("gap"));
        admin.aclSetUser("default", "+evalsha");

        Quiet.done(publish("perhaps behind the gap"));
        Awaitility.await().until(() -> {
            Quiet.done(publish("after"));
            return heard.contains("after");
        });

        assertThat(heard.subList(heard.lastIndexOf("gap") + 1, heard.size())).containsOnly("after");
    }

    @Test
    void aSubscriptionThatFailedIsTakenBack() {
        admin.aclSetUser("default", "-evalsha");

        Quiet.failure(broker.subscribe(TOPIC));

        Awaitility.await()
                .untilAsserted(() -> assertThat(admin.pubsubChannels()).doesNotContain("chat:{room}"));
        admin.aclSetUser("default", "+evalsha");
        Quiet.done(broker.subscribe(TOPIC));
    }

    @Test
    void whatIsTooLargeToKeepIsABadRequest() {
        assertThat(Quiet.failure(broker.put("", "value", Duration.ofMinutes(1))).code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(Quiet.failure(broker.put("key", "x".repeat(RedisBroker.MAX_VALUE_LENGTH + 1), Duration.ofMinutes(1)))
                        .code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    private void fill() {
        admin.configSet("maxmemory", "1");
    }

    private long commands() {
        return admin.info("stats")
                .lines()
                .filter(line -> line.startsWith("total_commands_processed:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private CompletionStage<Receipt> publish(String text) {
        return broker.publish(MessageDraft.builder(ROOM, ADA, text).build(), Retention.DEFAULT);
    }
}
