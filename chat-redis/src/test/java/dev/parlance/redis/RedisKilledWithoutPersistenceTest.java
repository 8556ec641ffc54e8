package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.User;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Redis that writes nothing down is killed and comes back empty: everything is lost, and everyone is told. */
@Tag("faults")
class RedisKilledWithoutPersistenceTest {
    private static final User ADA = User.of("ada", "Ada");
    private static final User BO = User.of("bo", "Bo");

    @Test
    void aNewEpochBeginsAndEveryoneIsTold() {
        try (RedisProgram redis = RedisProgram.with();
                Traffic traffic = new Traffic(
                        RedisBroker.of(RedisConfig.of(redis.url())), RedisBroker.of(RedisConfig.of(redis.url())))) {
            String epoch = traffic.followers.get(0).epoch();

            redis.kill();
            redis.start();
            traffic.flow(100);
            traffic.end();

            traffic.assertNothingLostSilently();
            assertThat(traffic.followers.get(0).epoch()).isNotEqualTo(epoch);
        }
    }

    @Test
    void theMembersAreEnteredAnew() {
        try (RedisProgram redis = RedisProgram.with();
                Traffic traffic = new Traffic(
                        RedisBroker.of(RedisConfig.of(redis.url())), RedisBroker.of(RedisConfig.of(redis.url())))) {
            ChatBroker a = traffic.nodes.get(0);
            ChatBroker b = traffic.nodes.get(1);
            a.enter(traffic.room, ADA).toCompletableFuture().join();
            b.enter(traffic.room, BO).toCompletableFuture().join();

            redis.kill();
            redis.start();

            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(a.members(traffic.room)
                                    .toCompletableFuture()
                                    .join()
                                    .members())
                            .containsExactlyInAnyOrder(ADA, BO));
            traffic.end();
        }
    }
}
