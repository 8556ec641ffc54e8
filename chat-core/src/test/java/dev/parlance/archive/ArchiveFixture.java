package dev.parlance.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlance.ManualTime;
import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.InMemoryHub;
import dev.parlance.broker.LostLogs;
import dev.parlance.broker.Topic;
import dev.parlance.model.ChatException;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Nodes in memory with one archive behind them, in time that passes when the test says so: whatever is done is done when it returns. */
final class ArchiveFixture {
    static final RoomId ROOM = new RoomId("room");
    static final User ANN = User.of("ann", "Ann");
    static final Retention TEN = new Retention(10, Duration.ofDays(7));
    static final Duration PAUSE = Duration.ofMillis(200);

    final ManualTime time = new ManualTime();
    final InMemoryHub hub = new InMemoryHub(time, new SplittableRandom(7));
    final InMemoryArchive store = new InMemoryArchive();
    final List<RoomEvent> heard = new ArrayList<>();

    private final Map<MessageArchive, InMemoryBroker> brokers = new HashMap<>();

    MessageArchive node() {
        return node(ArchivePromise.WRITE_BEHIND);
    }

    MessageArchive node(ArchivePromise promise) {
        return node(InMemoryBroker.builder().hub(hub).build(), promise);
    }

    MessageArchive node(InMemoryBroker broker, ArchivePromise promise) {
        MessageArchive node = MessageArchive.of(broker, store)
                .promise(promise)
                .scheduler(time)
                .build();
        brokers.put(node, broker);
        done(node.start(new BrokerListener() {
            @Override
            public void onEvent(RoomEvent event) {
                heard.add(event);
            }

            @Override
            public void onSignal(Topic topic, Signal signal) {}

            @Override
            public void onGap(RoomId roomId) {}
        }));
        return node;
    }

    /** The room's log is gone. */
    void lose() {
        LostLogs.lose(hub, ROOM);
    }

    /** Ends a node without a word. */
    void kill(MessageArchive node) {
        hub.kill(brokers.get(node));
    }

    /** Lets what was said be archived. */
    void archived() {
        time.advance(Duration.ofSeconds(1));
    }

    static <T> T done(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertThat(future).isDone();
        return future.join();
    }

    static ChatException refused(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        assertThat(future).isCompletedExceptionally();
        return (ChatException)
                ChatException.causeOf(future.handle((value, error) -> error).join());
    }

    static Receipt say(MessageArchive node, String text) {
        return done(node.publish(draft(text).build(), TEN));
    }

    static MessageDraft.Builder draft(String text) {
        return MessageDraft.builder(ROOM, ANN, text);
    }

    static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }

    /** All that was said, paged back from the newest. */
    static List<Message> back(MessageArchive node, int limit) {
        List<Message> all = new ArrayList<>();
        HistoryPage page = done(node.history(ROOM, HistoryQuery.newest(limit)));
        while (true) {
            all.addAll(0, page.messages());
            if (!page.hasMore()) {
                return all;
            }
            Message oldest = all.get(0);
            page = done(node.history(
                    ROOM,
                    HistoryQuery.before(oldest.position().offset(), limit)
                            .inEpoch(oldest.position().epoch())));
        }
    }

    /** All that was said behind a message, paged forwards. */
    static List<Message> onwards(MessageArchive node, Message from, int limit) {
        List<Message> all = new ArrayList<>();
        Message last = from;
        while (true) {
            HistoryPage page = done(node.history(
                    ROOM,
                    HistoryQuery.after(last.position().offset(), limit)
                            .inEpoch(last.position().epoch())));
            all.addAll(page.messages());
            if (!page.hasMore()) {
                return all;
            }
            last = all.get(all.size() - 1);
        }
    }
}
