package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.MessageChange;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.redis.link.Script;
import dev.parlance.redis.link.ScriptTexts;
import dev.parlance.redis.log.LogScripts;
import dev.parlance.redis.presence.PresenceScripts;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Of what was sent in one go the store refuses the first and does the second, for it has lost all scripts but one. */
class OvertakenTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");

    private final RedisProgram redis = RedisProgram.with();
    private final TcpProxy proxy = new TcpProxy("127.0.0.1", redis.port());
    private final Jedis admin = new Jedis(URI.create(redis.url()));
    private final ChatBroker broker = Quiet.start(RedisConfig.of(proxy.url()));

    @AfterEach
    void end() {
        Quiet.done(broker.stop());
        admin.close();
        proxy.close();
        redis.close();
    }

    @Test
    void anEntryIsNotMadeBehindTheLeaveThatFollowedIt() {
        gather();
        CompletionStage<Long> entry = broker.enter(ROOM, ADA);
        CompletionStage<Long> leave = broker.leave(ROOM, ADA.id());
        sendWhereOnly(PresenceScripts.ALL, "leave.lua");

        ChatException refusal = Quiet.failure(entry);
        Quiet.done(leave);
        assertThat(refusal.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(refusal.retryable()).isTrue();
        assertThat(Quiet.done(broker.members(ROOM)).members()).isEmpty();
    }

    @Test
    void aPostIsNotStoredBehindAChangeThatFollowedIt() {
        var before = Quiet.done(broker.publish(draft(), Retention.DEFAULT));
        var message = Quiet.done(broker.message(ROOM, before.position())).orElseThrow();
        var edited = message.toBuilder().edited("edited", Instant.EPOCH).build();
        gather();
        var post = broker.publish(draft(), Retention.DEFAULT);
        var change = broker.change(new MessageChange(edited));
        sendWhereOnly(LogScripts.ALL, "change.lua");

        assertThat(Quiet.failure(post).retryable()).isTrue();
        Quiet.done(change);
    }

    @Test
    void anEntryIsMadeBehindALeaveFromAnotherRoom() {
        RoomId other = new RoomId("other");
        gather();
        CompletionStage<Long> entry = broker.enter(ROOM, ADA);
        CompletionStage<Long> leave = broker.leave(other, ADA.id());
        sendWhereOnly(PresenceScripts.ALL, "leave.lua");

        Quiet.done(leave);
        Quiet.done(entry);
        assertThat(Quiet.done(broker.members(ROOM)).members()).containsExactly(ADA);
    }

    @Test
    void aPageIsReadBehindAPostThatFollowedIt() {
        gather();
        var page = broker.history(ROOM, HistoryQuery.newest(10));
        var post = broker.publish(draft(), Retention.DEFAULT);
        sendWhereOnly(LogScripts.ALL, "post.lua");

        Quiet.done(post);
        assertThat(Quiet.done(page).messages()).hasSize(1);
    }

    /** What is asked from here on goes in one go: that which came before it has no answer. */
    private void gather() {
        proxy.stall(true);
        CompletionStage<?> unused = broker.members(new RoomId("before"));
        Awaitility.await().until(() -> proxy.holds("HGETALL"));
    }

    private void sendWhereOnly(List<Script> scripts, String known) {
        admin.scriptFlush();
        admin.scriptLoad(ScriptTexts.of(scripts, known));
        proxy.stall(false);
    }

    private static MessageDraft draft() {
        return MessageDraft.builder(ROOM, ADA, "text").build();
    }
}
