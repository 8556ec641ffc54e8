package dev.parlance.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.redis.RedisProgram;
import java.net.URI;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** The connections over which the nodes hear are killed while everybody talks: people do not even notice. */
class PubSubConnectionsKilledIT {
    @Test
    void everyoneHearsEverythingWithoutAGap() throws Exception {
        try (RedisProgram redis = RedisProgram.with();
                Jedis admin = new Jedis(URI.create(redis.url()));
                TwoNodes nodes = TwoNodes.over(redis.url());
                Talk talk = Talk.at(nodes.one, nodes.two)) {
            for (int i = 0; i < 5; i++) {
                talk.during(
                        () -> assertThat(admin.clientKill(new ClientKillParams().type(ClientType.PUBSUB)))
                                .isPositive(),
                        50);
            }
            talk.end();

            talk.assertNothingLost();
            talk.assertNobodyLeft();
            assertThat(talk.people).allMatch(person -> person.connections() == 1);
            assertThat(talk.people).allMatch(person -> person.gaps() == 0);
        }
    }
}
