package dev.parlance.websocket.net;

import dev.parlance.complaint.Complaints;
import java.nio.channels.ClosedSelectorException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.apache.hc.core5.reactor.IOWorkerSelector;
import org.apache.hc.core5.reactor.IOWorkerStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a port's listeners accept only as much as there is room for. HttpCore's accept whatever comes, long before an I/O thread gets to count it, and end when there
 * is no descriptor for it. So a socket counts here from its accept until its descriptor is free again: on its way to an I/O thread, served, and turned
 * away but not yet let go by the selector. While there is no room the listener waits in here, and who comes waits in the kernel's backlog.
 */
final class AcceptGate {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptGate.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1); // nothing tells when a selector lets go
    /** How many an I/O thread may find in one round, where each costs those who talk some of their time, whether it is taken or turned away. */
    private static final int PENDING_PER_THREAD = 32;

    /** Which of a reactor's I/O threads is next. HttpCore asks for each connection, accepted or made. */
    final class Turn implements IOWorkerSelector {
        private final AtomicInteger next = new AtomicInteger();
        private volatile IOWorkerStats[] threads = {};
        private volatile boolean closed;
        private int credit; // the listener's own

        @Override
        public int select(IOWorkerStats[] given) {
            threads = given;
            if (Thread.currentThread() instanceof ListenerThread && --credit < 0) {
                credit = awaitRoom(this) - 1;
            }
            return Math.floorMod(next.getAndIncrement(), given.length);
        }

        /** Lets the listener go, which accepts no more; may be called again. */
        void close() {
            closed = true;
        }

        boolean isClosed() {
            return closed;
        }

        /** What it had is closed. */
        void forget() {
            turns.remove(this);
        }
    }

    private final long most;
    private final List<Turn> turns = new CopyOnWriteArrayList<>();
    private volatile long room;
    private volatile long pending = PENDING_PER_THREAD;

    /** For so many connections, and so many more that are being turned away. */
    AcceptGate(int connections, int surplus) {
        this.most = (long) connections + surplus;
        this.room = most;
    }

    Turn turn() {
        Turn turn = new Turn();
        turns.add(turn);
        return turn;
    }

    /** Looks how many descriptors there are, which is too costly to be asked at each accept. The sockets by which the server wakes itself are not counted as room. */
    void measure() {
        long own = turns.stream().mapToLong(turn -> turn.threads.length).sum();
        pending = PENDING_PER_THREAD * Math.max(1, own);
        room = Math.min(most + own, sockets() + DescriptorLimit.sockets());
    }

    /** On a listener's thread: how many it may accept, at least one unless it is to stop. */
    private int awaitRoom(Turn turn) {
        long free = free();
        if (room < most && room - sockets() <= 0) {
            COMPLAINTS.warn(
                    "nobody more is accepted until a descriptor is free: as many sockets are open as can be", room);
        }
        while (free <= 0 && !turn.closed && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_NANOS);
            free = free();
        }
        return (int) Math.max(1, free);
    }

    private long free() {
        return Math.min(room - sockets(), pending - count(IOWorkerStats::pendingChannelCount));
    }

    /** Those of the I/O threads, and those on their way there. */
    long sockets() {
        return count(thread -> thread.totalChannelCount() + thread.pendingChannelCount());
    }

    private long count(ToIntFunction<IOWorkerStats> what) {
        long sum = 0;
        for (Turn turn : turns) {
            for (IOWorkerStats thread : turn.threads) {
                try {
                    sum += what.applyAsInt(thread);
                } catch (ClosedSelectorException e) {
                    // the thread has ended, and what it had is closed
                }
            }
        }
        return sum;
    }
}
