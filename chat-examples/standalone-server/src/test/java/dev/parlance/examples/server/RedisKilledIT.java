package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.redis.RedisProgram;
import org.junit.jupiter.api.Test;

/** Redis is killed while everybody talks, and comes back. */
class RedisKilledIT {
    @Test
    void withAppendfsyncAlwaysNothingAcknowledgedIsLost() throws Exception {
        try (RedisProgram redis = RedisProgram.with("--appendonly", "yes", "--appendfsync", "always");
                TwoNodes nodes = TwoNodes.over(redis.url());
                Talk talk = Talk.at(nodes.one, nodes.two)) {
            String epoch = talk.people.get(0).view.epoch();

            for (int i = 0; i < 3; i++) {
                talk.during(() -> restart(redis), 50);
            }
            talk.end();

            talk.assertNothingLost();
            talk.assertNobodyLeft();
            assertThat(talk.people).allMatch(person -> person.connections() == 1);
            assertThat(talk.people).allMatch(person -> person.gaps() > 0);
            assertThat(talk.people.get(0).view.epoch()).isNotEqualTo(epoch);
        }
    }

    @Test
    void withoutPersistenceANewEpochBeginsAndEveryoneIsTold() throws Exception {
        try (RedisProgram redis = RedisProgram.with();
                TwoNodes nodes = TwoNodes.over(redis.url());
                Talk talk = Talk.at(nodes.one, nodes.two)) {
            String epoch = talk.people.get(0).view.epoch();

            talk.during(() -> restart(redis), 50);
            talk.end();

            talk.assertNothingLostSilently();
            assertThat(talk.people).allMatch(person -> person.connections() == 1);
            assertThat(talk.people).allMatch(person -> person.gaps() > 0);
            assertThat(talk.people.get(0).view.epoch()).isNotEqualTo(epoch);
        }
    }

    private static void restart(RedisProgram redis) {
        redis.kill();
        redis.start();
    }
}
