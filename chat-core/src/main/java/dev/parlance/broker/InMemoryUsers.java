package dev.parlance.broker;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.Mention;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How far the users of a hub have read, and where they were mentioned, each user under a lock of its own. Safe for use by many threads. */
final class InMemoryUsers {
    private static final int MIN_USERS = 64;

    private final InstantSource clock;
    private final RoomMemory memory;
    private final ConcurrentMap<UserId, UserShelf> shelves = new ConcurrentHashMap<>();
    private final RoomReaders readers = new RoomReaders();
    private final ReentrantLock sweeping = new ReentrantLock();
    /** At how many users those are swept whose time has passed: twice as many as were left, so that one more costs the same however many there are. */
    private volatile int nextSweep = MIN_USERS;

    InMemoryUsers(InstantSource clock, RoomMemory memory) {
        this.clock = clock;
        this.memory = memory;
    }

    List<KeptMark> marks(UserId userId) {
        return of(userId, UserShelf::all);
    }

    Optional<KeptMark> mark(UserId userId, RoomId roomId) {
        return of(userId, shelf -> shelf.mark(roomId));
    }

    KeptMark put(ReadMark next, int most) {
        sweepIfMany();
        while (true) {
            UserShelf shelf = shelves.computeIfAbsent(next.userId(), userId -> new UserShelf(clock.instant()));
            Optional<KeptMark> kept = in(next.userId(), shelf, held -> {
                KeptMark mark = held.put(next, most);
                readers.put(mark.mark());
                held.written = clock.instant();
                return mark;
            });
            if (kept.isPresent()) {
                return kept.get();
            }
        }
    }

    void remove(UserId userId, RoomId roomId) {
        of(userId, shelf -> {
            if (shelf.remove(roomId)) {
                readers.remove(userId, roomId);
                shelf.written = clock.instant();
            }
            return shelf;
        });
    }

    UserPage readers(RoomId roomId, Position message, int limit, @Nullable UserId after) {
        return readers.page(roomId, message, limit, after);
    }

    boolean mention(UserId userId, Mention mention, boolean on) {
        return of(userId, shelf -> {
            boolean follows = shelf.mention(
                    mention.roomId(), mention.messageId().position().offset(), on);
            if (follows) {
                shelf.written = clock.instant();
            }
            return follows;
        });
    }

    void forgetMentions(UserId userId, RoomId roomId) {
        of(userId, shelf -> {
            shelf.forgetMentions(roomId);
            return shelf;
        });
    }

    /** How many users have marks; for tests. */
    int size() {
        return shelves.size();
    }

    /** Runs {@code action} on what is kept of a user, or on an empty shelf that is kept nowhere. */
    private <T> T of(UserId userId, Function<UserShelf, T> action) {
        UserShelf shelf = shelves.get(userId);
        return Optional.ofNullable(shelf)
                .flatMap(held -> in(userId, held, action))
                .orElseGet(() -> action.apply(new UserShelf(clock.instant())));
    }

    /** Empty, and nothing was done, if that shelf is none any more. */
    private <T> Optional<T> in(UserId userId, UserShelf shelf, Function<UserShelf, T> action) {
        shelf.lock.lock();
        try {
            if (shelf.removed || forgetIfOver(userId, shelf)) {
                return Optional.empty();
            }
            return Optional.of(action.apply(shelf));
        } finally {
            if (shelf.isEmpty()) {
                forget(userId, shelf);
            }
            count(shelf);
            shelf.lock.unlock();
        }
    }

    private boolean forgetIfOver(UserId userId, UserShelf shelf) {
        boolean isOver = !clock.instant().isBefore(shelf.written.plus(ReadMarks.TIME_TO_LIVE));
        if (isOver) {
            forget(userId, shelf);
        }
        return isOver;
    }

    private void forget(UserId userId, UserShelf shelf) {
        shelf.followed().forEach(roomId -> readers.remove(userId, roomId));
        shelf.removed = true;
        shelves.remove(userId, shelf);
    }

    private void count(UserShelf shelf) {
        long now = shelf.removed ? 0 : shelf.bytes();
        memory.add(now - shelf.counted);
        shelf.counted = now;
    }

    private void sweepIfMany() {
        if (shelves.size() < nextSweep || !sweeping.tryLock()) {
            return;
        }
        try {
            shelves.forEach((userId, shelf) -> in(userId, shelf, held -> held));
            nextSweep = Math.max(MIN_USERS, 2 * shelves.size());
        } finally {
            sweeping.unlock();
        }
    }
}
