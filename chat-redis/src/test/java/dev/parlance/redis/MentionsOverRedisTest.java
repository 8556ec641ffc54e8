package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ChatEngine;
import dev.parlance.broker.ChatBroker;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Receipt;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Engines over one Redis, and whom messages mention. */
class MentionsOverRedisTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId BO = new UserId("bo");

    private final RedisProgram redis = RedisProgram.with();
    private final ChatBroker store = Quiet.start(RedisConfig.of(redis.url()));

    private ChatEngine engine() {
        ChatEngine engine = ChatEngine.builder()
                .broker(RedisBroker.of(RedisConfig.of(redis.url())))
                .build();
        Quiet.done(engine.start());
        return engine;
    }

    private long mentions() {
        return Quiet.done(store.mark(BO, TEA)).orElseThrow().mentions();
    }

    @Test
    void oneNodeRaisesTheCountAndAnotherOneThatChangesTheMessageLowersIt() {
        ChatEngine one = engine();
        Position before = Quiet.done(one.room(TEA).publish("welcome")).position();
        Quiet.done(store.putMark(ReadMark.builder(BO, TEA, before).number(1).build(), 1));
        Receipt said = Quiet.done(one.room(TEA)
                .publish(MessageDraft.builder(TEA, User.of("ada", "Ada"), "tea?")
                        .mentions(List.of(BO, new UserId("cy")))
                        .build()));
        Quiet.done(one.stop()); // what it owes is done then
        assertThat(mentions()).isEqualTo(1);

        ChatEngine other = engine();
        Message message = Quiet.done(other.room(TEA).message(said.messageId())).orElseThrow();
        Quiet.done(other.room(TEA).change(message.toBuilder().deleted().build()));
        Quiet.done(other.stop());

        assertThat(mentions()).isZero();
        Quiet.done(store.stop());
        redis.close();
    }
}
