package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A node with many rooms and members. */
class ManyRoomsTest {
    private static final int ROOMS = 600;
    private static final int MEMBERS = 1_200;

    @Test
    void roomsThatComeMeanwhileDoNotHoldUpThoseThatAreSubscribedAgain() {
        try (RedisProgram redis = RedisProgram.with();
                TcpProxy proxy = new TcpProxy("127.0.0.1", redis.port());
                Jedis admin = new Jedis(URI.create(redis.url()))) {
            ChatBroker broker = Quiet.start(RedisConfig.of(proxy.url()));
            for (int i = 0; i < ROOMS; i++) {
                Quiet.done(broker.subscribe(room("old " + i)));
            }
            AtomicInteger number = new AtomicInteger();

            proxy.delay(50);
            proxy.cutSubscriptions();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        broker.subscribe(room("new " + number.incrementAndGet()));
                        return admin.pubsubChannels("chat:{old *").size() == ROOMS;
                    });

            proxy.delay(0);
            Quiet.done(broker.stop());
        }
    }

    @Test
    void aSubscriptionThatIsUnderWayEndsWithAnErrorWhenTheNodeStops() {
        try (RedisProgram redis = RedisProgram.with();
                TcpProxy proxy = new TcpProxy("127.0.0.1", redis.port())) {
            ChatBroker broker = Quiet.start(RedisConfig.of(proxy.url()));
            proxy.stall(true);
            CompletionStage<Void> stage = broker.subscribe(room("room"));

            CompletionStage<Void> stopped = broker.stop();

            ChatException failure = Quiet.failure(stage);
            assertThat(failure).hasMessageContaining("stopped");
            proxy.stall(false);
            Quiet.done(stopped);
        }
    }

    @Test
    void whoGivesUpASubscriptionSpoilsItForNobodyElse() {
        try (RedisProgram redis = RedisProgram.with();
                TcpProxy proxy = new TcpProxy("127.0.0.1", redis.port())) {
            ChatBroker broker = Quiet.start(RedisConfig.of(proxy.url()));
            proxy.stall(true);
            CompletionStage<Void> one = broker.subscribe(room("room"));
            CompletionStage<Void> other = broker.subscribe(room("room"));

            assertThat(one.toCompletableFuture().cancel(false)).isTrue();
            proxy.stall(false);

            Quiet.done(other);
            Quiet.done(broker.subscribe(room("room")));
            Quiet.done(broker.stop());
        }
    }

    @Test
    void allMembersOfABigRoomLeaveWithTheirNode() {
        try (RedisProgram redis = RedisProgram.with();
                Jedis admin = new Jedis(URI.create(redis.url()))) {
            ChatBroker staying = Quiet.start(RedisConfig.of(redis.url()));
            ChatBroker going = Quiet.start(RedisConfig.of(redis.url()));
            RoomId room = new RoomId("room");
            CompletionStage<Long> last = staying.enter(room, User.of("ada", "Ada"));
            Quiet.done(last);
            for (int i = 0; i < MEMBERS; i++) {
                last = going.enter(room, User.of("user " + i, "User"));
            }
            Quiet.done(last);

            Quiet.done(going.stop());

            assertThat(Quiet.done(staying.members(room)).version()).isEqualTo(1 + 2 * MEMBERS);
            assertThat(Quiet.done(staying.members(room)).members()).hasSize(1);
            assertThat(admin.keys("chat:node:*")).hasSize(1);
            assertThat(admin.exists("chat:nodes:dead")).isFalse();
            Quiet.done(staying.stop());
        }
    }

    private static Topic room(String name) {
        return new Topic.Room(new RoomId(name));
    }
}
