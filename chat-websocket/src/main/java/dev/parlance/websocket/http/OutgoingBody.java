package dev.parlance.websocket.http;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FramePriority;
import dev.parlance.websocket.net.Wire;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of an answer on its way from where it is made to the peer: one piece is asked for when the one before has gone to the kernel, so that no more than one waits, and other connections
 * of the event loop have theirs between two. For the event loop; the source calls on any thread.
 */
final class OutgoingBody implements Flow.Subscriber<ByteBuffer> {
    private static final Logger LOG = LoggerFactory.getLogger(OutgoingBody.class);

    private final Wire wire;
    private final BodyPace pace;
    private final Runnable onSent;
    private Flow.@Nullable Subscription source;
    private long left;
    private boolean asked;
    private boolean over;

    /** Of so many bytes, with what to do when all have gone. */
    OutgoingBody(Wire wire, long length, BodyPace pace, Runnable onSent) {
        this.wire = wire;
        this.left = length;
        this.pace = pace;
        this.onSent = onSent;
    }

    BodyPace pace() {
        return pace;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        onLoop(() -> {
            source = subscription;
            if (over) {
                subscription.cancel();
            } else {
                next();
            }
        });
    }

    @Override
    public void onNext(ByteBuffer piece) {
        wire.loop()
                .execute(() -> send(
                        piece)); // later, even if this is the loop: a source that has all at hand must leave turns to
        // others
    }

    @Override
    public void onError(Throwable failure) {
        LOG.debug("an answer cannot be completed: {}", failure.toString());
        wire.loop().execute(() -> {
            if (!over) {
                over = true;
                wire.abort(); // its end must not look like the body's
            }
        });
    }

    @Override
    public void onComplete() {
        wire.loop().execute(() -> {
            if (!over) {
                over = true;
                if (left == 0) {
                    onSent.run();
                } else {
                    wire.abort();
                }
            }
        });
    }

    /** What was sent has gone to the kernel. */
    void flushed() {
        if (!over && left > 0) {
            next();
        }
    }

    /** Nobody is there any more to whom it could go. */
    void cancel() {
        over = true;
        if (source != null) {
            source.cancel();
        }
    }

    private void next() {
        if (source != null && !asked) {
            asked = true;
            pace.hold(System.nanoTime());
            source.request(1);
        }
    }

    private void send(ByteBuffer piece) {
        if (over) {
            return;
        }
        asked = false;
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        left -= bytes.length;
        if (left < 0) {
            LOG.warn("an answer is longer than its length, its connection is closed");
            cancel();
            wire.abort();
            return;
        }
        long now = System.nanoTime();
        pace.goOn(now);
        pace.moved(bytes.length, now);
        wire.send(new EncodedFrame(bytes, 0, FramePriority.ESSENTIAL));
        if (left == 0 || !wire.isWaiting()) { // what comes after the last one is the end
            next();
        }
    }

    private void onLoop(Runnable step) {
        if (wire.loop().isCurrent()) {
            step.run();
        } else {
            wire.loop().execute(step);
        }
    }
}
