package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** How a node connects, and what it says if it cannot. */
class StartTest {
    @Test
    void withoutARedisTheStartFailsNamingTheAddress() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        ChatBroker broker = RedisBroker.of(RedisConfig.of("redis://127.0.0.1:" + port));

        ChatException failure = Quiet.failure(broker.start(new Quiet()));

        assertThat(failure.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("127.0.0.1:" + port);
        assertThat(Quiet.failure(broker.get("key")).code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        Quiet.done(broker.stop());
    }

    @Test
    void whoAcceptsAndSaysNothingDoesNotHoldUpTheStart() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ChatBroker broker = RedisBroker.of(RedisConfig.builder()
                    .url("redis://127.0.0.1:" + mute.getLocalPort())
                    .timeout(Duration.ofMillis(200))
                    .build());

            assertThat(Quiet.failure(broker.start(new Quiet())).code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        }
    }

    @Test
    void theUrlNamesPasswordAndDatabase() {
        try (RedisProgram redis = RedisProgram.with();
                Jedis admin = new Jedis("127.0.0.1", redis.port())) {
            admin.configSet("requirepass", "a secret");
            String place = "127.0.0.1:" + redis.port();
            ChatException refused = Quiet.failure(
                    RedisBroker.of(RedisConfig.of("redis://:wrong@" + place)).start(new Quiet()));
            ChatBroker inThree = Quiet.start(RedisConfig.of("redis://:a%20secret@" + place + "/3"));
            ChatBroker inFour = Quiet.start(RedisConfig.of("redis://default:a%20secret@" + place + "/4"));
            Quiet.done(inThree.put("key", "value", Duration.ofMinutes(1)));

            assertThat(refused).hasMessageNotContaining("wrong@");
            assertThat(Quiet.done(inThree.get("key"))).contains("value");
            assertThat(Quiet.done(inFour.get("key"))).isEqualTo(Optional.empty());
            Quiet.done(inThree.stop());
            Quiet.done(inFour.stop());
        }
    }

    @Test
    void theHostMayLendItsClientAndKeepsIt() {
        try (RedisProgram redis = RedisProgram.with();
                RedisClient client = RedisClient.create("127.0.0.1", redis.port())) {
            ChatBroker broker = Quiet.start(RedisConfig.builder().client(client).build());
            Quiet.done(broker.put("key", "value", Duration.ofMinutes(1)));
            assertThat(Quiet.done(broker.get("key"))).contains("value");
            User ada = User.of("ada", "Ada");
            Quiet.done(broker.enter(
                    new RoomId("room"), ada)); // in whichever protocol: a client of the host's speaks RESP3 by default
            assertThat(Quiet.done(broker.members(new RoomId("room"))).members()).containsExactly(ada);
            Quiet.done(broker.stop());

            assertThat(client.ping()).isEqualTo("PONG");
            assertThat(client.getPool().getNumActive()).isZero();
        }
    }
}
