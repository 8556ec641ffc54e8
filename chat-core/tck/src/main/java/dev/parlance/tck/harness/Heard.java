package dev.parlance.tck.harness;

import dev.parlance.broker.Topic;
import dev.parlance.model.Message;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What one node heard of one topic, and how to wait for it. */
public final class Heard {
    public final AtomicBoolean telling = new AtomicBoolean();
    public volatile boolean expected;

    private final Topic topic;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<RoomEvent> stored = new ArrayList<>();
    private final List<RoomEvent> presence = new ArrayList<>();
    private final List<Signal> signals = new ArrayList<>();
    private int gaps;
    private long lastOffset = -1;
    private long lastVersion = -1;

    public Heard(Topic topic, Duration patience) {
        this.topic = topic;
        this.patience = patience;
    }

    /** The place of a stored event in its room's log. */
    public static long offset(RoomEvent event) {
        return message(event).changeOffset();
    }

    public static long version(RoomEvent event) {
        return event instanceof RoomEvent.Joined joined ? joined.version() : ((RoomEvent.Left) event).version();
    }

    public static Message message(RoomEvent event) {
        if (event instanceof RoomEvent.Posted posted) {
            return posted.message();
        }
        if (event instanceof RoomEvent.Changed changed) {
            return changed.message();
        }
        throw new AssertionError(event + " is not stored");
    }

    /** From the next event on, as after a gap, any place will do. */
    public void beginAnew() {
        grow(() -> {
            lastOffset = -1;
            lastVersion = -1;
        });
    }

    /** Returns what is wrong with the event's place after the one before, or null. */
    @Nullable
    public String add(RoomEvent event) {
        lock.lock();
        try {
            grown.signalAll();
            if (event instanceof RoomEvent.Joined || event instanceof RoomEvent.Left) {
                long before = lastVersion;
                lastVersion = version(event);
                presence.add(event);
                return before >= 0 && lastVersion <= before ? "a version after " + before + ", without a gap" : null;
            }
            long before = lastOffset;
            lastOffset = offset(event);
            stored.add(event);
            return before >= 0 && lastOffset != before + 1 ? "an offset after " + before + ", without a gap" : null;
        } finally {
            lock.unlock();
        }
    }

    public void add(Signal signal) {
        grow(() -> signals.add(signal));
    }

    public void addGap() {
        grow(() -> {
            gaps++;
            lastOffset = -1;
            lastVersion = -1;
        });
    }

    /** The first {@code count} stored events or more, as soon as they are there. */
    public List<RoomEvent> stored(int count) {
        return await(count, "stored events", stored);
    }

    public List<RoomEvent> presence(int count) {
        return await(count, "joins and leaves", presence);
    }

    public List<Signal> signals(int count) {
        return await(count, "signals", signals);
    }

    public void awaitGap() {
        await(() -> gaps > 0, "a gap");
    }

    /** Waits for a stored event that stands at {@code offset} or later, or for a gap. */
    public void awaitOffsetOrGap(long offset) {
        await(() -> gaps > 0 || stored.stream().anyMatch(event -> offset(event) >= offset), "offset " + offset);
    }

    /** Waits for a certain text, however it comes. */
    public void awaitText(String text) {
        await(() -> stored.stream().anyMatch(event -> message(event).text().equals(text)), "\"" + text + "\"");
    }

    public int gaps() {
        lock.lock();
        try {
            return gaps;
        } finally {
            lock.unlock();
        }
    }

    private <T> List<T> await(int count, String what, List<T> list) {
        await(() -> list.size() >= count, count + " " + what);
        lock.lock();
        try {
            return List.copyOf(list);
        } finally {
            lock.unlock();
        }
    }

    private void await(BooleanSupplier until, String what) {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (!until.getAsBoolean()) {
                if (left <= 0) {
                    throw new AssertionError("waited " + patience + " for " + what + " of " + topic + ", heard "
                            + stored + ", " + presence + ", " + signals + " and " + gaps + " gaps");
                }
                left = grown.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void grow(Runnable change) {
        lock.lock();
        try {
            change.run();
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
