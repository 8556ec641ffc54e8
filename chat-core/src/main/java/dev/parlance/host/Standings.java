package dev.parlance.host;

import dev.parlance.broker.RoomDirectory;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.UserId;
import dev.parlance.policy.RoomStanding;
import dev.parlance.policy.RoomStandings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * What users are to rooms, remembered of rooms whose changes this node hears of. A change drops all that is remembered of its room, with it what is just being read: that comes into what was dropped, and
 * is never seen. Any thread.
 */
public final class Standings implements RoomStandings {
    /** How long something is remembered of which no change is heard, should one have got lost. */
    static final Duration LONGEST = Duration.ofSeconds(10);
    /** Of how many users of a room something is remembered; who asks for more begins anew. */
    static final int MOST = 4_096;

    private record Kept(RoomStanding standing, long at) {}

    private final RoomDirectory directory;
    private final LongSupplier ticker;
    private final ConcurrentMap<RoomId, Map<UserId, Kept>> heard = new ConcurrentHashMap<>();
    /** Without a policy that asks, nothing is held for rooms. */
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
        if (asked) {
            heard.put(roomId, new ConcurrentHashMap<>());
        }
    }

    /** Something of the room has changed, or may have. */
    public void changed(RoomId roomId) {
        heard.computeIfPresent(roomId, (id, known) -> new ConcurrentHashMap<>());
    }

    /** From here on no change of the room is heard. */
    public void deaf(RoomId roomId) {
        heard.remove(roomId);
    }

    @Override
    public CompletionStage<RoomStanding> of(RoomId roomId, UserId userId) {
        asked = true;
        Map<UserId, Kept> known = heard.get(roomId);
        if (known == null) {
            return read(roomId, userId);
        }
        long now = ticker.getAsLong();
        Kept kept = known.get(userId);
        if (kept != null && now - kept.at() < LONGEST.toNanos()) {
            return CompletableFuture.completedStage(kept.standing());
        }
        return read(roomId, userId).thenApply(standing -> {
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(userId, new Kept(standing, now));
            return standing;
        });
    }

    private CompletionStage<RoomStanding> read(RoomId roomId, UserId userId) {
        return directory
                .room(roomId)
                .thenCombine(
                        directory.member(roomId, userId),
                        (record, member) -> new RoomStanding(record, member.map(RoomMember::role)));
    }
}
