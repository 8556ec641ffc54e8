package dev.parlance.redis.bus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a room has heard while the log is read. It is bounded, in a room and over all rooms of a node; what is beyond is left to the log, which is read again then. Guarded by its owner's lock.
 */
final class Backlog {
    static final int MOST = 512;
    static final int MOST_BYTES = 1 << 20;

    private final Deque<ChannelMessage> waiting = new ArrayDeque<>();
    private final Sum sum;
    private int bytes;
    private boolean whole = true;

    /** What the backlogs of a node hold together. For any thread. */
    static final class Sum {
        private final long most;
        private final AtomicLong bytes = new AtomicLong();

        Sum(long most) {
            this.most = most;
        }

        boolean isFull() {
            return bytes.get() > most;
        }

        long bytes() {
            return bytes.get();
        }
    }

    Backlog(Sum sum) {
        this.sum = sum;
    }

    void add(ChannelMessage heard) {
        if (waiting.size() >= MOST || bytes > MOST_BYTES || sum.isFull()) {
            whole = false;
        } else {
            waiting.add(heard);
            count(heard.payload().length);
        }
    }

    /** Puts back what was taken out, whatever the bound. */
    void putBack(ChannelMessage heard) {
        waiting.addFirst(heard);
        count(heard.payload().length);
    }

    @Nullable
    ChannelMessage next() {
        ChannelMessage next = waiting.poll();
        if (next != null) {
            count(-next.payload().length);
        }
        return next;
    }

    int size() {
        return waiting.size();
    }

    Iterator<ChannelMessage> iterator() {
        return waiting.iterator();
    }

    /** Whether nothing has been left to the log since {@link #clear} or {@link #beginReading}. */
    boolean isWhole() {
        return whole;
    }

    /** What is left to the log from here on is read by the next reading only. */
    void beginReading() {
        whole = true;
    }

    void clear() {
        waiting.clear();
        count(-bytes);
        whole = true;
    }

    private void count(int more) {
        bytes += more;
        sum.bytes.addAndGet(more);
    }
}
