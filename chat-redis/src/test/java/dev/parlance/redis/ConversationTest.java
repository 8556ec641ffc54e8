package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.MessageLog;
import dev.parlance.broker.Topic;
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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What people do with what was said, as Redis keeps it: beside the log until it is told. */
class ConversationTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final User ADA = User.of("ada", "Ada");
    private static final UserId BO = new UserId("bo");
    private static final Retention FOUR = new Retention(4, Duration.ofHours(1));

    private static RedisProgram redis;
    private static Jedis admin;

    private final List<RoomEvent> heard = new CopyOnWriteArrayList<>();
    private RedisBroker broker;

    @BeforeAll
    static void startRedis() {
        redis = RedisProgram.with("--rdbcompression", "no"); // or a dump hides what it holds
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
        broker = RedisBroker.of(RedisConfig.of(redis.url()));
        Quiet.done(broker.start(new BrokerListener() {
            @Override
            public void onEvent(RoomEvent event) {
                heard.add(event);
            }

            @Override
            public void onSignal(Topic topic, Signal signal) {}

            @Override
            public void onGap(RoomId roomId) {}
        }));
        Quiet.done(broker.subscribe(new Topic.Room(ROOM)));
    }

    @AfterEach
    void stop() {
        Quiet.done(broker.stop());
    }

    @Test
    void postsAreNumberedAndChangesTakeNoNumber() {
        Receipt first = post("one");
        change(first, each -> each.edited("uno", Instant.EPOCH));
        MessageDraft draft =
                MessageDraft.builder(ROOM, ADA, "two").clientMessageId("2").build();
        Receipt second = Quiet.done(broker.publish(draft, Retention.DEFAULT));
        Receipt again = Quiet.done(broker.publish(draft, Retention.DEFAULT));

        assertThat(first.number()).isEqualTo(1);
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.position().offset()).isEqualTo(3);
        assertThat(again).isEqualTo(second);
        assertThat(Quiet.done(broker.history(ROOM, HistoryQuery.newest(9))).messages())
                .extracting(Message::number)
                .containsExactly(1L, 2L);
        Awaitility.await().untilAsserted(() -> assertThat(heard).hasSize(3));
        assertThat(heard).extracting(event -> messageOf(event).number()).containsExactly(1L, 1L, 2L);
    }

    @Test
    void whatIsSaidOfAMessageComesBack() {
        Receipt root = post("root");
        Receipt reply = Quiet.done(broker.publish(
                MessageDraft.builder(ROOM, ADA, "reply")
                        .replyTo(root.messageId())
                        .mentions(List.of(BO))
                        .mentionsRoom(true)
                        .build(),
                Retention.DEFAULT));

        Message said = message(reply);

        assertThat(said.replyTo()).contains(root.messageId());
        assertThat(said.mentions()).containsExactly(BO);
        assertThat(said.mentionsRoom()).isTrue();
        assertThat(change(reply, each -> each.edited("other", Instant.EPOCH)))
                .isEqualTo(said.toBuilder()
                        .edited("other", Instant.EPOCH)
                        .changeOffset(3)
                        .build())
                .isEqualTo(message(reply));
    }

    @Test
    void aTellingIsOneChangeThatSaysWhatIsKept() {
        Receipt post = post("nice");
        assertThat(react(post, "👍", "bo", true)).isTrue();
        assertThat(react(post, "👍", "bo", true)).isFalse();
        assertThat(message(post).reactionCounts()).isEmpty();

        Message told = Quiet.done(broker.tell(ROOM, post.position())).orElseThrow();

        assertThat(told.reactionCounts()).isEqualTo(Map.of("👍", 1));
        assertThat(told.reactions()).isEqualTo(Map.of("👍", List.of(BO)));
        assertThat(told.timestamp()).isEqualTo(post.timestamp());
        assertThat(told.changeOffset()).isEqualTo(2);
        assertThat(told.contentOffset()).isEqualTo(1);
        assertThat(told.number()).isEqualTo(1);
        assertThat(message(post)).isEqualTo(told);
        assertThat(Quiet.done(broker.tell(ROOM, post.position()))).isEmpty();
        Awaitility.await().untilAsserted(() -> assertThat(heard).hasSize(2));
        assertThat(heard.get(1)).isEqualTo(new RoomEvent.Changed(told, new Reaction("👍", BO, true)));
        assertThat(Quiet.done(broker.resume(ROOM, post.position())).messages()).containsExactly(told);
    }

    @Test
    void countsAreExactAndTenAreListedAndWhoGoesMakesRoom() {
        Receipt post = post("nice");
        IntStream.range(10, 30).forEach(i -> react(post, "👍", "u" + i, true));
        react(post, "🎉", "bo", true);
        Message told = Quiet.done(broker.tell(ROOM, post.position())).orElseThrow();
        assertThat(told.reactionCounts()).isEqualTo(Map.of("👍", 20, "🎉", 1));
        assertThat(told.reactions().get("👍")).hasSize(10).startsWith(new UserId("u10"));

        react(post, "👍", "u10", false);
        react(post, "🎉", "bo", false);
        Message next = Quiet.done(broker.tell(ROOM, post.position())).orElseThrow();

        assertThat(next.reactionCounts()).isEqualTo(Map.of("👍", 19));
        assertThat(next.reactions().get("👍")).hasSize(10).endsWith(new UserId("u20"));
        assertThat(Quiet.done(broker.reactors(ROOM, post.position(), "👍", 18, null))
                        .users())
                .hasSize(18)
                .startsWith(new UserId("u11"));
        assertThat(Quiet.done(broker.reactors(ROOM, post.position(), "👍", 18, new UserId("u28")))
                        .users())
                .containsExactly(new UserId("u29"));
        assertThat(Quiet.done(broker.reactionsOf(ROOM, new UserId("u29"), List.of(post.position()))))
                .isEqualTo(Map.of(post.position(), Set.of("👍")));
        Awaitility.await().untilAsserted(() -> assertThat(heard).hasSize(3));
        assertThat(((RoomEvent.Changed) heard.get(2)).reaction()).isNull();
    }

    @Test
    void anEditAfterATellingIsNoConflictAndKeepsWhatWasTold() {
        Receipt post = post("nice");
        Message seen = message(post);
        react(post, "👍", "bo", true);
        Message told = Quiet.done(broker.tell(ROOM, post.position())).orElseThrow();

        Message edited = Quiet.done(broker.change(new MessageChange(
                seen.toBuilder().edited("nicer", Instant.EPOCH).build())));

        assertThat(edited.reactionCounts()).isEqualTo(told.reactionCounts());
        assertThat(edited.contentOffset()).isEqualTo(3);
        assertThat(message(post)).isEqualTo(edited);
        react(post, "👍", "cy", true);
        Message later = Quiet.done(broker.tell(ROOM, post.position())).orElseThrow();
        assertThat(later.reactionCounts()).isEqualTo(Map.of("👍", 2));
        assertThat(later.text()).isEqualTo("nicer");
        assertThat(later.editedAt()).contains(Instant.EPOCH);
        assertThat(later.contentOffset()).isEqualTo(3);
        assertThat(Quiet.failure(broker.change(new MessageChange(
                                seen.toBuilder().edited("late", Instant.EPOCH).build())))
                        .code())
                .isEqualTo(ErrorCode.EDIT_CONFLICT);
    }

    @Test
    void fiftyKindsAndNoMore() {
        Receipt post = post("nice");
        for (int i = 0; i < Message.MAX_REACTIONS; i++) {
            react(post, "kind " + i, "bo", true);
        }

        assertThat(Quiet.failure(broker.react(ROOM, post.position(), new Reaction("one more", BO, true)))
                        .code())
                .isEqualTo(ErrorCode.TOO_MANY_REACTIONS);
        react(post, "kind 0", "bo", false);
        assertThat(react(post, "one more", "bo", true)).isTrue();
    }

    @Test
    void whatIsDeletedKeepsItsPlaceAndItsThreadAndNothingElse() {
        String words = "an-indiscreet-word";
        String reactor = "whoever-liked-it"; // no name of a node has either by chance
        Receipt root = post(words);
        Receipt reply = reply(root, "reply");
        react(root, "👍", reactor, true);
        change(root, each -> each.pinnedAt(Instant.EPOCH));
        assertThat(dump()).contains(words, reactor);

        Message gone = change(root, Message.Builder::deleted);

        assertThat(gone.thread()).contains(new ThreadSummary(1, reply.messageId(), reply.timestamp()));
        assertThat(gone.number()).isEqualTo(1);
        assertThat(message(root)).isEqualTo(gone);
        assertThat(Quiet.done(broker.tell(ROOM, root.position()))).isEmpty();
        assertThat(Quiet.failure(broker.react(ROOM, root.position(), new Reaction("👍", BO, true)))
                        .code())
                .isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
        assertThat(Quiet.done(broker.reactors(ROOM, root.position(), "👍", 9, null))
                        .users())
                .isEmpty();
        assertThat(Quiet.done(broker.pins(ROOM)).messages()).isEmpty();
        assertThat(dump()).doesNotContain(words).doesNotContain(reactor);
    }

    @Test
    void aThreadCountsItsRepliesOnceAndUntilTheyAreDeleted() {
        Receipt root = post("root");
        Receipt first = reply(root, "one");
        Receipt second = reply(root, "two");
        Receipt third = reply(root, "three");
        Message told = Quiet.done(broker.tell(ROOM, root.position())).orElseThrow();
        assertThat(told.thread()).contains(new ThreadSummary(3, third.messageId(), third.timestamp()));

        change(third, Message.Builder::deleted);

        assertThat(Quiet.done(broker.tell(ROOM, root.position())).orElseThrow().thread())
                .contains(new ThreadSummary(2, second.messageId(), second.timestamp()));
        assertThat(Quiet.done(broker.replies(ROOM, root.position(), 1, 0)).messages())
                .containsExactly(message(first));
        assertThat(Quiet.done(broker.replies(ROOM, root.position(), 1, 0)).hasMore())
                .isTrue();
        assertThat(Quiet.done(broker.replies(
                                ROOM, root.position(), 9, first.position().offset()))
                        .messages())
                .containsExactly(message(second));
        change(first, Message.Builder::deleted);
        change(second, Message.Builder::deleted);
        assertThat(Quiet.done(broker.tell(ROOM, root.position())).orElseThrow().thread())
                .isEmpty();
    }

    @Test
    void aReplyToWhatIsGoneIsAMessageLikeAnyOther() {
        Receipt root = post("root", FOUR);
        for (int i = 0; i < 4; i++) {
            post("other", FOUR);
        }

        Receipt reply = reply(root, "late");

        assertThat(message(reply).replyTo()).contains(root.messageId());
        assertThat(Quiet.done(broker.tell(ROOM, root.position()))).isEmpty();
        assertThat(Quiet.done(broker.replies(ROOM, root.position(), 9, 0)).messages())
                .isEmpty();
    }

    @Test
    void pinsComeLastFirstAndFiftyAndNoMore() {
        List<Receipt> posts = IntStream.rangeClosed(0, MessageLog.MAX_PINS)
                .mapToObj(i -> post("post " + i))
                .toList();
        posts.subList(0, MessageLog.MAX_PINS).forEach(each -> change(each, next -> next.pinnedAt(Instant.EPOCH)));
        Receipt last = posts.get(MessageLog.MAX_PINS);

        assertThat(Quiet.failure(broker.change(new MessageChange(message(last).toBuilder()
                                .pinnedAt(Instant.EPOCH)
                                .build())))
                        .code())
                .isEqualTo(ErrorCode.TOO_MANY_PINS);
        change(posts.get(0), each -> each.pinnedAt(null));
        change(last, each -> each.pinnedAt(Instant.EPOCH));
        assertThat(Quiet.done(broker.pins(ROOM)).messages())
                .hasSize(MessageLog.MAX_PINS)
                .startsWith(message(last))
                .endsWith(message(posts.get(1)));
    }

    @Test
    void theHeadCountsWhatIsBehindAPosition() {
        assertThat(Quiet.done(broker.head(ROOM, null)).posts()).isZero();
        Receipt first = post("one");
        Receipt second = post("two");
        Quiet.done(broker.publish(
                MessageDraft.builder(ROOM, ADA, "all").mentionsRoom(true).build(), Retention.DEFAULT));
        Receipt last = post("last");
        change(second, Message.Builder::deleted);
        change(second, Message.Builder::deleted);
        change(last, Message.Builder::deleted);
        change(first, each -> each.edited("uno", Instant.EPOCH));

        RoomHead head = Quiet.done(broker.head(ROOM, first.position()));

        assertThat(head.position().offset()).isEqualTo(8);
        assertThat(head.posts()).isEqualTo(4);
        assertThat(head.deletions()).isEqualTo(2);
        assertThat(head.last()).map(Message::text).contains("all");
        assertThat(head.since()).isEqualTo(new RoomHead.Since(true, 1, 2, 1));
        assertThat(Quiet.done(broker.head(ROOM, last.position())).since()).isEqualTo(new RoomHead.Since(true, 4, 0, 0));
        assertThat(Quiet.done(broker.head(ROOM, new Position("lost", 3))).since())
                .isEqualTo(new RoomHead.Since(false, 0, 2, 1));
        assertThat(Quiet.done(broker.head(ROOM, null)).since()).isEqualTo(RoomHead.Since.UNASKED);
    }

    @Test
    void whatWasAddedToMessagesThatHaveGoneIsForgottenNowAndThen() {
        for (int i = 0; i < 100; i++) {
            react(post("post", FOUR), "👍", "bo", true);
        }

        assertThat(admin.hlen("chat:annotations:{room}")).isLessThanOrEqualTo(2 * 4 + 64);
        assertThat(admin.zcard("chat:reactors:{room}")).isLessThanOrEqualTo(2 * 4 + 64);
    }

    private static String dump() {
        StringBuilder all = new StringBuilder();
        for (byte[] key : admin.keys("*".getBytes(StandardCharsets.UTF_8))) {
            all.append(new String(admin.dump(key), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    private static Message messageOf(RoomEvent event) {
        return event instanceof RoomEvent.Posted posted ? posted.message() : ((RoomEvent.Changed) event).message();
    }

    private boolean react(Receipt post, String emoji, String user, boolean on) {
        return Quiet.done(broker.react(ROOM, post.position(), new Reaction(emoji, new UserId(user), on)));
    }

    private Message message(Receipt post) {
        return Quiet.done(broker.message(ROOM, post.position())).orElseThrow();
    }

    private Message change(Receipt post, UnaryOperator<Message.Builder> how) {
        Message next = how.apply(message(post).toBuilder()).build();
        return Quiet.done(broker.change(new MessageChange(next)));
    }

    private Receipt post(String text) {
        return post(text, Retention.DEFAULT);
    }

    private Receipt post(String text, Retention retention) {
        return Quiet.done(broker.publish(MessageDraft.builder(ROOM, ADA, text).build(), retention));
    }

    private Receipt reply(Receipt root, String text) {
        MessageDraft draft =
                MessageDraft.builder(ROOM, ADA, text).replyTo(root.messageId()).build();
        return Quiet.done(broker.publish(draft, Retention.DEFAULT));
    }
}
