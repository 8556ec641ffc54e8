package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** The connections over which the nodes hear are killed: what was published meanwhile is read from the log before anything else is heard. */
@Tag("faults")
class PubSubConnectionKilledTest {
    @Test
    void theSubscriptionIsRepairedWithoutAHole() {
        try (RedisProgram redis = RedisProgram.with();
                Jedis admin = new Jedis(URI.create(redis.url()));
                Traffic traffic = new Traffic(
                        RedisBroker.of(RedisConfig.of(redis.url())), RedisBroker.of(RedisConfig.of(redis.url())))) {
            for (int i = 0; i < 5; i++) {
                long killed = admin.clientKill(new ClientKillParams().type(ClientType.PUBSUB));
                assertThat(killed).isPositive();
                traffic.flow(50);
            }
            traffic.end();

            traffic.assertNothingLost();
            assertThat(traffic.followers).allMatch(follower -> follower.gaps() == 0);
        }
    }
}
