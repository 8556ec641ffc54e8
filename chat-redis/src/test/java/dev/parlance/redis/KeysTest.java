package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.model.Mention;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Reaction;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** The table of keys in docs/REDIS.md against a Redis in use. */
class KeysTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| (\\w+) \\|", Pattern.MULTILINE);
    private static final RoomId ROOM = new RoomId("ROOM");
    private static final User ADA = User.of("ada", "Ada");

    @Test
    void theTableListsExactlyTheKeysThatThereAre() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("../docs/REDIS.md")));
        while (rows.find()) {
            documented.put(rows.group(1), rows.group(2));
        }
        assertThat(used()).isEqualTo(documented);
    }

    private static Map<String, String> used() {
        Map<String, String> types = new TreeMap<>();
        try (RedisProgram redis = RedisProgram.with();
                Jedis admin = new Jedis(URI.create(redis.url()))) {
            RedisBroker broker = (RedisBroker) Quiet.start(RedisConfig.of(redis.url()));
            Quiet.done(broker.enter(ROOM, ADA));
            inFrontOfAnArchive(broker);
            for (int i = 0; i <= ChatBroker.IDEMPOTENCY_CAPACITY; i++) {
                post(broker, "id " + i);
            }
            Receipt receipt = post(broker, "last");
            Message message =
                    Quiet.done(broker.message(ROOM, receipt.position())).orElseThrow();
            Quiet.done(broker.change(new MessageChange(
                    message.toBuilder().edited("other", message.timestamp()).build())));
            Receipt reply = Quiet.done(broker.publish(
                    MessageDraft.builder(ROOM, ADA, "reply")
                            .replyTo(receipt.messageId())
                            .mentionsRoom(true)
                            .build(),
                    Retention.DEFAULT));
            Quiet.done(broker.react(ROOM, reply.position(), new Reaction("+1", ADA.id(), true)));
            Message last = Quiet.done(broker.message(ROOM, reply.position())).orElseThrow();
            Quiet.done(broker.change(new MessageChange(
                    last.toBuilder().pinnedAt(last.timestamp()).build())));
            Message other = Quiet.done(broker.message(ROOM, post(broker, "gone").position()))
                    .orElseThrow();
            Quiet.done(
                    broker.change(new MessageChange(other.toBuilder().deleted().build())));
            Quiet.done(broker.putMark(
                    ReadMark.builder(new UserId("USER"), ROOM, receipt.position())
                            .build(),
                    1));
            Quiet.done(broker.mention(new UserId("USER"), new Mention(ROOM, reply.messageId(), ADA.id()), true));
            Quiet.done(broker.putProfile(new UserId("USER"), "name", null));
            Quiet.done(broker.put("KEY", "value", Duration.ofMinutes(1)));
            RoomRecord record = RoomRecord.builder(ROOM, RoomKind.PRIVATE).build();
            Quiet.done(broker.createRoom(record, Map.of(ADA.id(), RoomRole.OWNER)));
            admin.sadd("chat:nodes:dead", "a node that nobody has swept");
            for (String key : admin.keys("*")) {
                types.put(key.replaceFirst("^chat:node:\\w+$", "chat:node:NODE"), admin.type(key));
            }
            Quiet.done(broker.stop());
        }
        return types;
    }

    /** A pinned message is archived and stands behind the history, another one is not archived. */
    private static void inFrontOfAnArchive(RedisBroker broker) {
        Quiet.done(broker.begin(ROOM, null));
        Retention nothing = new Retention(0, Duration.ofDays(1)).inFrontOfAnArchive();
        MessageDraft draft = MessageDraft.builder(ROOM, ADA, "archived").build();
        Receipt receipt = Quiet.done(broker.publish(draft, nothing));
        Message message = Quiet.done(broker.message(ROOM, receipt.position())).orElseThrow();
        Quiet.done(broker.change(new MessageChange(
                message.toBuilder().pinnedAt(message.timestamp()).build())));
        Quiet.done(broker.archived(ROOM, Quiet.done(broker.tail(ROOM, 1)).upTo(), List.of()));
        Quiet.done(broker.publish(draft, nothing));
    }

    private static Receipt post(ChatBroker broker, String id) {
        MessageDraft draft =
                MessageDraft.builder(ROOM, ADA, "text").clientMessageId(id).build();
        return Quiet.done(broker.publish(draft, Retention.DEFAULT));
    }
}
