package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.net.URI;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Everything, or one room, is deleted while nodes are at work and their connections stay: no number is given away twice. */
class ErasedTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");

    @Test
    void anErasedRoomBeginsAnotherEpochAndEveryoneIsTold() {
        try (RedisProgram redis = RedisProgram.with();
                Jedis admin = new Jedis(URI.create(redis.url()))) {
            Follower follower = new Follower(ROOM);
            RedisBroker broker = RedisBroker.of(RedisConfig.of(redis.url()));
            follower.follow(broker);
            post(broker, "1");
            Position old = post(broker, "2");

            admin.flushAll();
            post(broker, "3");
            post(broker, "4");
            Position last = post(broker, "5");

            assertThat(last.epoch()).isNotEqualTo(old.epoch());
            assertThat(last.offset()).isEqualTo(3);
            assertThat(Quiet.done(broker.resume(ROOM, old)).postsComplete()).isFalse();
            Awaitility.await().untilAsserted(() -> assertThat(follower.texts()).containsExactly("3", "4", "5"));
            assertThat(follower.gaps()).isPositive();
            assertThat(follower.faults).isEmpty();
            Quiet.done(broker.stop());
        }
    }

    @Test
    void whoSawARoomEmptyHasMissedNothingByItsFirstPosts() {
        try (RedisProgram redis = RedisProgram.with()) {
            RedisBroker broker = RedisBroker.of(RedisConfig.of(redis.url()));
            Quiet.done(broker.start(new Quiet()));
            Quiet.done(broker.subscribe(new Topic.Room(ROOM)));
            Position empty =
                    Quiet.done(broker.history(ROOM, HistoryQuery.newest(1))).position();
            post(broker, "1");
            post(broker, "2");

            assertThat(Quiet.done(broker.resume(ROOM, empty)).complete()).isTrue();
            assertThat(Quiet.done(broker.resume(ROOM, empty)).messages()).hasSize(2);
            Quiet.done(broker.stop());
        }
    }

    private static Position post(RedisBroker broker, String text) {
        return Quiet.done(broker.publish(MessageDraft.builder(ROOM, ADA, text).build(), Retention.DEFAULT))
                .position();
    }
}
