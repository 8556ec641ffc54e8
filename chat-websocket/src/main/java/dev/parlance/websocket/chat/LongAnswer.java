package dev.parlance.websocket.chat;

import dev.parlance.transport.LongAnswers;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.RequestHead;
import dev.parlance.websocket.http.Response;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that is answered at length: what is asked for is read and written when it is its turn among all that the event loop is asked for, so that nobody's appetite keeps the loop from
 * others. On the event loop.
 *
 * @param <T> what is read
 * @param exchange who waits for it
 * @param turn whose turn it is
 * @param words it as an answer; what this throws is a fault of the server
 * @param refusal what is answered instead where there is nothing
 */
record LongAnswer<T>(
        Exchange exchange,
        LongAnswers.Turn turn,
        Function<? super T, Response> words,
        BiFunction<Throwable, RequestHead, Response> refusal) {
    /** From any thread. */
    static <T> void begin(
            Exchange exchange,
            Function<LongAnswers.Turn, CompletionStage<T>> reading,
            Function<? super T, Response> words,
            BiFunction<Throwable, RequestHead, Response> refusal) {
        exchange.takeTurn(turn -> new LongAnswer<T>(exchange, turn, words, refusal).read(reading));
    }

    private void read(Function<LongAnswers.Turn, CompletionStage<T>> reading) {
        if (!exchange.isAwaited()) {
            turn.end(0);
            return;
        }
        try {
            reading.apply(turn)
                    .whenComplete((value, error) -> exchange.execute(() -> turn.answer(() -> answer(value, error))));
        } catch (Throwable e) { // whatever it is, the turn is over: all of the loop would wait for it
            turn.answer(() -> answer(null, e));
        }
    }

    private void answer(@Nullable T value, @Nullable Throwable error) {
        int bytes = 0;
        try {
            if (exchange.isAwaited()) {
                Response response = response(value, error);
                bytes = response.length();
                exchange.respond(response);
            }
        } finally {
            turn.end(bytes);
        }
    }

    private Response response(@Nullable T value, @Nullable Throwable error) {
        if (value != null) {
            try {
                return words.apply(value);
            } catch (RuntimeException e) {
                return refusal.apply(e, exchange.request());
            }
        }
        Throwable reason = error == null ? new IllegalStateException("the broker answered null") : error;
        return refusal.apply(reason, exchange.request());
    }
}
