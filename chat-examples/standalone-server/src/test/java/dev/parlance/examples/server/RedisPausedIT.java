package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.redis.RedisProgram;
import java.net.URI;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Redis answers nobody for five seconds: people are told in time, and what they repeat is there once. */
class RedisPausedIT {
    @Test
    void everyoneIsToldToRepeatAndNothingIsLostOrDoubled() throws Exception {
        try (RedisProgram redis = RedisProgram.with();
                Jedis admin = new Jedis(URI.create(redis.url()));
                TwoNodes nodes = TwoNodes.over(redis.url());
                Talk talk = Talk.at(nodes.one, nodes.two)) {
            talk.during(() -> admin.clientPause(5_000), 50);
            talk.end();

            talk.assertNothingLost();
            talk.assertNobodyLeft();
            assertThat(talk.people).allMatch(person -> person.connections() == 1);
            assertThat(talk.people)
                    .allSatisfy(person -> assertThat(person.refusals)
                            .isNotEmpty()
                            .allMatch(refused -> refused.code.equals("BROKER_UNAVAILABLE") && refused.retryable));
        }
    }
}
