package dev.parlance.broker;

import dev.parlance.broker.UserProfiles.KeptProfile;
import dev.parlance.model.Profile;
import dev.parlance.model.UserId;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the users of a hub are called, in the order in which they were seen last, which is the order in which they go. Safe for use by many threads. */
final class InMemoryProfiles {
    /** How many there are at the most. */
    static final int MAX_PROFILES = 100_000;
    /** What the least takes in memory, beside its texts at two bytes a character. */
    private static final int PROFILE = 256;

    private final InstantSource clock;
    private final RoomMemory memory;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UserId, Profile> profiles = new LinkedHashMap<>();
    private long bytes;

    InMemoryProfiles(InstantSource clock, RoomMemory memory, long maxBytes) {
        this.clock = clock;
        this.memory = memory;
        this.maxBytes = maxBytes;
    }

    KeptProfile put(UserId userId, String name, @Nullable URI picture) {
        lock.lock();
        try {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Profile before = profiles.get(userId);
            if (before != null && isOver(before, now)) {
                before = null;
            }
            boolean isNews = before == null
                    || !before.name().equals(name)
                    || !Objects.equals(before.picture().orElse(null), picture);
            Profile next = Profile.builder(userId, name)
                    .picture(picture)
                    .lastSeen(later(before, now))
                    .version((before == null ? 0 : before.version()) + (isNews ? 1 : 0))
                    .build();
            keep(next, now);
            return new KeptProfile(next, isNews);
        } finally {
            lock.unlock();
        }
    }

    boolean saw(UserId userId) {
        lock.lock();
        try {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Profile before = profiles.get(userId);
            if (before == null || isOver(before, now)) {
                return false;
            }
            Profile next = Profile.builder(userId, before.name())
                    .picture(before.picture().orElse(null))
                    .lastSeen(later(before, now))
                    .version(before.version())
                    .build();
            keep(next, now);
            return true;
        } finally {
            lock.unlock();
        }
    }

    Map<UserId, Profile> all(Set<UserId> users) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Map<UserId, Profile> found = new HashMap<>();
            for (UserId userId : users) {
                Profile profile = profiles.get(userId);
                if (profile != null && !isOver(profile, now)) {
                    found.put(userId, profile);
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** A clock that is set back must not have seen anybody earlier. */
    private static Instant later(@Nullable Profile before, Instant now) {
        return before == null
                ? now
                : before.lastSeen().filter(seen -> seen.isAfter(now)).orElse(now);
    }

    private void keep(Profile next, Instant now) {
        long had = bytes;
        Profile before = profiles.remove(next.userId()); // and comes in again as the youngest
        bytes -= before == null ? 0 : bytes(before);
        profiles.put(next.userId(), next);
        bytes += bytes(next);
        Iterator<Profile> oldest = profiles.values().iterator();
        Profile first = oldest.next();
        while (profiles.size() > 1 && (isOver(first, now) || profiles.size() > MAX_PROFILES || bytes > maxBytes)) {
            oldest.remove();
            bytes -= bytes(first);
            first = oldest.next();
        }
        memory.add(bytes - had);
    }

    private static boolean isOver(Profile profile, Instant now) {
        return profile.lastSeen()
                .filter(seen -> !now.isBefore(seen.plus(UserProfiles.TIME_TO_LIVE)))
                .isPresent();
    }

    private static long bytes(Profile profile) {
        int picture =
                profile.picture().map(address -> address.toString().length()).orElse(0);
        return PROFILE
                + 2L * (profile.userId().value().length() + profile.name().length() + picture);
    }

    /** How many there are; for tests. */
    int size() {
        lock.lock();
        try {
            return profiles.size();
        } finally {
            lock.unlock();
        }
    }
}
