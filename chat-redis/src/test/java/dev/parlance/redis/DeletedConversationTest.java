package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.MessageChange;
import dev.parlance.model.Mention;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.ThreadSummary;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What others added to messages, and what is kept of users, is deleted key by key under a node at work, which goes on: what docs/REDIS.md says of each. */
class DeletedConversationTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");
    private static final UserId BO = new UserId("bo");
    private static final UserId CY = new UserId("cy");
    private static final String LIKE = "+1";

    private static RedisProgram redis;
    private static Jedis admin;

    private RedisBroker broker;
    private Receipt root;

    @BeforeAll
    static void startRedis() {
        redis = RedisProgram.with();
        admin = new Jedis(URI.create(redis.url()));
    }

    @AfterAll
    static void stopRedis() {
        admin.close();
        redis.close();
    }

    @BeforeEach
    void start() {
        admin.flushAll();
        broker = (RedisBroker) Quiet.start(RedisConfig.of(redis.url()));
        root = post(MessageDraft.builder(ROOM, ADA, "root").mentionsRoom(true));
    }

    @AfterEach
    void stop() {
        Quiet.done(broker.stop());
    }

    @Test
    void withoutAnnotationsReactionsAreCountedFromThereOn() {
        react(BO, true);
        tell();
        delete("annotations:{room}");

        assertThat(message().reactionCounts()).isEqualTo(Map.of(LIKE, 1));
        assertThat(react(BO, false)).isTrue();
        react(CY, true);

        assertThat(tell().reactionCounts()).isEqualTo(Map.of(LIKE, 1));
        assertThat(message().reactions()).isEqualTo(Map.of(LIKE, List.of(CY)));
    }

    @Test
    void withoutReactorsNobodyIsKnownToHaveReacted() {
        react(BO, true);
        delete("reactors:{room}");

        assertThat(react(BO, false)).isFalse();
        assertThat(Quiet.done(broker.reactors(ROOM, root.position(), LIKE, 9, null))
                        .users())
                .isEmpty();
        assertThat(tell().reactionCounts()).isEqualTo(Map.of(LIKE, 1));
    }

    @Test
    void withoutRepliesAThreadHasThoseThatCome() {
        reply();
        delete("replies:{room}");
        Receipt later = reply();

        assertThat(Quiet.done(broker.replies(ROOM, root.position(), 9, 0)).messages())
                .extracting(Message::id)
                .containsExactly(later.messageId());
        assertThat(tell().thread()).contains(new ThreadSummary(2, later.messageId(), later.timestamp()));
    }

    @Test
    void withoutTheListOfWhatIsUntoldItIsToldWithTheNext() {
        react(BO, true);
        delete("untold");
        Quiet.done(broker.upkeep());
        react(CY, true);

        assertThat(admin.zcard("chat:untold")).isEqualTo(1);
        assertThat(tell().reactionCounts()).isEqualTo(Map.of(LIKE, 2));
        assertThat(admin.exists("chat:untold")).isFalse();
    }

    @Test
    void withoutTheDeletedAndTheMentionsMoreCountsAsUnreadAndNothingElse() {
        Position before = new Position(root.position().epoch(), 0);
        change(reply(), Message.Builder::deleted);
        assertThat(head(before).since()).isEqualTo(new RoomHead.Since(true, 0, 1, 1));

        delete("deleted:{room}");
        delete("room-mentions:{room}");

        assertThat(head(before).since()).isEqualTo(new RoomHead.Since(true, 0, 0, 0));
        assertThat(head(before).deletions()).isEqualTo(1);
    }

    @Test
    void whatWasPinnedIsPinnedAgain() {
        change(root, each -> each.pinnedAt(root.timestamp()));
        delete("pins:{room}");
        assertThat(Quiet.done(broker.pins(ROOM)).messages()).isEmpty();

        change(root, each -> each.pinnedAt(root.timestamp().plusMillis(1)));

        assertThat(Quiet.done(broker.pins(ROOM)).messages()).containsExactly(message());
    }

    @Test
    void whoseMarksAreGoneFollowsAnewAndIsAmongTheReadersAgain() {
        mark(1);
        assertThat(mention()).isTrue();
        delete("marks:{bo}");

        assertThat(Quiet.done(broker.marks(BO))).isEmpty();
        assertThat(mention()).isFalse();
        assertThat(mark(0)).as("mentions that are left").isZero();
        assertThat(readers()).isEmpty();
    }

    @Test
    void mentionsThatAreGoneAreNotCounted() {
        mark(0);
        mention();
        delete("mentions:{bo}");

        assertThat(Quiet.done(broker.mark(BO, ROOM)).orElseThrow().mentions()).isZero();
    }

    @Test
    void whoMarksNextIsAmongTheReadersAgain() {
        for (String key : List.of("readers:{room}", "reader-ids:{room}")) {
            mark(1);
            assertThat(readers()).containsExactly(BO);
            delete(key);
            assertThat(readers()).isEmpty();

            mark(2);
            assertThat(readers()).containsExactly(BO);
        }
    }

    @Test
    void aProfileThatIsGoneIsNewsAgain() {
        Quiet.done(broker.putProfile(BO, "Bo", null));
        delete("profile:{bo}");

        assertThat(Quiet.done(broker.profiles(Set.of(BO)))).isEmpty();
        assertThat(Quiet.done(broker.putProfile(BO, "Bo", null)).isNews()).isTrue();
    }

    private static void delete(String key) {
        assertThat(admin.del("chat:" + key)).as(key).isEqualTo(1);
    }

    private boolean react(UserId user, boolean on) {
        return Quiet.done(broker.react(ROOM, root.position(), new Reaction(LIKE, user, on)));
    }

    private Message tell() {
        return Quiet.done(broker.tell(ROOM, root.position())).orElseThrow();
    }

    private Message message() {
        return Quiet.done(broker.message(ROOM, root.position())).orElseThrow();
    }

    private RoomHead head(Position since) {
        return Quiet.done(broker.head(ROOM, since));
    }

    private void change(Receipt post, UnaryOperator<Message.Builder> how) {
        Message now = Quiet.done(broker.message(ROOM, post.position())).orElseThrow();
        Quiet.done(broker.change(new MessageChange(how.apply(now.toBuilder()).build())));
    }

    private Receipt reply() {
        return post(MessageDraft.builder(ROOM, ADA, "reply").replyTo(root.messageId()));
    }

    private Receipt post(MessageDraft.Builder draft) {
        return Quiet.done(broker.publish(draft.build(), Retention.DEFAULT));
    }

    /** Marks what is read, whatever was before; returns how many mentions are behind it. */
    private long mark(long offset) {
        long version = Quiet.done(broker.mark(BO, ROOM))
                .map(kept -> kept.mark().version())
                .orElse(0L);
        ReadMark mark = ReadMark.builder(BO, ROOM, new Position(root.position().epoch(), offset))
                .version(version)
                .build();
        return Quiet.done(broker.putMark(mark, 9)).mentions();
    }

    private boolean mention() {
        return Quiet.done(broker.mention(BO, new Mention(ROOM, root.messageId(), ADA.id()), true));
    }

    private List<UserId> readers() {
        return Quiet.done(broker.readers(ROOM, root.position(), 9, null)).users();
    }
}
