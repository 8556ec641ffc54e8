package dev.parlance.websocket.http;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Takes of a request's body as much as a test asks for, and counts it. */
final class TakenBody implements Flow.Subscriber<ByteBuffer> {
    private final Exchange exchange;
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<Void> whole = new CompletableFuture<>();
    private volatile int pieces;
    private volatile long bytes;

    TakenBody(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void onSubscribe(Flow.Subscription one) {
        subscription.complete(one);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public void onNext(ByteBuffer piece) {
        pieces++;
        bytes += piece.remaining();
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(null);
    }

    void request(long count) {
        subscription.join().request(count);
    }

    void answer() {
        exchange.respond(Response.empty(200));
    }

    void refuse() {
        exchange.respond(Response.empty(403));
    }

    CompletableFuture<Void> whole() {
        return whole;
    }

    int pieces() {
        return pieces;
    }

    long bytes() {
        return bytes;
    }
}
