package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.model.RoomEvent;
import dev.parlance.model.User;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Redis that writes everything down before it answers is killed and comes back: nothing acknowledged is lost. */
@Tag("faults")
class RedisKilledWithAppendfsyncAlwaysTest {
    @Test
    void whoStayedMissesNothingAndWhoComesBackResumes() {
        try (RedisProgram redis = RedisProgram.with("--appendonly", "yes", "--appendfsync", "always");
                Traffic traffic = new Traffic(
                        RedisBroker.of(RedisConfig.of(redis.url())), RedisBroker.of(RedisConfig.of(redis.url())))) {
            User ada = User.of("ada", "Ada");
            traffic.nodes.get(0).enter(traffic.room, ada).toCompletableFuture().join();
            String epoch = traffic.followers.get(0).epoch();

            for (int i = 0; i < 3; i++) {
                redis.kill();
                redis.start();
                traffic.flow(100);
            }
            traffic.end();

            traffic.assertNothingLost();
            assertThat(traffic.followers.get(0).epoch()).as("the epoch").isNotEqualTo(epoch);
            assertThat(traffic.followers.get(0).gaps()).as("gaps told").isPositive();
            assertThat(traffic.followers.get(1).presence).containsExactly(new RoomEvent.Joined(traffic.room, ada, 1));
        }
    }
}
