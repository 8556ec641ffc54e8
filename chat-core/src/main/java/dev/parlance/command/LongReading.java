package dev.parlance.command;

import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.session.Session;
import dev.parlance.transport.LongAnswers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * One reading of a room's log for a client that has its turn, and the answer. A client that does not read keeps its answer waiting, and nobody else: its turn is over then. On the session's lane.
 *
 * @param <T> what is read
 */
final class LongReading<T> {
    private final EngineContext context;
    private final Session session;
    private final LongAnswers.Turn turn;
    private final ToLongFunction<? super T> bytes;
    private final Consumer<? super T> answer;
    private final LongConsumer told;
    private final CompletableFuture<Void> done;

    /** With what to do with what was read, who counts how much that was, and what completes when that is done or has failed. */
    LongReading(
            EngineContext context,
            Session session,
            LongAnswers.Turn turn,
            ToLongFunction<? super T> bytes,
            Consumer<? super T> answer,
            LongConsumer told,
            CompletableFuture<Void> done) {
        this.context = context;
        this.session = session;
        this.turn = turn;
        this.bytes = bytes;
        this.answer = answer;
        this.told = told;
        this.done = done;
    }

    /** Throws nothing. */
    void begin(Supplier<? extends CompletionStage<T>> reading) {
        if (session.isGone()) {
            turn.end(0);
            done.complete(null);
            return;
        }
        CompletionStage<T> read;
        try {
            read = Deadline.within(context, reading.get());
        } catch (Throwable e) { // whatever it is, the turn is over: all of the lane would wait for it
            fail(e);
            return;
        }
        read.whenCompleteAsync(
                (value, error) -> {
                    if (error != null) {
                        fail(error);
                    } else {
                        turn.answer(() -> session.execute(() -> answer(value)));
                    }
                },
                session.onLane());
    }

    private void answer(T value) {
        CompletableFuture<Void> written;
        try {
            long length = bytes.applyAsLong(value);
            written = session.whenWritable(() -> {
                answer.accept(value);
                told.accept(length);
            });
            turn.end(written.isDone() ? length : 0);
        } catch (Throwable e) {
            fail(e);
            return;
        }
        Future<?> unused = written.whenComplete((nothing, error) -> {
            if (error != null) {
                done.completeExceptionally(error);
            } else {
                done.complete(null);
            }
        });
    }

    private void fail(Throwable error) {
        turn.end(0);
        done.completeExceptionally(error);
    }
}
