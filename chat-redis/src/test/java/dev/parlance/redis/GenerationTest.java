package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** A store that may be another one than before, or only half of what it was. */
class GenerationTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");

    private final RedisProgram redis = RedisProgram.with();
    private final Jedis admin = new Jedis(URI.create(redis.url()));
    private final ChatBroker broker = Quiet.start(RedisConfig.of(redis.url()));

    @AfterEach
    void end() {
        Quiet.done(broker.stop());
        admin.close();
        redis.close();
    }

    @Test
    void anotherMasterIsAnotherEpochFromTheNextPostOn() {
        Position one = post("1");
        Position two = post("2");
        promote();
        Position three = post("3");

        assertThat(three.epoch()).isNotEqualTo(two.epoch());
        assertThat(three.offset()).isEqualTo(3);
        assertThat(Quiet.done(broker.resume(ROOM, one)).complete()).isTrue();
        assertThat(Quiet.done(broker.resume(ROOM, one)).messages()).hasSize(2);
        assertThat(Quiet.done(broker.resume(ROOM, new Position(one.epoch(), 3))).postsComplete())
                .isFalse();
        assertThat(Quiet.done(broker.history(ROOM, HistoryQuery.after(1, 9).inEpoch(one.epoch())))
                        .messages())
                .hasSize(2);
        assertThat(Quiet.failure(broker.history(ROOM, HistoryQuery.after(3, 9).inEpoch(one.epoch())))
                        .code())
                .isEqualTo(ErrorCode.POSITION_LOST);
    }

    @Test
    void aConnectionThatSpeaksOfAFormerMasterIsRenewedBeforeItPosts() {
        post("1");
        // this node's connections stay as they are: the script itself sees that they speak of another master
        ChatBroker other = null;
        try {
            admin.replicaof("127.0.0.1", 1);
            admin.replicaofNoOne();
            other = Quiet.start(RedisConfig.of(redis.url()));
            Position two =
                    Quiet.done(other.publish(draft("2"), Retention.DEFAULT)).position();

            Position three = post("3");

            assertThat(three).isEqualTo(new Position(two.epoch(), 3));
        } finally {
            if (other != null) {
                Quiet.done(other.stop());
            }
        }
    }

    @Test
    void aReplicaIsNotTakenForTheMasterThatItBecomesLater() {
        Position one = post("1");
        admin.replicaof("127.0.0.1", 1);
        admin.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
        assertThat(Quiet.failure(broker.history(ROOM, HistoryQuery.newest(1))).retryable())
                .isTrue();
        admin.replicaofNoOne();

        Position two = post("2");

        assertThat(two.epoch()).isNotEqualTo(one.epoch());
        assertThat(two.offset()).isEqualTo(2);
    }

    @Test
    void messagesOfAFormerEpochKeepTheirNameAndMayBeChanged() {
        Position one = post("1");
        promote();
        post("2");

        Message message = Quiet.done(broker.message(ROOM, one)).orElseThrow();
        Message changed = Quiet.done(broker.change(new MessageChange(
                message.toBuilder().edited("edited", message.timestamp()).build())));

        assertThat(changed.position()).isEqualTo(one);
        assertThat(changed.changeOffset()).isEqualTo(3);
        assertThat(Quiet.done(broker.message(ROOM, one))).contains(changed);
    }

    @Test
    void aChangeRotatesTheEpochToo() {
        Position one = post("1");
        Message message = Quiet.done(broker.message(ROOM, one)).orElseThrow();
        promote();

        Quiet.done(broker.change(new MessageChange(message.toBuilder().deleted().build())));

        Position now = Quiet.done(broker.history(ROOM, HistoryQuery.newest(1))).position();
        assertThat(now.epoch()).isNotEqualTo(one.epoch());
        assertThat(Quiet.done(broker.resume(ROOM, one)).complete()).isTrue();
    }

    @Test
    void aLogWithoutItsMetaHashIsNotContinued() {
        Position two = lose("chat:meta:{room}");

        Position next = post("3");

        assertThat(next.offset()).isEqualTo(1);
        assertThat(next.epoch()).isNotEqualTo(two.epoch());
        assertThat(Quiet.done(broker.history(ROOM, HistoryQuery.newest(9))).messages())
                .hasSize(1);
    }

    @Test
    void aMetaHashWithoutItsLogIsNotContinued() {
        Position two = lose("chat:history:{room}");

        Position next = post("3");

        assertThat(next.offset()).isEqualTo(1);
        assertThat(next.epoch()).isNotEqualTo(two.epoch());
    }

    @Test
    void scriptsThatRedisForgotAreLoadedAgain() {
        post("1");
        admin.scriptFlush();

        assertThat(post("2").offset()).isEqualTo(2);
    }

    private Position lose(String key) {
        post("1");
        Position two = post("2");
        admin.del(key);
        assertThat(Quiet.done(broker.resume(ROOM, two)).postsComplete()).isFalse();
        assertThat(Quiet.done(broker.history(ROOM, HistoryQuery.newest(9))).messages())
                .isEmpty();
        return two;
    }

    /** As if this had been a replica and became the master: its replication id is another one, and the nodes' connections break. */
    private void promote() {
        admin.replicaof("127.0.0.1", 1);
        admin.replicaofNoOne();
        admin.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
    }

    private Position post(String text) {
        return Quiet.done(broker.publish(draft(text), Retention.DEFAULT)).position();
    }

    private static MessageDraft draft(String text) {
        return MessageDraft.builder(ROOM, ADA, text).build();
    }
}
