package dev.parlance.command;

import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatLimits;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many rooms each user may give a record: over all connections to this node, with the whole of it on each node. For each a bucket that holds a burst and fills at a rate, kept as the time at which it
 * is full (the generic cell rate algorithm); who has all is not held. Any thread.
 */
final class RoomCreations {
    /** So many users are held; nobody new is bounded beyond. */
    static final int MOST = 100_000;

    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long SWEEP_EVERY = Duration.ofSeconds(1).toNanos();

    private final EngineContext context;
    private final ConcurrentMap<UserId, Long> fullAt = new ConcurrentHashMap<>();
    private final AtomicLong swept;

    RoomCreations(EngineContext context) {
        this.context = context;
        this.swept = new AtomicLong(context.ticker().getAsLong());
    }

    /**
     * Takes one; what then fails counts, too.
     *
     * @throws ChatException {@code RATE_LIMITED}, saying how long to wait
     */
    void take(UserId userId) {
        long now = context.ticker().getAsLong();
        if (fullAt.size() >= MOST && !fullAt.containsKey(userId)) {
            sweep(now);
            if (fullAt.size() >= MOST) {
                return;
            }
        }
        ChatLimits limits = context.limits();
        long each = HOUR / limits.roomsCreatedPerHour();
        fullAt.compute(userId, (id, before) -> {
            long from = before == null || before - now < 0 ? now : before;
            long wait = from - now - each * (limits.roomCreationBurst() - 1);
            if (wait > 0) {
                throw ChatException.rateLimited("too many new rooms in a short time", Duration.ofNanos(wait));
            }
            return from + each;
        });
    }

    private void sweep(long now) {
        long before = swept.get();
        if (now - before >= SWEEP_EVERY && swept.compareAndSet(before, now)) {
            fullAt.values().removeIf(full -> full - now <= 0);
        }
    }
}
