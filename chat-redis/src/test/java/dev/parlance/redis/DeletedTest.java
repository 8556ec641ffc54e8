package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What is deleted is not kept in Redis under another name. */
class DeletedTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");

    @Test
    void theTextOfADeletedMessageIsInNoKey() {
        try (RedisProgram redis = RedisProgram.with("--rdbcompression", "no");
                Jedis admin = new Jedis(URI.create(redis.url()))) {
            ChatBroker broker = Quiet.start(RedisConfig.of(redis.url()));
            post(broker, "before");
            Receipt receipt = post(broker, "indiscreet");
            post(broker, "after");
            Message message =
                    Quiet.done(broker.message(ROOM, receipt.position())).orElseThrow();
            Message edited = Quiet.done(broker.change(new MessageChange(message.toBuilder()
                    .edited("indiscreet too", message.timestamp())
                    .build())));

            Message deleted = Quiet.done(
                    broker.change(new MessageChange(edited.toBuilder().deleted().build())));

            StringBuilder all = new StringBuilder();
            for (byte[] key : admin.keys("*".getBytes(StandardCharsets.UTF_8))) {
                all.append(new String(admin.dump(key), StandardCharsets.ISO_8859_1));
            }
            assertThat(all).contains("before").doesNotContain("indiscreet");
            assertThat(Quiet.done(broker.history(ROOM, HistoryQuery.newest(9))).messages())
                    .hasSize(3)
                    .contains(deleted);
            assertThat(post(broker, "last").position().offset()).isEqualTo(6);
            Quiet.done(broker.stop());
        }
    }

    private static Receipt post(ChatBroker broker, String text) {
        return Quiet.done(broker.publish(MessageDraft.builder(ROOM, ADA, text).build(), Retention.DEFAULT));
    }
}
