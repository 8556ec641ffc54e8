package dev.parlance.command;

import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.session.Session;
import dev.parlance.transport.LongAnswers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
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
    private final CompletableFuture<Void> done;

    /** With what to do with what was read, and what completes when that is done or has failed. */
    LongReading(
            EngineContext context,
            Session session,
            LongAnswers.Turn turn,
            ToLongFunction<? super T> bytes,
            Consumer<? super T> answer,
            CompletableFuture<Void> done) {
        this.context = context;
        this.session = session;
        this.turn = turn;
        this.bytes = bytes;
        this.answer = answer;
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
        } catch (RuntimeException e) {
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
            written = session.whenWritable(() -> answer.accept(value));
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        turn.end(written.isDone() ? bytes.applyAsLong(value) : 0);
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
