package dev.parlance.watch;

import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ServerEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which rooms a watching user follows, how far each was read, and which marks were told. Any thread, one lock. */
final class KnownMarks {
    /** Of how many rooms it is known which mark was told last: those that were told of last. */
    private static final int MOST_TOLD = 1_000;

    /** The newest that was told of a room, and whether the user has not followed it since. */
    private record Told(long version, boolean isOver) {}

    private record Read(String epoch, long number) {}

    private final Map<RoomId, Told> told = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RoomId, Told> eldest) {
            return size() > MOST_TOLD;
        }
    };
    private final Map<RoomId, Read> followed = new HashMap<>();
    /** The rooms of which the store is being asked, and whether it is to be asked once more. */
    private final Map<RoomId, Boolean> asked = new HashMap<>(2);

    private final AtomicLong all;
    private boolean closed;

    /**
     * Nothing is known yet.
     *
     * @param all counts the rooms that all watching users follow
     */
    KnownMarks(AtomicLong all) {
        this.all = all;
    }

    /** The store has this mark, or had it when it was asked, unless something newer was told. */
    synchronized void kept(ReadMark mark) {
        Told newer = told.get(mark.roomId());
        if (newer == null) {
            follow(mark);
        }
    }

    /**
     * What a word about a mark is for those who are told.
     *
     * @param isNews whether they are told it
     * @param isToBeAsked whether the store is to be asked what is so, see {@link #settle}
     */
    record Heard(boolean isNews, boolean isToBeAsked) {}

    /**
     * A mark was moved, or a room is not followed any more. Nodes tell of one mark in whichever order, as each is told when it is written: of one following the versions say which is newer. Those of the next one
     * begin anew, so that around the end of one the store is asked.
     */
    synchronized Heard heard(ServerEvent.MarkUpdated updated) {
        RoomId roomId = updated.marked();
        Told before = told.get(roomId);
        boolean isDoubtful = updated.count() == null || (before != null && before.isOver());
        boolean isNews = updated.count() == null
                ? isOver(roomId, before)
                : isNews(updated.count().mark(), before);
        boolean wasAsked = asked.computeIfPresent(roomId, (same, again) -> true) != null;
        return new Heard(isNews, isDoubtful && !wasAsked && doubt(roomId));
    }

    private boolean isOver(RoomId roomId, @Nullable Told before) {
        told.put(roomId, new Told(before == null ? 0 : before.version(), true));
        if (followed.remove(roomId) != null) {
            all.decrementAndGet();
        }
        return true;
    }

    private boolean isNews(ReadMark mark, @Nullable Told before) {
        boolean isNews = before == null || (before.isOver() ? mark.version() == 1 : mark.version() > before.version());
        if (isNews) {
            told.put(mark.roomId(), new Told(mark.version(), false));
            follow(mark);
        }
        return isNews;
    }

    /** What is known of a room may not be so. Returns whether the store is to be asked now, and not once more when it has answered. */
    synchronized boolean doubt(RoomId roomId) {
        return !closed && !asked.merge(roomId, false, (known, none) -> true);
    }

    /** The rooms of which something else is known than the store has: what it says of each may be overtaken, so that it is doubted, and not taken for true. */
    synchronized List<RoomId> differing(Collection<ReadMark> marks) {
        Map<RoomId, Read> kept = new HashMap<>();
        marks.forEach(mark -> kept.put(mark.roomId(), read(mark)));
        Set<RoomId> all = new HashSet<>(followed.keySet());
        all.addAll(kept.keySet());
        all.removeIf(roomId -> Objects.equals(kept.get(roomId), followed.get(roomId)));
        return List.copyOf(all);
    }

    /** What comes of the store's answer. */
    enum Settled {
        /** Something was heard meanwhile: it is to be asked once more. */
        AGAIN,
        /** It is as it was told. */
        KNOWN,
        /** It is to be told. */
        NEWS,
        /** It is of another following than what was told last: that this is over is to be told before. */
        ANEW
    }

    /** The store has this mark, or none: what was heard before it was asked is older. */
    synchronized Settled settle(RoomId roomId, @Nullable ReadMark kept) {
        if (Boolean.TRUE.equals(asked.remove(roomId))) {
            asked.put(roomId, false);
            return Settled.AGAIN;
        }
        Told before = told.get(roomId);
        if (kept == null) {
            boolean followedIt = followed.containsKey(roomId);
            isOver(roomId, before);
            return followedIt ? Settled.NEWS : Settled.KNOWN;
        }
        boolean isKnown =
                read(kept).equals(followed.get(roomId)) && (before == null || before.version() == kept.version());
        boolean isBehind = before != null && !before.isOver() && before.version() > kept.version();
        told.put(roomId, new Told(kept.version(), false));
        follow(kept);
        return isKnown ? Settled.KNOWN : isBehind ? Settled.ANEW : Settled.NEWS;
    }

    /** The store could not be asked. */
    synchronized void unsettled(RoomId roomId) {
        asked.remove(roomId);
    }

    private static Read read(ReadMark mark) {
        return new Read(mark.position().epoch(), mark.number());
    }

    private void follow(ReadMark mark) {
        if (!closed && followed.put(mark.roomId(), read(mark)) == null) {
            all.incrementAndGet();
        }
    }

    synchronized boolean follows(RoomId roomId) {
        return followed.containsKey(roomId);
    }

    /** Whether there is something to read behind the mark. */
    synchronized boolean isBehind(RoomId roomId, RoomState state) {
        Read read = followed.get(roomId);
        return read != null
                && (state.posts() > read.number()
                        || !read.epoch().equals(state.position().epoch()));
    }

    synchronized List<RoomId> followed() {
        return List.copyOf(followed.keySet());
    }

    /** Nobody watches any more. Returns which rooms were followed. */
    synchronized List<RoomId> close() {
        closed = true;
        List<RoomId> last = followed();
        followed.clear();
        all.addAndGet(-last.size());
        return last;
    }
}
