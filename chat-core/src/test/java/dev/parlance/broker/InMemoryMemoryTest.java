package dev.parlance.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What rooms take in memory has a bound, and a verdict. */
class InMemoryMemoryTest {
    private static final long MOST = 64 << 10;
    private static final User ADA = User.of("ada", "Ada");

    private Instant now = Instant.parse("2030-01-01T12:00:00Z");
    private final InMemoryHub hub = new InMemoryHub(() -> now, new SplittableRandom(1), MOST, 1_000);
    private final InMemoryBroker broker = InMemoryBroker.builder().hub(hub).build();

    @BeforeEach
    void start() {
        broker.start(mock(BrokerListener.class)).toCompletableFuture().join();
    }

    private Position post(String room, int characters, int number) {
        now = now.plusMillis(1);
        MessageDraft draft = MessageDraft.builder(new RoomId(room), ADA, "x".repeat(characters))
                .clientMessageId(room + number)
                .build();
        return broker.publish(draft, Retention.DEFAULT)
                .toCompletableFuture()
                .join()
                .position();
    }

    private void occupy(String room) {
        broker.subscribe(new Topic.Room(new RoomId(room))).toCompletableFuture().join();
        broker.enter(new RoomId(room), ADA).toCompletableFuture().join();
    }

    private void leave(String room) {
        broker.leave(new RoomId(room), ADA.id()).toCompletableFuture().join();
        broker.unsubscribe(new Topic.Room(new RoomId(room)))
                .toCompletableFuture()
                .join();
    }

    private int kept(String room) {
        return broker.history(new RoomId(room), HistoryQuery.newest(100))
                .toCompletableFuture()
                .join()
                .messages()
                .size();
    }

    private Resumption resume(String room, Position since) {
        return broker.resume(new RoomId(room), since).toCompletableFuture().join();
    }

    @Test
    void roomsThatNobodyIsInMakeWayTheOneThatWasLongestSilentFirst() {
        post("first", 4_000, 1);
        post("second", 4_000, 1);
        post("first", 4_000, 2);
        for (int i = 0; i < 5; i++) {
            post("more" + i, 4_000, 1);
        }
        assertThat(kept("second")).isZero();
        assertThat(kept("first")).isEqualTo(2);
        assertThat(hub.usedBytes()).isLessThanOrEqualTo(MOST);
    }

    private void create(String room) {
        RoomRecord record = RoomRecord.builder(new RoomId(room), RoomKind.PRIVATE)
                .topic("x".repeat(RoomRecord.MAX_TOPIC_LENGTH))
                .build();
        broker.createRoom(record, Map.of(ADA.id(), RoomRole.OWNER))
                .toCompletableFuture()
                .join();
    }

    private void add(String room, String userId) {
        broker.putMember(new RoomId(room), new UserId(userId), RoomRole.MEMBER, Integer.MAX_VALUE)
                .toCompletableFuture()
                .join();
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(CompletionException.class)
                .extracting(Throwable::getCause)
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED));
    }

    @Test
    void ofARoomWithARecordTheLogMakesWayAndTheRecordStays() {
        create("kept");
        Position old = post("kept", 4_000, 1);
        for (int i = 0; i < 20; i++) {
            post("made-up" + i, 4_000, 1);
        }
        assertThat(kept("kept")).isZero();
        assertThat(resume("kept", old).postsComplete()).isFalse();
        assertThat(broker.room(new RoomId("kept")).toCompletableFuture().join()).isPresent();
        assertThat(hub.usedBytes()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void recordsAndMembersCountAndWhenTheyTakeItAllNoMoreAreTaken() {
        create("tea");
        refuses(() -> {
            for (int i = 0; i < 1_000; i++) {
                add("tea", "user" + i);
            }
        });
        refuses(() -> create("coffee"));
        assertThat(hub.usedBytes()).isBetween(MOST, MOST + 4_096);

        broker.deleteRoom(new RoomId("tea")).toCompletableFuture().join();

        assertThat(hub.usedBytes()).isZero();
        create("coffee");
        for (int i = 0; i < 1_000; i++) {
            add("coffee", "ada" + i);
            broker.removeMember(new RoomId("coffee"), new UserId("ada" + i))
                    .toCompletableFuture()
                    .join();
        }
    }

    @Test
    void whoeverComesBackToARoomThatMadeWayIsToldThatItsLogIsLost() {
        Position old = post("tea", 10, 1);
        for (int i = 0; i < 20; i++) {
            post("made-up" + i, 4_000, 1);
        }
        Resumption missed = resume("tea", old);
        assertThat(missed.postsComplete()).isFalse();
        assertThat(missed.position().epoch()).isNotEqualTo(old.epoch());
        assertThat(post("tea", 10, 2).epoch()).isNotEqualTo(old.epoch());
    }

    @Test
    void aRoomThatSomeoneIsInIsNotLostHoweverManyOthersAreFilled() {
        occupy("tea");
        Position old = post("tea", 10, 1);
        for (int i = 0; i < 1_000; i++) {
            post("made-up" + i, 4_000, 1);
        }
        assertThat(post("tea", 10, 2)).isEqualTo(new Position(old.epoch(), 2));
        assertThat(resume("tea", old).postsComplete()).isTrue();
        assertThat(hub.usedBytes()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void roomsInUseThatTakeMoreThanAnEqualShareKeepAShorterHistoryAndTheirNeighboursAllOfIt() {
        occupy("tea");
        for (int i = 0; i < 5; i++) {
            post("tea", 10, i);
        }
        occupy("greedy");
        Position early = post("greedy", 4_000, 0);
        for (int i = 1; i < 50; i++) {
            post("greedy", 4_000, i);
        }
        assertThat(kept("tea")).isEqualTo(5);
        assertThat(kept("greedy")).isBetween(1, 8);
        assertThat(resume("greedy", early).postsComplete()).isFalse();
        assertThat(resume("greedy", early).position()).isEqualTo(new Position(early.epoch(), 50));
        assertThat(hub.usedBytes()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void aNewRoomIsRefusedWhileAllThatThereMayBeAreInUseAndTheseGoOn() {
        for (int i = 0; i < 16; i++) {
            occupy("room" + i);
        }
        assertThatThrownBy(() -> occupy("one-more"))
                .isInstanceOf(CompletionException.class)
                .extracting(Throwable::getCause)
                .isInstanceOfSatisfying(
                        ChatException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED));
        assertThat(post("room0", 100, 1).offset()).isEqualTo(1);
        leave("room1");
        occupy("one-more");
    }

    @Test
    void clientMessageIdsCountTooAndTheOldestOfAGreedyRoomAreForgotten() {
        occupy("greedy");
        for (int i = 0; i < 500; i++) {
            post("greedy", 1, i);
        }
        assertThat(hub.usedBytes()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void postsOfARoomThatKeepsItsSizeAreNotCountedAnew() {
        for (int size = 0; size < 16; size++) { // wherever a limit between two pieces lies
            RoomMemory memory = new RoomMemory(MOST, 10);
            TopicState state = new TopicState();
            state.log = new RoomLog("epoch", now);
            long before = countedAfter(memory, state, 1 + 32 * size);
            for (int i = 0; i < 10; i++) {
                assertThat(countedAfter(memory, state, i % 2 == 0 ? 1 : 100)).isEqualTo(before);
            }
        }
    }

    /** What is counted of a room that keeps one message when that is another one. */
    private long countedAfter(RoomMemory memory, TopicState state, int characters) {
        MessageDraft draft = MessageDraft.builder(new RoomId("tea"), ADA, "x".repeat(characters))
                .build();
        state.log.post(draft, Retention.DEFAULT.withMaxMessages(1), now);
        memory.count(new Topic.Room(new RoomId("tea")), state);
        return memory.usedBytes();
    }

    @Test
    void reactionsCountAndGoWithTheirMessage() {
        occupy("greedy");
        Position old = post("greedy", 1, 0);
        react("greedy", old, 200);
        long with = hub.usedBytes();
        assertThat(with).isGreaterThan(200 * 100L);

        for (int i = 1; i < 200; i++) {
            post("greedy", 1_000, i);
        }

        assertThat(resume("greedy", old).postsComplete()).isFalse();
        assertThat(hub.usedBytes()).isLessThanOrEqualTo(MOST);
    }

    @Test
    void whenReactionsTakeItAllNoMoreAreTakenUntilOneIsTakenAway() {
        occupy("greedy");
        Position only = post("greedy", 1, 0);
        refuses(() -> react("greedy", only, 10_000));
        assertThat(hub.usedBytes()).isBetween(MOST, MOST + 4_096);

        for (int i = 0; i < 50; i++) {
            react("greedy", only, i, false);
        }

        react("greedy", only, 0, true);
    }

    private void react(String room, Position message, int users) {
        for (int i = 0; i < users; i++) {
            react(room, message, i, true);
        }
    }

    private void react(String room, Position message, int user, boolean on) {
        broker.react(new RoomId(room), message, new Reaction("!", new UserId("user" + user), on))
                .toCompletableFuture()
                .join();
    }

    @Test
    void whatWasNamedAndLeftAgainLeavesNothing() {
        for (int i = 0; i < 100; i++) {
            occupy("made-up" + i);
            leave("made-up" + i);
        }
        assertThat(hub.size()).isZero();
        assertThat(hub.usedBytes()).isZero();
    }

    @Test
    void boundsThatAreNoneAreRefusedByName() {
        assertThatThrownBy(
                        () -> InMemoryBroker.builder().maxBytes(0).maxRooms(-1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxBytes must be positive, not 0; maxRooms must be positive, not -1");
    }
}
