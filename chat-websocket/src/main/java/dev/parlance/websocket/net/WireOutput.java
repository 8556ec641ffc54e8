package dev.parlance.websocket.net;

import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameBatch;
import dev.parlance.transport.Outbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.jspecify.annotations.Nullable;

/** What goes out on a wire: at once if the kernel takes it, else through an {@link Outbox} that exists only as long as something waits. For the wire's event loop only. */
final class WireOutput {
    /** Of TLS, of one wire: a long answer is encrypted in parts, between which others have their turn. */
    private static final int RECORDS_OF_A_ROUND = 2;

    /** More than a kernel holds of one socket. */
    private static final int MOST_IN_THE_KERNEL = 8 << 20;

    /** As much as those records hold (RFC 8446, section 5.1). */
    private static final int BYTES_OF_A_ROUND = RECORDS_OF_A_ROUND * (1 << 14);

    private final ProtocolIOSession session;
    private final EventLoop loop;
    private final @Nullable SocketChannel plain;
    private boolean armed;
    private boolean caughtUp;
    private int maxWaiting = Integer.MAX_VALUE;
    private int written;
    private @Nullable Outbox outbox;
    private final Supplier<InputShare> budget;
    private @Nullable InputShare large;

    /** Takes a share of the budget once a large answer waits. */
    WireOutput(ProtocolIOSession session, EventLoop loop, boolean tls, Supplier<InputShare> budget) {
        this.budget = budget;
        this.session = session;
        this.loop = loop;
        this.plain = !tls && session.channel() instanceof SocketChannel channel ? channel : null;
    }

    /** The socket that is written to, or null if what is written is encrypted. */
    @Nullable
    SocketChannel plain() {
        return plain;
    }

    /** {@return how many bytes the kernel has taken, or more than it holds at once if it has taken more than that} */
    int written() {
        return written;
    }

    void maxWaiting(int bytes) {
        maxWaiting = bytes;
    }

    /** Who sets no bound has one request answered at a time, and counts the answer itself: HTTP. */
    private boolean isBounded() {
        return maxWaiting < Integer.MAX_VALUE;
    }

    boolean isWaiting() {
        return outbox != null;
    }

    /** False if more would wait than may. */
    boolean send(FrameBatch batch) throws IOException {
        int taken = 0;
        if (outbox == null) {
            ByteBuffer bytes = batch.bytes();
            int size = bytes.remaining();
            taken = write(bytes);
            if (taken == size) {
                return true;
            }
        }
        boolean fits = true;
        for (int i = 0; i < batch.count() && fits; i++) {
            EncodedFrame frame = batch.frame(i);
            if (taken >= frame.size()) {
                taken -= frame.size();
            } else {
                fits = queue(frame, taken);
                taken = 0;
            }
        }
        return fits;
    }

    /** False if more would wait than may. */
    boolean send(EncodedFrame frame) throws IOException {
        int taken = 0;
        if (outbox == null) {
            int wanted;
            int written;
            do {
                ByteBuffer bytes = output();
                frame.copyTo(taken, bytes);
                wanted = bytes.flip().remaining();
                written = write(bytes);
                taken += written;
            } while (plain != null && written == wanted && taken < frame.size());
        }
        int rest = frame.size() - taken;
        if (rest == 0) {
            return true;
        }
        boolean fits = queue(frame, taken);
        if (fits && isBounded() && rest > InputShare.LARGE_ANSWER) {
            count(rest);
        }
        return fits;
    }

    /** Whether something was shed and now nothing waits any more; true once. */
    boolean takeCaughtUp() {
        boolean now = caughtUp;
        caughtUp = false;
        return now;
    }

    /** Writes what waits, as far as the kernel takes it; true if nothing waits any more. */
    boolean flush() throws IOException {
        Outbox waiting = outbox;
        while (waiting != null && !waiting.isEmpty()) {
            ByteBuffer bytes = output();
            waiting.peek(bytes);
            int wanted = bytes.flip().remaining();
            int written = write(bytes);
            waiting.advance(written);
            if (written < wanted || (plain == null && !waiting.isEmpty())) {
                drained(waiting.bytes());
                return false;
            }
        }
        drained(0);
        caughtUp |= waiting != null && waiting.takeCaughtUp();
        outbox(null);
        armed = false;
        session.clearEvent(EventMask.WRITE); // left set it would be reported in every round
        return true;
    }

    /** Forgets what waits but for the rest of a frame that was begun. */
    void dropWaiting() {
        Outbox waiting = outbox;
        if (waiting == null) {
            return;
        }
        int before = waiting.bytes();
        EncodedFrame head = waiting.poll();
        int sent = head == null ? 0 : head.size() - (before - waiting.bytes());
        outbox(null);
        if (head != null && sent > 0) {
            queue(head, sent);
        }
        drained(outbox == null ? 0 : outbox.bytes());
    }

    void clear() {
        outbox(null);
        drained(0);
    }

    private void outbox(@Nullable Outbox now) {
        if ((now == null) != (outbox == null)) {
            loop.countSlowReader(now == null ? -1 : 1);
        }
        outbox = now;
    }

    private void count(int bytes) throws IOException {
        InputShare share = large;
        if (share == null) {
            share = budget.get();
            large = share;
        }
        if (!share.holdMore(bytes, outbox == null ? 0 : outbox.bytes())) {
            throw new IOException("the node holds too much for clients that do not read");
        }
    }

    private void drained(int left) {
        if (large != null) {
            large.holdAtMost(left);
        }
    }

    /** Room for as much as is written in one go: nothing is made that has to be made again. */
    private ByteBuffer output() {
        ByteBuffer bytes = loop.output();
        return plain != null ? bytes : bytes.limit(Math.min(bytes.capacity(), BYTES_OF_A_ROUND));
    }

    private int write(ByteBuffer bytes) throws IOException {
        int taken = plain != null ? plain.write(bytes) : encrypt(bytes);
        if (written < MOST_IN_THE_KERNEL) {
            written += taken;
        }
        return taken;
    }

    private int encrypt(ByteBuffer bytes) throws IOException {
        int before = bytes.remaining();
        boolean sent = true;
        int progress = 1;
        for (int records = 0; records < RECORDS_OF_A_ROUND && sent && progress > 0 && bytes.hasRemaining(); records++) {
            progress = session.write(bytes);
            sent = HttpCoreTls.send(session);
        }
        if (!sent || bytes.hasRemaining()) {
            arm();
        }
        return before - bytes.remaining();
    }

    /** A single frame may be larger than the bound if nothing waits before it: a long history is no sign of a slow reader. */
    private boolean queue(EncodedFrame frame, int sent) {
        Outbox waiting = outbox;
        if (waiting == null) {
            long rest = (long) frame.size() - sent;
            waiting =
                    new Outbox(rest <= maxWaiting ? maxWaiting : (int) Math.min(Integer.MAX_VALUE, rest + maxWaiting));
        }
        boolean fits = waiting.add(frame, sent);
        if (!waiting.isEmpty()) {
            outbox(waiting);
            arm();
        }
        return fits;
    }

    private void arm() {
        if (!armed) {
            armed = true;
            session.setEvent(EventMask.WRITE);
        }
    }
}
