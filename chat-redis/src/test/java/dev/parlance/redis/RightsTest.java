package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A user of Redis with the rights that docs/REDIS.md names. */
class RightsTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");

    @Test
    void theDocumentedRightsAreEnough() throws IOException {
        try (RedisProgram redis = RedisProgram.with();
                Jedis admin = new Jedis("127.0.0.1", redis.port())) {
            String document = Files.readString(Path.of("../docs/REDIS.md"));
            int begin = document.indexOf("ACL SETUSER chat ") + "ACL SETUSER chat ".length();
            String[] rights =
                    document.substring(begin, document.indexOf('`', begin)).split(" ");
            admin.aclSetUser("chat", rights);
            assertThat(Arrays.asList(rights)).contains("-@all");

            RedisBroker broker =
                    (RedisBroker) Quiet.start(RedisConfig.of("redis://chat:PASSWORD@127.0.0.1:" + redis.port()));
            Quiet.done(broker.subscribe(new Topic.Room(ROOM)));
            for (int i = 0; i <= RedisBroker.IDEMPOTENCY_CAPACITY; i++) {
                Quiet.done(broker.publish(
                        MessageDraft.builder(ROOM, ADA, "text")
                                .clientMessageId("id " + i)
                                .build(),
                        Retention.DEFAULT));
            }
            Message last = Quiet.done(broker.history(ROOM, HistoryQuery.newest(1)))
                    .messages()
                    .get(0);
            Message deleted = Quiet.done(
                    broker.change(new MessageChange(last.toBuilder().deleted().build())));
            assertThat(Quiet.done(broker.message(ROOM, last.position()))).contains(deleted);
            Quiet.done(broker.enter(ROOM, ADA));
            Quiet.done(broker.put("key", "value", Duration.ofMinutes(1)));
            assertThat(Quiet.done(broker.take("key"))).contains("value");
            RoomRecord record = Quiet.done(
                    broker.createRoom(RoomRecord.builder(ROOM, RoomKind.PRIVATE).build(), Map.of()));
            Quiet.done(broker.updateRoom(record));
            Quiet.done(broker.putMember(ROOM, ADA.id(), RoomRole.GUEST, 10));
            assertThat(Quiet.done(broker.roomMembers(ROOM, 10, null)).members()).hasSize(1);
            Quiet.done(broker.removeMember(ROOM, ADA.id()));
            Quiet.done(broker.deleteRoom(ROOM));
            Quiet.done(broker.upkeep());
            Quiet.done(broker.stop());
            assertThat(admin.hlen("chat:members:{room}")).isEqualTo(2);
        }
    }
}
