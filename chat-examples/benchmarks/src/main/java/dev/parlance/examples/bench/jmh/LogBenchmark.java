package dev.parlance.examples.bench.jmh;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.InMemoryBroker;
import dev.parlance.broker.Topic;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The room's log in memory, full to its bound of 100 messages: one more message, ten missed ones, a page of fifty. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogBenchmark {
    private static final RoomId ROOM = new RoomId("room1");

    private final InMemoryBroker broker = InMemoryBroker.builder().build();
    private final MessageDraft draft =
            MessageDraft.builder(ROOM, User.of("ada", "Ada"), "x".repeat(64)).build();
    private final HistoryQuery newest = HistoryQuery.newest(50);
    private Position tenBack = new Position("none", 0);

    /** Fills the log. */
    @Setup
    public void fill() {
        broker.start(new Nobody())
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        broker.subscribe(new Topic.Room(ROOM))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        for (int i = 0; i < 200; i++) {
            Position at = publish()
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join()
                    .position();
            tenBack = new Position(at.epoch(), Math.max(0, at.offset() - 10));
        }
    }

    /** One message: append, evict the oldest, tell the only subscriber. */
    @Benchmark
    public CompletionStage<Receipt> publish() {
        return broker.publish(draft, Retention.DEFAULT);
    }

    /** What a client that was away for ten messages gets. */
    @Benchmark
    public CompletionStage<Resumption> resume() {
        return broker.resume(ROOM, tenBack);
    }

    /** The newest fifty messages. */
    @Benchmark
    public CompletionStage<HistoryPage> historyPage() {
        return broker.history(ROOM, newest);
    }

    private static final class Nobody implements BrokerListener {
        @Override
        public void onEvent(RoomEvent event) {}

        @Override
        public void onSignal(Topic topic, Signal signal) {}

        @Override
        public void onGap(RoomId roomId) {}
    }
}
