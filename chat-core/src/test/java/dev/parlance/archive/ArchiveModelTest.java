package dev.parlance.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ManualTime;
import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.broker.LostLogs;
import dev.parlance.broker.MessageChange;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessageId;
import dev.parlance.model.Reaction;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two nodes talk while the archive fails, answers of it are lost, nodes die and logs are lost, all in whatever order. In the end everything is there that was acknowledged, once, in order, in its
 * latest state: all of it where a post counts when it is archived, else all but what a lost log had not been able to hand on.
 */
@Tag("faults")
class ArchiveModelTest {
    private static final int SEQUENCES = 200;
    private static final int STEPS = 150;
    private static final RoomId ROOM = new RoomId("room");
    private static final User ANN = User.of("ann", "Ann");
    private static final Retention FEW = new Retention(5, Duration.ofDays(7));

    @ParameterizedTest
    @EnumSource(ArchivePromise.class)
    void whatWasAcknowledgedIsThereOnceInOrderInItsLatestState(ArchivePromise promise) {
        IntStream.range(0, SEQUENCES).forEach(seed -> new Sequence(promise, seed).play());
    }

    /** One of the sequences, that of a seed. */
    private static final class Sequence {
        private final ManualTime time = new ManualTime();
        private final RandomGenerator random;
        private final InMemoryHub hub;
        private final InMemoryArchive kept = new InMemoryArchive();
        private final UnreliableArchive archive;
        private final ArchivePromise promise;
        private final int seed;
        private final Map<MessageArchive, InMemoryBroker> nodes = new LinkedHashMap<>();
        /** What was acknowledged, in order; a text that may be this or that stands in both. */
        private final Map<MessageId, Set<String>> said = new LinkedHashMap<>();

        private final Set<MessageId> lost = new HashSet<>();
        private final Map<MessageId, Integer> reactions = new HashMap<>();
        private int texts;

        Sequence(ArchivePromise promise, int seed) {
            this.promise = promise;
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.hub = new InMemoryHub(time, new SplittableRandom(seed));
            this.archive = new UnreliableArchive(kept, new SplittableRandom(seed + 1));
        }

        void play() {
            join();
            join();
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            archive.fails(0);
            time.advance(Duration.ofMinutes(1));
            check(join());
            nodes.keySet().forEach(this::check);
            time.advance(Duration.ofMinutes(1));
            check(join());
        }

        private MessageArchive join() {
            InMemoryBroker broker = InMemoryBroker.builder().hub(hub).build();
            MessageArchive node = MessageArchive.of(broker, archive)
                    .promise(promise)
                    .scheduler(time)
                    .build();
            node.start(new BrokerListener() {
                @Override
                public void onEvent(RoomEvent event) {}

                @Override
                public void onSignal(Topic topic, Signal signal) {}

                @Override
                public void onGap(RoomId roomId) {}
            });
            nodes.put(node, broker);
            return node;
        }

        private MessageArchive anyNode() {
            return any(new ArrayList<>(nodes.keySet()));
        }

        private <T> T any(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        private void step() {
            int what = random.nextInt(100);
            if (what < 45) {
                post();
            } else if (what < 57) {
                edit();
            } else if (what < 63) {
                react();
            } else if (what < 85) {
                time.advance(Duration.ofMillis(random.nextInt(1_500)));
            } else if (what < 91) {
                archive.fails(random.nextInt(4));
            } else if (what < 95) {
                MessageArchive dying = anyNode();
                hub.kill(nodes.remove(dying));
                if (nodes.size() < 2) {
                    join();
                }
            } else if (what < 97) {
                lose();
            } else {
                page(anyNode());
            }
        }

        /** Waits as a client does, and tries again under the same id. */
        private <T> @Nullable T settled(Supplier<CompletionStage<T>> call) {
            for (int i = 0; i < 4; i++) {
                CompletableFuture<T> stage = call.get().toCompletableFuture();
                for (int waits = 0; waits < 8 && !stage.isDone(); waits++) {
                    time.advance(Duration.ofSeconds(1));
                }
                if (stage.isDone() && !stage.isCompletedExceptionally()) {
                    return stage.join();
                }
            }
            return null;
        }

        private void post() {
            String text = "text " + ++texts;
            MessageDraft draft = MessageDraft.builder(ROOM, ANN, text)
                    .clientMessageId("id" + texts)
                    .build();
            Receipt receipt = settled(() -> anyNode().publish(draft, FEW));
            if (receipt != null) {
                said.put(receipt.messageId(), new HashSet<>(Set.of(text)));
            }
        }

        private void edit() {
            if (said.isEmpty()) {
                return;
            }
            MessageId id = any(new ArrayList<>(said.keySet()));
            MessageArchive node = anyNode();
            CompletableFuture<Optional<Message>> read =
                    node.message(ROOM, id.position()).toCompletableFuture();
            if (read.isCompletedExceptionally() || read.join().isEmpty()) {
                return;
            }
            String text = "edit " + ++texts;
            CompletableFuture<Message> changed = node.change(new MessageChange(read.join().orElseThrow().toBuilder()
                            .edited(text, time.instant())
                            .build()))
                    .toCompletableFuture();
            for (int waits = 0; waits < 8 && !changed.isDone(); waits++) {
                time.advance(Duration.ofSeconds(1));
            }
            Set<String> known = said.get(id);
            if (changed.isDone() && !changed.isCompletedExceptionally()) {
                known.clear();
            }
            known.add(text); // one that failed may have taken effect
        }

        private void react() {
            if (said.isEmpty()) {
                return;
            }
            MessageId id = any(new ArrayList<>(said.keySet()));
            MessageArchive node = anyNode();
            int users = 1 + random.nextInt(15);
            for (int i = 0; i < users; i++) {
                UserId user = new UserId("user" + reactions.merge(id, 1, Integer::sum));
                CompletableFuture<Boolean> reacted = node.react(ROOM, id.position(), new Reaction("👍", user, true))
                        .toCompletableFuture();
                if (reacted.isCompletedExceptionally()) {
                    reactions.merge(id, -1, Integer::sum);
                    break;
                }
            }
            node.tell(ROOM, id.position());
        }

        private void lose() {
            Set<MessageId> archived = new HashSet<>();
            Map<MessageId, Message> states = new HashMap<>();
            kept.page(ROOM, ArchiveCursor.NEWEST, 1_000)
                    .toCompletableFuture()
                    .join()
                    .messages()
                    .forEach(message -> {
                        archived.add(message.id());
                        states.put(message.id(), message);
                    });
            LostLogs.lose(hub, ROOM);
            reactions.clear(); // what was added and not told, or not archived, is lost: counts are checked in between
            // only
            if (promise == ArchivePromise.WRITE_BEHIND) {
                said.forEach((id, texts) -> {
                    if (archived.contains(id)) {
                        texts.add(states.get(id).text());
                    } else {
                        lost.add(id);
                    }
                });
            }
        }

        /** Whatever is read meanwhile is in order, and has nothing twice. */
        private void page(MessageArchive node) {
            CompletableFuture<HistoryPage> page = node.history(ROOM, HistoryQuery.newest(1 + random.nextInt(40)))
                    .toCompletableFuture();
            if (!page.isCompletedExceptionally()) {
                List<Long> numbers =
                        page.join().messages().stream().map(Message::number).toList();
                for (int i = 1; i < numbers.size(); i++) {
                    assertThat(numbers.get(i)).as("seed " + seed).isEqualTo(numbers.get(i - 1) + 1);
                }
            }
        }

        private void check(MessageArchive node) {
            List<Message> all = new ArrayList<>();
            HistoryPage page = done(node.history(ROOM, HistoryQuery.newest(7)));
            all.addAll(page.messages());
            while (page.hasMore()) {
                Message oldest = all.get(0);
                page = done(node.history(
                        ROOM,
                        HistoryQuery.before(oldest.position().offset(), 7)
                                .inEpoch(oldest.position().epoch())));
                all.addAll(0, page.messages());
            }
            List<MessageId> ids = all.stream().map(Message::id).toList();
            assertThat(ids).as("seed " + seed).doesNotHaveDuplicates();
            List<MessageId> expected =
                    said.keySet().stream().filter(id -> !lost.contains(id)).toList();
            assertThat(ids).as("seed " + seed).containsSubsequence(expected);
            for (Message message : all) {
                Set<String> texts = said.get(message.id());
                if (texts != null && !lost.contains(message.id())) {
                    assertThat(texts).as("seed " + seed + ", " + message).contains(message.text());
                }
            }
        }

        private <T> T done(CompletionStage<T> stage) {
            CompletableFuture<T> future = stage.toCompletableFuture();
            assertThat(future).as("seed " + seed).isDone();
            try {
                return future.join();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, ChatException.causeOf(e));
            }
        }
    }
}
