package dev.parlance.websocket.http;

import dev.parlance.websocket.net.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that is handled while it comes, for one subscriber. What nobody has asked for is not read, but stays with the kernel, and so with the peer; one who waits for the go-ahead
 * ({@code Expect: 100-continue}) gets it when the first piece is asked for. It ends with an error if it does not come whole, in time, and as HTTP has it.
 *
 * <p>The subscriber is called on the connection's event loop, so it must not block, and may ask and cancel on any thread. Each piece is its own from then on, and has at most some 64 KB.
 */
public final class BodyStream implements Flow.Publisher<ByteBuffer>, Flow.Subscription {
    private final EventLoop loop;
    private final Runnable onWanted;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private long wanted;
    private boolean over;
    private boolean whole;

    /** With what to do when the subscriber has asked for more, or wants nothing any more. */
    BodyStream(EventLoop loop, Runnable onWanted) {
        this.loop = loop;
        this.onWanted = onWanted;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> one) {
        onLoop(() -> {
            if (!subscribed.compareAndSet(false, true) || over) {
                one.onSubscribe(new Nothing()); // reactive streams, rule 1.9
                one.onError(new IOException(
                        "the body is not to be had: it has a reader already, or its connection is gone"));
            } else {
                subscriber = one;
                one.onSubscribe(this);
            }
        });
    }

    @Override
    public void request(long count) {
        onLoop(() -> {
            if (count <= 0) {
                fail(new IllegalArgumentException("what is asked for must be 1 or more, not " + count));
            } else if (!over) {
                wanted = wanted + count < 0 ? Long.MAX_VALUE : wanted + count;
                onWanted.run();
            }
        });
    }

    @Override
    public void cancel() {
        onLoop(() -> {
            subscriber = null;
            over = true;
        });
    }

    private void onLoop(Runnable step) {
        if (loop.isCurrent()) {
            step.run();
        } else {
            loop.execute(step);
        }
    }

    /** Whether a piece may be given. On the event loop, as all that follows. */
    boolean isWanted() {
        return wanted > 0 && !over;
    }

    /** Whether nothing more is given, as all has come or something went wrong. */
    boolean isOver() {
        return over;
    }

    /** Whether all has come. */
    boolean isWhole() {
        return whole;
    }

    void give(byte[] piece) {
        Flow.Subscriber<? super ByteBuffer> to = subscriber;
        if (to != null && piece.length > 0) {
            wanted--;
            to.onNext(ByteBuffer.wrap(piece));
        }
    }

    /** All has come. */
    void end() {
        whole = true;
        Flow.Subscriber<? super ByteBuffer> to = subscriber;
        subscriber = null;
        if (!over && to != null) {
            over = true;
            to.onComplete();
        }
        over = true;
    }

    /** It will not come. */
    void fail(Throwable reason) {
        Flow.Subscriber<? super ByteBuffer> to = subscriber;
        subscriber = null;
        boolean first = !over;
        over = true;
        if (first && to != null) {
            to.onError(reason);
        }
    }

    /** The request has its answer, whatever else would have come. */
    void giveUp() {
        fail(new CancellationException("the request was answered before its body had come"));
    }

    private static final class Nothing implements Flow.Subscription {
        @Override
        public void request(long count) {}

        @Override
        public void cancel() {}
    }
}
