package dev.parlance.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The commands of one session that wait for their turn, in order, bounded in number and in memory. For the session's lane. */
final class PendingCommands {
    private static final long MOST_BYTES = 1 << 20;
    /** What even the shortest costs while it waits. */
    private static final long LEAST_BYTES = 128;

    private final ArrayDeque<Request> queue = new ArrayDeque<>();
    private final int most;
    private long bytes;

    PendingCommands(int most) {
        this.most = most;
    }

    /** Returns false if it may not wait, too. */
    boolean add(Request request) {
        long size = size(request);
        if (queue.size() >= most || bytes + size > MOST_BYTES) {
            return false;
        }
        bytes += size;
        queue.add(request);
        return true;
    }

    @Nullable
    Request peek() {
        return queue.peek();
    }

    void remove() {
        bytes -= size(queue.remove());
    }

    private static long size(Request request) {
        return LEAST_BYTES + request.command().bytes();
    }
}
