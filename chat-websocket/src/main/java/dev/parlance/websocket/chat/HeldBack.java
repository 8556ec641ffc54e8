package dev.parlance.websocket.chat;

import dev.parlance.model.RoomId;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What happens around a client that is not let in yet: done in order when it is, as fast as it reads, and from then on at once. */
final class HeldBack {
    static final int MOST = 16_384;
    static final long MOST_BYTES =
            8 << 20; // what a client may have missed that comes back (RecoveryLog), and what happens meanwhile

    private record Step(int bytes, @Nullable RoomId room, Runnable action) {}

    private @Nullable ArrayDeque<Step> steps = new ArrayDeque<>();
    private long waitingBytes;

    /** Takes a step that carries so many bytes and is about a room, or about none; false if more waits already than may. */
    boolean add(int bytes, @Nullable RoomId room, Runnable action) {
        if (steps == null) {
            action.run();
            return true;
        }
        if (steps.size() == MOST || waitingBytes > MOST_BYTES) {
            return false;
        }
        steps.add(new Step(bytes, room, action));
        waitingBytes += bytes;
        return true;
    }

    /** Forgets what waits of a room. */
    void drop(RoomId room) {
        if (steps != null) {
            steps.removeIf(step -> {
                boolean isOfRoom = room.equals(step.room());
                waitingBytes -= isOfRoom ? step.bytes() : 0;
                return isOfRoom;
            });
        }
    }

    /** Whether what happens is done at once. */
    boolean isReleased() {
        return steps == null;
    }

    /** Does what waits, as long as more may be sent; returns whether nothing waits any more. */
    boolean release(BooleanSupplier writable) {
        ArrayDeque<Step> waiting = steps;
        while (waiting != null && writable.getAsBoolean()) {
            Step step = waiting.poll();
            if (step == null) {
                steps = null;
                return true;
            }
            waitingBytes -= step.bytes();
            step.action().run();
        }
        return waiting == null;
    }
}
