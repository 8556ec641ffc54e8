package dev.parlance.tck.transport;

import dev.parlance.transport.EncodedFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What a kernel is between two ends: holds so much, in order, and then takes no more. */
final class MemorySocket {
    private static final int ROOM = 1 << 20;

    /** A frame, a ping if there is none, or the end. */
    record Item(@Nullable EncodedFrame frame, Told.@Nullable Ended end) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private Told.@Nullable Ended end;
    private int bytes;

    boolean hasRoom() {
        lock.lock();
        try {
            return bytes < ROOM;
        } finally {
            lock.unlock();
        }
    }

    void put(@Nullable EncodedFrame frame) {
        lock.lock();
        try {
            items.add(new Item(frame, null));
            bytes += frame == null ? 1 : frame.size();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing follows. */
    void end(boolean mayComeBack, int code) {
        lock.lock();
        try {
            if (end == null) {
                end = new Told.Ended(mayComeBack, code);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what nobody has taken. */
    void clear() {
        lock.lock();
        try {
            items.clear();
            bytes = 0;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Item take(Duration patience) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (items.isEmpty() && end == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            Item item = items.poll();
            if (item == null) {
                return end == null ? null : new Item(null, end);
            }
            bytes -= item.frame() == null ? 1 : item.frame().size();
            changed.signalAll();
            return item;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            lock.unlock();
        }
    }

    /** For a transport that blocks where it must not. */
    void awaitRoom() {
        lock.lock();
        try {
            while (bytes >= ROOM && end == null) {
                if (!changed.await(5, TimeUnit.SECONDS)) {
                    return; // so that the test ends
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
