package dev.parlance.watch;

import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ServerEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

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

    /** A mark was moved, or a room is not followed any more. Returns whether that is news: nodes tell of one mark in whichever order, as each is told when it is written. */
    synchronized boolean isNews(ServerEvent.MarkUpdated updated) {
        RoomId roomId = updated.marked();
        Told before = told.get(roomId);
        long last = before == null ? 0 : before.version();
        if (updated.count() == null) {
            told.put(roomId, new Told(last, true));
            if (followed.remove(roomId) != null) {
                all.decrementAndGet();
            }
            return true;
        }
        ReadMark mark = updated.count().mark();
        boolean isFirst = mark.version() == 1 && before != null && before.isOver(); // the room is followed anew
        if (mark.version() <= last && !isFirst) {
            return false;
        }
        told.put(roomId, new Told(mark.version(), false));
        follow(mark);
        return true;
    }

    private void follow(ReadMark mark) {
        if (!closed && followed.put(mark.roomId(), new Read(mark.position().epoch(), mark.number())) == null) {
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
