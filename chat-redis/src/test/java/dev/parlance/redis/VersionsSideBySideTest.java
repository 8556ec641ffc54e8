package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.broker.form.Format;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.redis.form.Forms;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A service is upgraded node by node: versions whose formats are neighbours work together, others are refused by name. */
@Tag("faults")
class VersionsSideBySideTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");
    private static final User RENAMED = User.of("ada", "Countess");
    private static final User BO = User.of("bo", "Bo");
    private static final byte USER = 41;
    private static final String MARK = "chat:format";

    private final RedisProgram redis = RedisProgram.with();
    private final Jedis admin = new Jedis(URI.create(redis.url()));
    private final List<RedisBroker> alive = new ArrayList<>();

    @AfterEach
    void end() {
        alive.forEach(node -> Quiet.done(node.stop()));
        admin.close();
        redis.close();
    }

    @Test
    void aNodeOfThisVersionAndOneOfTheNextTalkInARoom() {
        Ears old = new Ears();
        Ears young = new Ears();
        RedisBroker now = start(Forms.WRITTEN, old);
        RedisBroker next = start(later(1), young);
        for (RedisBroker each : alive) {
            Quiet.done(each.subscribe(new Topic.Room(ROOM)));
        }
        Quiet.done(now.enter(ROOM, ADA));
        Quiet.done(next.enter(ROOM, BO));

        Message first = posted(now, ADA, "from this version");
        Message second = posted(next, BO, "from the next one");
        edited(next, first, "edited by the next one");
        Message fourth = edited(now, second, "edited by this one");
        for (RedisBroker each : alive) {
            Quiet.done(each.react(ROOM, first.position(), new Reaction("+1", new UserId("u" + each.hashCode()), true)));
        }
        Message fifth = Quiet.done(now.tell(ROOM, first.position())).orElseThrow();
        Quiet.done(next.signal(new Topic.Room(ROOM), Signal.from(BO, "typing", Map.of())));
        Quiet.done(now.signal(new Topic.Room(ROOM), Signal.from(ADA, "typing", Map.of())));

        for (RedisBroker each : alive) {
            assertThat(Quiet.done(each.history(ROOM, HistoryQuery.newest(9))).messages())
                    .containsExactly(fifth, fourth);
            assertThat(Quiet.done(each.resume(
                                    ROOM, new Position(first.position().epoch(), 1)))
                            .complete())
                    .isTrue();
            assertThat(Quiet.done(each.members(ROOM)).members()).containsExactly(ADA, BO);
        }
        Awaitility.await().untilAsserted(() -> {
            assertThat(old.heard).isEqualTo(young.heard).hasSize(9);
            assertThat(old.gaps.get() + young.gaps.get()).isZero();
        });
    }

    @Test
    void whatANodeOfFormatOneHasWrittenIsReactedToAndTold() {
        RedisBroker node = start(Forms.WRITTEN, new Quiet());
        Message first = posted(node, ADA, "first");
        Message second = posted(node, ADA, "second");
        edited(node, second, "edited");
        ofFormatOne();

        for (Message each : List.of(first, second)) {
            Message old = Quiet.done(node.message(ROOM, each.position())).orElseThrow();
            Quiet.done(node.react(ROOM, each.position(), new Reaction("+1", BO.id(), true)));
            Message told = Quiet.done(node.tell(ROOM, each.position())).orElseThrow();

            assertThat(told)
                    .isEqualTo(old.toBuilder()
                            .changeOffset(told.changeOffset())
                            .contentOffset(old.changeOffset())
                            .reactions(Map.of("+1", List.of(BO.id())))
                            .build())
                    .isEqualTo(Quiet.done(node.message(ROOM, each.position())).orElseThrow());
        }
    }

    @Test
    void whatANodeOfFormatOneHasPostedCountsAndIsAnsweredAndPinned() {
        RedisBroker node = start(Forms.WRITTEN, new Quiet());
        Message first = posted(node, ADA, "first");
        Message second = posted(node, ADA, "second");
        ofFormatOne();

        MessageDraft answer =
                MessageDraft.builder(ROOM, BO, "third").replyTo(first.id()).build();
        Receipt third = Quiet.done(node.publish(answer, Retention.DEFAULT));
        Message told = Quiet.done(node.tell(ROOM, first.position())).orElseThrow();
        Message old = Quiet.done(node.message(ROOM, second.position())).orElseThrow();
        Message pinned = Quiet.done(node.change(
                new MessageChange(old.toBuilder().pinnedAt(third.timestamp()).build())));

        assertThat(third.number()).isEqualTo(3);
        assertThat(told.thread()).contains(new ThreadSummary(1, third.messageId(), third.timestamp()));
        assertThat(Quiet.done(node.pins(ROOM)).messages()).containsExactly(pinned);
        RoomHead head = Quiet.done(node.head(ROOM, third.position()));
        assertThat(head.posts()).isEqualTo(head.since().number()).isEqualTo(3);
        assertThat(Quiet.done(node.head(ROOM, second.position())).since().number())
                .as("the number of one that has none, never above the next one's")
                .isBetween(1L, 2L);
    }

    /** Writes what lies in the log as format 1 had it: a ticket alone, and a body that ends sooner. */
    private void ofFormatOne() {
        admin.eval("""
                local entries = redis.call('XRANGE', KEYS[1], '-', '+')
                redis.call('DEL', KEYS[1])
                for _, each in ipairs(entries) do
                  local words, body = string.match(each[2][2], '^(%S+ %d+ %d+ [^/ ]+)%S* (.*)$')
                  redis.call('XADD', KEYS[1], each[1], 'm', words .. ' \\1' .. string.sub(body, 2, -1 - ARGV[1]))
                end
                local changes = redis.call('HGETALL', KEYS[2])
                for i = 1, #changes, 2 do
                  local words, deleted, body = string.match(changes[i + 1], '^(%S+ %d+ %d+ [^/ ]+)%S* (%d) (.*)$')
                  redis.call('HSET', KEYS[2], changes[i],
                    words .. ' ' .. deleted .. ' \\1' .. string.sub(body, 2, -1 - ARGV[1]))
                end
                """, 2, "chat:history:{room}", "chat:changes:{room}", Integer.toString(Forms.silent().length));
    }

    @Test
    void whoEntersByNodesOfBothVersionsJoinsOnceAndIsRenamedByANewNameAlone() {
        Ears ears = new Ears();
        RedisBroker now = start(Forms.WRITTEN, ears);
        RedisBroker next = start(later(1), new Quiet());
        Quiet.done(now.subscribe(new Topic.Room(ROOM)));

        long first = Quiet.done(now.enter(ROOM, ADA));
        for (RedisBroker each : List.of(next, now, next)) {
            assertThat(Quiet.done(each.enter(ROOM, ADA))).isEqualTo(first);
        }
        long second = Quiet.done(next.enter(ROOM, RENAMED));
        for (RedisBroker each : List.of(now, next, now)) {
            assertThat(Quiet.done(each.enter(ROOM, RENAMED))).isEqualTo(second);
        }
        Quiet.done(now.enter(ROOM, BO));

        assertThat(Quiet.done(next.members(ROOM)).members()).containsExactly(RENAMED, BO);
        String[] joins = {
            new RoomEvent.Joined(ROOM, ADA, first).toString(),
            new RoomEvent.Joined(ROOM, RENAMED, second).toString(),
            new RoomEvent.Joined(ROOM, BO, second + 1).toString()
        };
        Awaitility.await().untilAsserted(() -> assertThat(ears.heard).containsExactly(joins));
    }

    @Test
    void aVersionThatIsFurtherOnIsRefusedWhileANodeOfThisOneLives() {
        RedisBroker now = start(Forms.WRITTEN, new Quiet());

        ChatException refusal = Quiet.failure(node(later(2)).start(new Quiet()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(refusal.retryable()).isFalse();
        assertThat(refusal)
                .hasMessageMatching("node 3_\\w+ is of format 3, this version of Parlance writes 5, and only"
                        + " neighbouring formats run side by side");
        assertThat(admin.get(MARK)).isEqualTo("3");
        Quiet.done(now.stop());
        alive.clear();
        start(later(2), new Quiet());
        assertThat(admin.get(MARK)).isEqualTo("5");
    }

    @Test
    void aStoreThatThisVersionDoesNotReadIsRefusedByTheNumberOfItsFormat() {
        admin.set(MARK, "5");

        ChatException refusal = Quiet.failure(node(Forms.WRITTEN).start(new Quiet()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE);
        assertThat(refusal).hasMessage("the store is of format 5, this version of Parlance reads 1 to 4");
        assertThat(admin.exists("chat:nodes")).as("a node has left traces").isFalse();
    }

    @Test
    void aStoreThatDoesNotSayItsFormatIsRefused() {
        admin.set(MARK, "blue");

        assertThat(Quiet.failure(node(Forms.WRITTEN).start(new Quiet())))
                .hasMessage("the store does not say of which format it is");
    }

    @Test
    void aNodeAtWorkSaysWhyItCannotGoOnAndGoesOnOnceItCan() {
        RedisBroker node = start(Forms.WRITTEN, new Quiet());
        admin.set(MARK, "5");

        Quiet.done(node.upkeep());

        assertThat(Quiet.failure(node.get("key")))
                .hasMessage("the store is of format 5, this version of Parlance reads 1 to 4");
        admin.set(MARK, "4");
        Quiet.done(node.upkeep());
        assertThat(Quiet.done(node.get("key"))).isEmpty();
    }

    @Test
    void aNodeThatComesBackFromALongPauseDoesNotWorkBesideAVersionThatIsFurtherOn() {
        RedisBroker paused = start(Forms.WRITTEN, new Quiet());
        Quiet.done(paused.enter(ROOM, ADA));
        admin.del("chat:nodes"); // as if its lease had run out
        start(later(2), new Quiet());
        admin.set(MARK, "4"); // so that only the neighbour speaks against it

        Quiet.done(paused.upkeep());

        assertThat(Quiet.failure(paused.members(ROOM))).hasMessageContaining("only neighbouring formats");
    }

    @Test
    void theMarkIsBackAfterOneSweepInterval() {
        RedisBroker node = start(Forms.WRITTEN, new Quiet());
        admin.del(MARK);

        Quiet.done(node.upkeep());

        assertThat(admin.get(MARK)).isEqualTo("3");
    }

    private static final class Ears implements BrokerListener {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final AtomicInteger gaps = new AtomicInteger();

        @Override
        public void onEvent(RoomEvent event) {
            heard.add(event.toString());
        }

        @Override
        public void onSignal(Topic topic, Signal signal) {
            heard.add(signal.name() + " by " + signal.sender());
        }

        @Override
        public void onGap(RoomId roomId) {
            gaps.incrementAndGet();
        }
    }

    /** A version so many formats on, which adds something at the end of each form, and of a user's block. */
    private static Forms later(int by) {
        byte[] more = {4, 'm', 'o', 'r', 'e'};
        return Forms.of(Format.WRITTEN + by, form -> {
            byte[] longer = Arrays.copyOf(form, form.length + more.length);
            System.arraycopy(more, 0, longer, form.length, more.length);
            longer[0] = (byte) (Format.WRITTEN + by);
            if (longer[1] == USER) {
                longer = Arrays.copyOf(longer, longer.length + more.length); // the former is the block's
                System.arraycopy(more, 0, longer, form.length + more.length, more.length);
                longer[2] = (byte) (longer[2] + 2 * more.length);
            }
            return longer;
        });
    }

    private static Message posted(RedisBroker by, User author, String text) {
        Receipt receipt =
                Quiet.done(by.publish(MessageDraft.builder(ROOM, author, text).build(), Retention.DEFAULT));
        return Quiet.done(by.message(ROOM, receipt.position())).orElseThrow();
    }

    private static Message edited(RedisBroker by, Message message, String text) {
        return Quiet.done(by.change(new MessageChange(
                message.toBuilder().edited(text, message.timestamp()).build())));
    }

    private RedisBroker start(Forms forms, BrokerListener listener) {
        RedisBroker node = node(forms);
        Quiet.done(node.start(listener));
        alive.add(node);
        return node;
    }

    private RedisBroker node(Forms forms) {
        return RedisBroker.builder(RedisConfig.of(redis.url())).forms(forms).build();
    }
}
