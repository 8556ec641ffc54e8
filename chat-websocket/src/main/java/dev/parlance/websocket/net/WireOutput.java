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
    private static final int RECORDS_OF_A_TURN = 2;

    /** As much as those records hold (RFC 8446, section 5.1). */
    private static final int BYTES_OF_A_TURN = RECORDS_OF_A_TURN * (1 << 14);

    /** What is written at once if nothing waits before it, whoever else has what to write. */
    private static final int SMALL = 1 << 14;

    /** More than a kernel holds of one socket. */
    private static final int MOST_IN_THE_KERNEL = 8 << 20;

    private final ProtocolIOSession session;
    private final EventLoop loop;
    private final @Nullable SocketChannel plain;
    private final Runnable turn;
    private boolean armed;
    private boolean awaitsTurn;
    private boolean caughtUp;
    private int maxWaiting = Integer.MAX_VALUE;
    private boolean blocked;
    private boolean slow;
    private int written;
    /** Of the frame that was the first to wait how much there is still to write while the kernel has refused nothing yet; then it is known how much waits for the peer. */
    private int untried;

    private @Nullable Outbox outbox;
    private final UntakenAnswers untaken;

    /** With what to do when it is its turn to {@link #flush}. Takes a share of the budget once a large answer waits. */
    WireOutput(ProtocolIOSession session, EventLoop loop, boolean tls, Supplier<InputShare> budget, Runnable turn) {
        this.untaken = new UntakenAnswers(budget);
        this.turn = turn;
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

    /** False if more would wait than may. What is long, and has to be made or encrypted, waits for its turn. */
    boolean send(EncodedFrame frame) throws IOException {
        boolean isFirst = outbox == null;
        int taken = 0;
        if (isFirst && plain != null && !frame.isMadeWhenSent()) {
            do {
                taken += write(made(frame, taken));
            } while (!blocked && taken < frame.size());
        } else if (isFirst && (frame.size() <= SMALL || loop.outputTurns().hasShare())) {
            ByteBuffer bytes = made(frame, 0);
            if (frame.size() > SMALL) {
                loop.outputTurns().spend(bytes.remaining());
            }
            taken = write(bytes);
        }
        int rest = frame.size() - taken;
        if (rest == 0) {
            return true;
        }
        boolean fits = queue(frame, taken);
        if (fits && (blocked || !isFirst)) {
            count(rest);
        }
        return fits;
    }

    private ByteBuffer made(EncodedFrame frame, int from) {
        ByteBuffer bytes = output();
        frame.copyTo(from, bytes);
        return bytes.flip();
    }

    /** Whether something was shed and now nothing waits any more; true once. */
    boolean takeCaughtUp() {
        boolean now = caughtUp;
        caughtUp = false;
        return now;
    }

    /** The turn that was waited for is there. */
    void turnCame() {
        awaitsTurn = false;
    }

    /** Writes of what waits as much as is its turn, as far as the kernel takes it; true if nothing waits any more. */
    boolean flush() throws IOException {
        Outbox waiting = outbox;
        if (waiting != null && !waiting.isEmpty()) {
            OutputTurns turns = loop.outputTurns();
            if (awaitsTurn) {
                return false;
            }
            if (!turns.hasShare()) {
                awaitTurn();
                return false;
            }
            ByteBuffer bytes = output();
            waiting.peek(bytes);
            turns.spend(bytes.flip().remaining()); // also what the kernel does not take has been made
            int taken = write(bytes);
            waiting.advance(taken);
            tried(waiting, taken);
            if (!waiting.isEmpty()) {
                untaken.atMost(waiting.bytes());
                goOn();
                return false;
            }
        }
        untaken.atMost(0);
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
        untaken.atMost(outbox == null ? 0 : outbox.bytes());
    }

    void clear() {
        outbox(null);
        untaken.atMost(0);
    }

    private void outbox(@Nullable Outbox now) {
        if (now == null) {
            slow(false);
        }
        outbox = now;
    }

    /** Who waits for a turn alone is no slow reader. */
    private void slow(boolean now) {
        if (now != slow) {
            slow = now;
            loop.countSlowReader(now ? 1 : -1);
        }
    }

    /** Who sets no bound has one request answered at a time, and counts the answer itself: HTTP. */
    private void count(int bytes) throws IOException {
        if (maxWaiting < Integer.MAX_VALUE) {
            untaken.add(bytes, outbox == null ? 0 : outbox.bytes());
        }
    }

    /** Room for as much as is written in one go: nothing is made that has to be made again. */
    private ByteBuffer output() {
        ByteBuffer bytes = loop.output();
        return plain != null ? bytes : bytes.limit(Math.min(bytes.capacity(), BYTES_OF_A_TURN));
    }

    private int write(ByteBuffer bytes) throws IOException {
        int taken = plain != null ? plain(plain, bytes) : encrypt(bytes);
        if (written < MOST_IN_THE_KERNEL) {
            written += taken;
        }
        return taken;
    }

    private int plain(SocketChannel socket, ByteBuffer bytes) throws IOException {
        int taken = socket.write(bytes);
        blocked = bytes.hasRemaining();
        return taken;
    }

    private int encrypt(ByteBuffer bytes) throws IOException {
        int before = bytes.remaining();
        boolean sent = true;
        int progress = 1;
        for (int records = 0; records < RECORDS_OF_A_TURN && sent && progress > 0 && bytes.hasRemaining(); records++) {
            progress = session.write(bytes);
            sent = HttpCoreTls.send(session);
        }
        blocked = !sent || progress == 0;
        if (blocked) {
            arm();
        }
        return before - bytes.remaining();
    }

    /** A single frame may be larger than the bound if nothing waits before it: a long history is no sign of a slow reader. */
    private boolean queue(EncodedFrame frame, int sent) {
        Outbox waiting = outbox;
        if (waiting == null) {
            int rest = frame.size() - sent;
            untried = blocked ? 0 : rest;
            waiting = new Outbox(blocked ? mayWait(rest) : with(rest));
        }
        boolean fits = waiting.add(frame, sent);
        if (!waiting.isEmpty()) {
            outbox(waiting);
            goOn();
        }
        return fits;
    }

    private void tried(Outbox waiting, int taken) throws IOException {
        int rest = Math.max(0, untried - taken);
        if (untried > 0 && blocked) {
            waiting.atMost(mayWait(rest));
            count(rest);
            rest = 0;
        }
        untried = rest;
    }

    private int mayWait(int rest) {
        return rest <= maxWaiting ? maxWaiting : with(rest);
    }

    private int with(int rest) {
        return (int) Math.min(Integer.MAX_VALUE, (long) rest + maxWaiting);
    }

    /** What waits goes on when the kernel takes more, or if it does already when it is its turn. */
    private void goOn() {
        if (blocked) {
            slow(true);
            arm();
        } else if (!armed) {
            awaitTurn();
        }
    }

    private void awaitTurn() {
        if (armed) {
            armed = false;
            session.clearEvent(EventMask.WRITE);
        }
        if (!awaitsTurn) {
            awaitsTurn = true;
            loop.outputTurns().await(turn);
        }
    }

    private void arm() {
        if (!armed && !awaitsTurn) {
            armed = true;
            session.setEvent(EventMask.WRITE);
        }
    }
}
