package dev.parlance.websocket.engineio;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.transport.Outbox;
import dev.parlance.websocket.http.Exchange;
import dev.parlance.websocket.http.Response;
import dev.parlance.websocket.net.InputShare;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Packets wait here for the client's next poll, or a poll waits for packets. For the session's event loop only. */
final class PollingTransport implements Transport {
    /** An answer brings no more packets, since python-engineio ends its session when one does. */
    static final int MOST_PACKETS = 16;

    private final Executor loop;
    private final int maxWaiting;
    private Outbox outbox;
    private boolean shedBefore;
    private boolean isLarger;
    private @Nullable Exchange poll;
    private @Nullable Runnable onCaughtUp;
    private @Nullable Runnable onWritable;
    private boolean flushing;
    private @Nullable EncodedFrame farewell;
    private @Nullable InputShare large;

    PollingTransport(Executor loop, int maxWaiting) {
        this.loop = loop;
        this.maxWaiting = maxWaiting;
        this.outbox = new Outbox(maxWaiting);
    }

    /** Says what to do when nothing waits any more, after something was shed. */
    void onCaughtUp(Runnable action) {
        onCaughtUp = action;
    }

    /** Says what to do when a poll has taken what waited. */
    void onWritable(Runnable action) {
        onWritable = action;
    }

    boolean isPolled() {
        return poll != null;
    }

    /** Counts large answers that wait. */
    void countIn(InputShare share) {
        large = share;
    }

    /** Forgets what waits. */
    void clear() {
        takeAll();
    }

    /** Takes a poll; there is none yet. Returns whether it was the last one. */
    boolean poll(Exchange exchange) {
        poll = exchange;
        return flush();
    }

    /** Forgets the poll if it is this one: its client has gone. */
    boolean abandon(Exchange exchange) {
        if (poll != exchange) {
            return false;
        }
        poll = null;
        return true;
    }

    /** Answers the poll that waits, if one does, with something that does not come from the queue. */
    void release(EncodedFrame frame) {
        if (poll != null) {
            respond(Payload.of(frame));
        }
    }

    /** Answers the poll that waits, if one does, that the session is no longer polled. */
    void refuse() {
        respond(EngineIoError.WRONG_TRANSPORT.response());
    }

    /** Takes all that waits, for another transport. */
    List<EncodedFrame> takeAll() {
        return take(Integer.MAX_VALUE);
    }

    @Override
    public boolean send(EncodedFrame frame) {
        if (!outbox.add(frame) && !addLarge(frame)) {
            return false;
        }
        if (frame.size() > InputShare.LARGE_ANSWER && large != null && !large.holdMore(frame.size(), outbox.bytes())) {
            return false;
        }
        flushSoon();
        return true;
    }

    @Override
    public boolean send(FrameBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            if (!send(batch.frame(i))) {
                return false;
            }
        }
        return true;
    }

    /** With half of the bound free any frame may still come, a larger one too. */
    @Override
    public boolean isWritable() {
        return outbox.bytes() <= maxWaiting / 2;
    }

    @Override
    public boolean close(int code, String reason) {
        return end(Packets.CLOSE_FRAME);
    }

    /**
     * Ends with a certain last word, in an answer of its own: clients act upon a close packet at once, and lose what they read before it in the same answer but
     * had not yet handed on. Returns false if it has to wait for a later poll.
     */
    boolean end(EncodedFrame last) {
        farewell = last;
        return flush();
    }

    /** Answers the poll that waits, if one does and there is something to say. Returns whether that was the last word. */
    private boolean flush() {
        if (poll != null && !outbox.isEmpty()) {
            respond(Payload.of(take(MOST_PACKETS)));
            tellIfCaughtUp();
            if (onWritable != null) {
                onWritable.run();
            }
        } else if (poll != null && farewell != null) {
            release(farewell);
            return true;
        }
        return false;
    }

    /** A single frame may be larger than the bound, like that of a long history: what waits before it counts. */
    private boolean addLarge(EncodedFrame frame) {
        if (frame.size() <= maxWaiting / 2) {
            return false;
        }
        Outbox larger = new Outbox((int) Math.min(Integer.MAX_VALUE, (long) maxWaiting + frame.size()));
        for (EncodedFrame waiting : takeAll()) {
            larger.add(waiting);
        }
        shedBefore |= outbox.takeCaughtUp();
        outbox = larger;
        isLarger = true;
        return outbox.bytes() <= maxWaiting && outbox.add(frame);
    }

    /** What is sent in one round of the event loop goes into one answer. */
    private void flushSoon() {
        if (poll != null && !flushing) {
            flushing = true;
            loop.execute(() -> {
                flushing = false;
                flush();
            });
        }
    }

    /** Something was shed, and now nothing waits any more. */
    void tellIfCaughtUp() {
        if (takeCaughtUp() && onCaughtUp != null) {
            onCaughtUp.run();
        }
    }

    private boolean takeCaughtUp() {
        if (!outbox.isEmpty()) {
            return false;
        }
        boolean shed = outbox.takeCaughtUp() || shedBefore;
        shedBefore = false;
        return shed;
    }

    private List<EncodedFrame> take(int most) {
        List<EncodedFrame> frames = new ArrayList<>();
        while (frames.size() < most && !outbox.isEmpty()) {
            EncodedFrame frame = outbox.poll();
            if (frame == null) {
                break;
            }
            frames.add(frame);
        }
        if (isLarger && outbox.isEmpty()) {
            shedBefore |= outbox.takeCaughtUp();
            outbox = new Outbox(maxWaiting);
            isLarger = false;
        }
        if (large != null) {
            large.holdAtMost(outbox.bytes());
        }
        return frames;
    }

    private void respond(Response response) {
        Exchange answered = poll;
        poll = null;
        if (answered != null) {
            answered.respond(response);
        }
    }
}
