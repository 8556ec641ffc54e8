package dev.parlance;

import dev.parlance.transport.ClientCommand;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The commands of one session that wait for their turn, in order, bounded in number and in memory. For the session's lane. */
final class PendingCommands {
    private static final long MOST_BYTES = 1 << 20;
    /** What even the shortest costs while it waits. */
    private static final long LEAST_BYTES = 128;

    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private final int most;
    private long bytes;

    record Pending(ClientCommand command, long requestId) {}

    PendingCommands(int most) {
        this.most = most;
    }

    /** Returns false if it may not wait, too. */
    boolean add(ClientCommand command, long requestId) {
        long size = size(command);
        if (queue.size() >= most || bytes + size > MOST_BYTES) {
            return false;
        }
        bytes += size;
        queue.add(new Pending(command, requestId));
        return true;
    }

    @Nullable
    Pending peek() {
        return queue.peek();
    }

    void remove() {
        bytes -= size(queue.remove().command());
    }

    private static long size(ClientCommand command) {
        return LEAST_BYTES + command.bytes();
    }
}
