package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What is in Redis when everyone has gone. */
class LeftBehindTest {
    private static final RoomId ROOM = new RoomId("a }room{");
    private static final User ADA = User.of("ada", "Ada");

    @Test
    void historyAsideAllIsGoneOrGoesByItself() {
        try (RedisProgram redis = RedisProgram.with();
                Jedis admin = new Jedis(URI.create(redis.url()))) {
            ChatBroker broker = Quiet.start(RedisConfig.of(redis.url()));
            Quiet.done(broker.subscribe(new Topic.Room(ROOM)));
            Quiet.done(broker.enter(ROOM, ADA));
            MessageDraft draft = MessageDraft.builder(ROOM, ADA, "text")
                    .clientMessageId("id")
                    .build();
            Quiet.done(broker.publish(draft, Retention.DEFAULT));
            Quiet.done(broker.put("key", "value", Duration.ofMinutes(1)));
            Quiet.done(broker.stop());

            Set<String> left = admin.keys("*");
            assertThat(left)
                    .containsExactlyInAnyOrder(
                            "chat:meta:{a %7Droom{}",
                            "chat:history:{a %7Droom{}",
                            "chat:ids:{a %7Droom{}",
                            "chat:members:{a %7Droom{}",
                            "chat:epoch",
                            "chat:format",
                            "chat:state:key");
            assertThat(admin.ttl("chat:members:{a %7Droom{}")).isBetween(1L, 600L);
            assertThat(admin.ttl("chat:ids:{a %7Droom{}")).isBetween(1L, 240L);
            assertThat(left).allSatisfy(key -> assertThat(admin.ttl(key)).isPositive());
            assertThat(admin.pubsubChannels()).isEmpty();
        }
    }
}
