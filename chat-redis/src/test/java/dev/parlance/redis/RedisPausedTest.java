package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A Redis that answers nobody for five seconds: operations end at their deadline, saying truthfully whether they may be repeated. */
@Tag("faults")
class RedisPausedTest {
    @Test
    void operationsEndAtTheirDeadlineAndNothingIsLostOrDoubled() {
        try (RedisProgram redis = RedisProgram.with();
                Jedis admin = new Jedis(URI.create(redis.url()));
                Traffic traffic = new Traffic(
                        RedisBroker.of(RedisConfig.of(redis.url())), RedisBroker.of(RedisConfig.of(redis.url())))) {
            admin.clientPause(5_000);
            traffic.flow(100);
            traffic.end();

            traffic.assertNothingLost();
            assertThat(traffic.careful).allMatch(talker -> !talker.failures.isEmpty());
        }
    }
}
