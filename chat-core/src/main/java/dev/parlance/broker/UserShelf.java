package dev.parlance.broker;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What a hub keeps of one user: the marks of the rooms followed, and what mentions the user there. Under its lock. */
final class UserShelf {
    /** What the least of all takes in memory: a user, and a room followed with its place among the readers, beside their ids at two bytes a character. */
    private static final int SHELF = 256;

    private static final int FOLLOWED = 512;

    final ReentrantLock lock = new ReentrantLock();
    /** It is in no map any more: whoever has found it there looks again. */
    boolean removed;
    /** When something was written last. */
    Instant written;
    /** What {@link RoomMemory} has counted for it. */
    long counted;

    private final NavigableMap<RoomId, Followed> rooms = new TreeMap<>(Comparator.comparing(RoomId::value));
    private int mentions;
    private long bytes = SHELF;

    private static final class Followed {
        ReadMark mark;
        final OffsetSet mentions = new OffsetSet(ReadMarks.MAX_MENTIONS);

        Followed(ReadMark mark) {
            this.mark = mark;
        }

        KeptMark kept() {
            return new KeptMark(mark, mentions.countAfter(mark.position().offset()));
        }
    }

    UserShelf(Instant now) {
        this.written = now;
    }

    List<KeptMark> all() {
        return rooms.values().stream().map(Followed::kept).toList();
    }

    Optional<KeptMark> mark(RoomId roomId) {
        return Optional.ofNullable(rooms.get(roomId)).map(Followed::kept);
    }

    /** Keeps a mark in the place of that which it was made from. */
    KeptMark put(ReadMark next, int most) {
        Followed followed = rooms.get(next.roomId());
        ReadMark kept = next.toBuilder().version(next.version() + 1).build();
        if (next.version() != (followed == null ? 0 : followed.mark.version())) {
            throw ReadMarks.conflict();
        }
        if (followed == null) {
            if (rooms.size() >= most) {
                throw ReadMarks.full(most);
            }
            followed = new Followed(kept);
            rooms.put(next.roomId(), followed);
            bytes += bytes(kept);
        } else {
            followed.mark = kept;
        }
        return followed.kept();
    }

    private static long bytes(ReadMark mark) {
        return FOLLOWED
                + 2L * (mark.roomId().value().length() + mark.userId().value().length());
    }

    /** Returns whether there was one. */
    boolean remove(RoomId roomId) {
        forgetMentions(roomId);
        Followed followed = rooms.remove(roomId);
        if (followed == null) {
            return false;
        }
        bytes -= bytes(followed.mark);
        return true;
    }

    /** Notes or forgets a mention; returns whether the user follows that room. */
    boolean mention(RoomId roomId, long post, boolean on) {
        Followed followed = rooms.get(roomId);
        if (followed == null) {
            return false;
        }
        if (on && mentions >= ReadMarks.MAX_MENTIONS) {
            rooms.values()
                    .forEach(each -> change(
                            each.mentions,
                            all -> all.removeUpTo(each.mark.position().offset())));
        }
        if (!on) {
            change(followed.mentions, all -> all.remove(post));
        } else if (mentions < ReadMarks.MAX_MENTIONS) {
            change(followed.mentions, all -> all.add(post));
        }
        return true;
    }

    void forgetMentions(RoomId roomId) {
        Followed followed = rooms.get(roomId);
        if (followed != null) {
            change(followed.mentions, OffsetSet::clear);
        }
    }

    private void change(OffsetSet of, Consumer<OffsetSet> step) {
        int before = of.size();
        long bytesBefore = of.bytes();
        step.accept(of);
        mentions += of.size() - before;
        bytes += of.bytes() - bytesBefore;
    }

    Iterable<RoomId> followed() {
        return rooms.keySet();
    }

    boolean isEmpty() {
        return rooms.isEmpty();
    }

    long bytes() {
        return bytes;
    }
}
