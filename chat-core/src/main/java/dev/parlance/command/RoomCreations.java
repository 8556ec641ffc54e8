package dev.parlance.command;

import dev.parlance.host.BoundedTable;
import dev.parlance.host.EngineContext;
import dev.parlance.model.ChatException;
import dev.parlance.model.UserId;
import dev.parlance.policy.ChatLimits;
import java.time.Duration;

/**
 * How many rooms each user may give a record: over all connections to this node. Nodes do not tell each other: on each a user has the whole of it. For each a bucket that holds a burst and fills at a rate, kept as the time at which it
 * is full (the generic cell rate algorithm); who has all is not held. Any thread.
 */
final class RoomCreations {
    /** So many users are held; nobody new is bounded beyond. */
    static final int MOST = 100_000;

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final EngineContext context;
    private final BoundedTable<UserId, Long> fullAt;

    RoomCreations(EngineContext context) {
        this.context = context;
        this.fullAt = new BoundedTable<>(
                MOST,
                "nobody new is bounded in creating rooms: of as many users as may be it is known what they have created",
                (full, now) -> full - now <= 0,
                context.ticker().getAsLong());
    }

    /**
     * Takes one; what then fails counts, too.
     *
     * @throws ChatException {@code RATE_LIMITED}, saying how long to wait
     */
    void take(UserId userId) {
        long now = context.ticker().getAsLong();
        ChatLimits limits = context.limits();
        long each = HOUR / limits.roomsCreatedPerHour();
        fullAt.update(userId, now, before -> {
            long from = before == null || before - now < 0 ? now : before;
            long wait = from - now - each * (limits.roomCreationBurst() - 1);
            if (wait > 0) {
                throw ChatException.rateLimited("too many new rooms in a short time", Duration.ofNanos(wait));
            }
            return from + each;
        });
    }
}
