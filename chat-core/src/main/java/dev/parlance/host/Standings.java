package dev.parlance.host;

import dev.parlance.broker.RoomDirectory;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.UserId;
import dev.parlance.policy.RoomStanding;
import dev.parlance.policy.RoomStandings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What users are to rooms, remembered of rooms whose changes this node hears of. A change drops all that is remembered of its room, with it what is just being read: that comes into what was dropped, and
 * is never seen. Any thread.
 */
public final class Standings implements RoomStandings {
    /** How long something is remembered of which no change is heard, should one have got lost. */
    static final Duration LONGEST = Duration.ofSeconds(10);
    /** Of how many users of a room something is remembered; who asks for more begins anew. */
    static final int MOST = 4_096;

    /** Of a room without a record nobody is anything. */
    private static final CompletableFuture<RoomStanding> NOTHING =
            CompletableFuture.completedFuture(new RoomStanding(Optional.empty(), Optional.empty()));

    private record Kept(CompletableFuture<RoomStanding> standing, long at) {}

    /** What was read of a room since its last change. */
    private static final class Known {
        final Map<UserId, Kept> users = new ConcurrentHashMap<>();
        /** Of everybody, if the room has no record. */
        volatile @Nullable Kept all;
    }

    private final RoomDirectory directory;
    private final LongSupplier ticker;
    private final ConcurrentMap<RoomId, Known> heard = new ConcurrentHashMap<>();
    /** What no policy has been told of need not be asked twice. */
    private volatile boolean asked;

    /**
     * Remembers nothing yet.
     *
     * @param ticker in nanoseconds
     */
    public Standings(RoomDirectory directory, LongSupplier ticker) {
        this.directory = directory;
        this.ticker = ticker;
    }

    /** From here on every change of the room is heard. */
    public void hears(RoomId roomId) {
        heard.put(roomId, new Known());
    }

    /** Whether what a policy has been told of the room may have changed unheard: then it is asked again once the changes are heard. */
    public boolean isUnheard(RoomId roomId) {
        return asked && !heard.containsKey(roomId);
    }

    /** Whether it is known, not read a while ago, that the room has no record: it is open to all then. */
    public boolean isWithoutRecord(RoomId roomId) {
        Known known = heard.get(roomId);
        Kept all = known == null ? null : known.all;
        return all != null && isFresh(all, ticker.getAsLong());
    }

    private static boolean isFresh(Kept kept, long now) {
        return now - kept.at() < LONGEST.toNanos();
    }

    /** Something of the room has changed, or may have. */
    public void changed(RoomId roomId) {
        heard.computeIfPresent(roomId, (id, known) -> new Known());
    }

    /** From here on no change of the room is heard. */
    public void deaf(RoomId roomId) {
        heard.remove(roomId);
    }

    @Override
    public CompletionStage<RoomStanding> of(RoomId roomId, UserId userId) {
        asked = true;
        Known known = heard.get(roomId);
        if (known == null) {
            return read(roomId, userId);
        }
        long now = ticker.getAsLong();
        Kept all = known.all;
        Kept kept = all != null ? all : known.users.get(userId);
        if (kept != null && isFresh(kept, now)) {
            return kept.standing();
        }
        return read(roomId, userId).thenApply(standing -> {
            remember(known, userId, standing, now);
            return standing;
        });
    }

    private static void remember(Known known, UserId userId, RoomStanding standing, long now) {
        if (standing.record().isEmpty()) {
            known.all = new Kept(NOTHING, now);
            return;
        }
        known.all = null;
        if (known.users.size() >= MOST) {
            known.users.clear();
        }
        known.users.put(userId, new Kept(CompletableFuture.completedFuture(standing), now));
    }

    private CompletionStage<RoomStanding> read(RoomId roomId, UserId userId) {
        return directory
                .room(roomId)
                .thenCompose(record -> record.isEmpty()
                        ? NOTHING
                        : directory
                                .member(roomId, userId)
                                .thenApply(member -> new RoomStanding(record, member.map(RoomMember::role))));
    }
}
