package dev.parlance.host;

import dev.parlance.complaint.Complaints;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of some, each for a while; of so many at most. What says nothing any more goes when there is no room, which is looked at once a second at most; if there is none then, nothing is
 * remembered of anybody new, and the log says so. Those who come at the very same time may go beyond the bound together. Any thread.
 */
public final class BoundedTable<K, V> {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(BoundedTable.class.getName()));
    private static final long SWEEP_EVERY = Duration.ofSeconds(1).toNanos();

    /** Whether an entry says nothing any more. */
    public interface Over<V> {
        /** At this time, in nanoseconds. */
        boolean isOver(V value, long now);
    }

    private final int most;
    private final String full;
    private final Over<V> over;
    private final ConcurrentMap<K, V> entries = new ConcurrentHashMap<>();
    private final AtomicLong swept;

    /**
     * Remembers nothing yet.
     *
     * @param full what the log says when there is no room, always the same words
     * @param now in nanoseconds, of the clock that all calls go by
     */
    public BoundedTable(int most, String full, Over<V> over, long now) {
        this.most = most;
        this.full = full;
        this.over = over;
        this.swept = new AtomicLong(now);
    }

    /**
     * Remembers what comes of what there was, alone with it.
     *
     * @param next of what is remembered, or of null; never null itself. What it throws changes nothing
     * @return what is remembered now, or null if there is no room for someone new
     */
    public @Nullable V update(K key, long now, UnaryOperator<@Nullable V> next) {
        if (entries.size() >= most && !entries.containsKey(key)) {
            sweep(now);
            if (entries.size() >= most) {
                COMPLAINTS.warn(full, most);
                return null;
            }
        }
        return entries.compute(key, (same, before) -> next.apply(before));
    }

    /** What is remembered, or null; makes nothing. */
    public @Nullable V find(K key) {
        return entries.get(key);
    }

    /** Forgets it if it is still this. */
    public void remove(K key, V value) {
        entries.remove(key, value);
    }

    /** Remembers the other if it is still the one. */
    public void replace(K key, V one, V other) {
        entries.replace(key, one, other);
    }

    private void sweep(long now) {
        long before = swept.get();
        if (now - before >= SWEEP_EVERY && swept.compareAndSet(before, now)) {
            entries.values().removeIf(value -> over.isOver(value, now));
        }
    }

    /** How many are remembered; for tests. */
    int size() {
        return entries.size();
    }
}
