package dev.parlance.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.broker.ChatBroker;
import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.ReadMark;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Redis that writes everything down before it answers is killed and comes back amid reactions and marks: what was acknowledged counts, and once. */
@Tag("faults")
class RedisKilledAmidReactionsTest {
    private static final RoomId ROOM = new RoomId("room");
    private static final UserId BO = new UserId("bo");
    private static final String LIKE = "+1";
    private static final Duration PACE = Duration.ofMillis(5);

    private final Set<String> reacted = new ConcurrentSkipListSet<>();
    private final AtomicInteger marked = new AtomicInteger();
    private volatile boolean ending;

    @Test
    void reactionsCountOnceAndMarksLoseNoStep() throws InterruptedException {
        try (RedisProgram redis = RedisProgram.with("--appendonly", "yes", "--appendfsync", "always")) {
            List<ChatBroker> nodes =
                    List.of(Quiet.start(RedisConfig.of(redis.url())), Quiet.start(RedisConfig.of(redis.url())));
            ChatBroker a = nodes.get(0);
            MessageDraft draft =
                    MessageDraft.builder(ROOM, User.of("ada", "Ada"), "nice").build();
            Position message = Quiet.done(a.publish(draft, Retention.DEFAULT)).position();
            List<Thread> threads = List.of(
                    all(i -> react(a, message, "a" + i)),
                    all(i -> react(nodes.get(1), message, "b" + i)),
                    all(i -> mark(a, message.epoch())),
                    all(i -> mark(nodes.get(1), message.epoch())));

            flow();
            for (int i = 0; i < 2; i++) {
                redis.kill();
                redis.start();
                flow();
            }
            ending = true;
            for (Thread thread : threads) {
                thread.join(20_000);
            }

            Quiet.done(a.tell(ROOM, message));
            assertThat(Quiet.done(a.message(ROOM, message)))
                    .hasValueSatisfying(
                            told -> assertThat(told.reactionCounts()).isEqualTo(Map.of(LIKE, reacted.size())));
            assertThat(Quiet.done(a.reactors(ROOM, message, LIKE, UserPage.MAX_LIMIT, null))
                            .users())
                    .extracting(UserId::value)
                    .containsExactlyElementsOf(
                            reacted.stream().limit(UserPage.MAX_LIMIT).toList());
            ReadMark mark = Quiet.done(a.mark(BO, ROOM)).orElseThrow().mark();
            assertThat(mark.version()).isGreaterThanOrEqualTo(marked.get());
            assertThat(mark.position().offset())
                    .as("each step was made from the one before")
                    .isEqualTo(mark.version());
            assertThat(Quiet.done(nodes.get(1).readers(ROOM, new Position(message.epoch(), mark.version()), 9, null))
                            .users())
                    .containsExactly(BO);
            nodes.forEach(node -> Quiet.done(node.stop()));
        }
    }

    private void react(ChatBroker node, Position message, String user) {
        Reaction reaction = new Reaction(LIKE, new UserId(user), true);
        while (!succeeds(node.react(ROOM, message, reaction))) {
            LockSupport.parkNanos(PACE.toNanos());
        }
        reacted.add(user);
    }

    /** One step on from the mark that is kept, unless the other node was faster. */
    private void mark(ChatBroker node, String epoch) {
        CompletionStage<KeptMark> step = node.mark(BO, ROOM).thenCompose(kept -> {
            long version = kept.map(each -> each.mark().version()).orElse(0L);
            return node.putMark(
                    ReadMark.builder(BO, ROOM, new Position(epoch, version + 1))
                            .version(version)
                            .build(),
                    1);
        });
        if (succeeds(step)) {
            marked.incrementAndGet();
        }
    }

    private static boolean succeeds(CompletionStage<?> stage) {
        return stage.handle((done, refusal) -> refusal == null)
                .toCompletableFuture()
                .join();
    }

    /** Does it again and again. */
    private Thread all(IntConsumer action) {
        Thread thread = new Thread(() -> {
            for (int i = 0; !ending; i++) {
                action.accept(i);
                LockSupport.parkNanos(PACE.toNanos());
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits until there are so many more. */
    private void flow() {
        int reactions = reacted.size() + 100;
        int marks = marked.get() + 100;
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> reacted.size() >= reactions && marked.get() >= marks);
    }
}
