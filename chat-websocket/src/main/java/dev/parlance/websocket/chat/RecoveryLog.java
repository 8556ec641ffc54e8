package dev.parlance.websocket.chat;

import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.ServerEvent;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which number meant what for one client. A client remembers one number for all its rooms, that of the last event it got; this knows where it stood in
 * each of them then, for the last {@value #CAPACITY} stored events.
 */
final class RecoveryLog {
    static final int CAPACITY = 512;

    /** With this number the client stood there. */
    record Entry(long number, RoomId roomId, Position position) {}

    private final Set<RoomId> rooms = new LinkedHashSet<>();
    private final Set<RoomId> gaps = new HashSet<>();
    private final Map<RoomId, Position> floorPositions = new LinkedHashMap<>();
    private final Map<RoomId, String> epochs = new LinkedHashMap<>();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long floor;
    private long last;

    /** A log that begins with what is known already. */
    static RecoveryLog of(long last, long floor, Map<RoomId, Position> positions, Iterable<RoomId> rooms) {
        RecoveryLog log = new RecoveryLog();
        log.last = last;
        log.floor = floor;
        log.floorPositions.putAll(positions);
        positions.forEach((room, position) -> log.epochs.put(room, position.epoch()));
        rooms.forEach(log.rooms::add);
        return log;
    }

    /** Gives an event its number. */
    long number(EventFrame event) {
        last++;
        RoomId room = event.roomId();
        Position position = event.position();
        if (room != null && event.type() == ServerEvent.HistoryGap.class) {
            unsure(room);
        } else if (room != null && position != null && rooms.contains(room) && !gaps.contains(room)) {
            add(new Entry(last, room, position));
        }
        return last;
    }

    /** The client is in a room, and knows it up to a position. */
    void joined(RoomId room, Position position) {
        rooms.add(room);
        gaps.remove(room);
        add(new Entry(last, room, position));
    }

    /** The client stays where it was before, whatever it gets, until it has {@linkplain #joined joined} again. */
    void unsure(RoomId room) {
        gaps.add(room);
    }

    void left(RoomId room) {
        rooms.remove(room);
        gaps.remove(room);
        epochs.remove(room);
        floorPositions.remove(room);
        entries.removeIf(entry -> entry.roomId().equals(room));
    }

    /** Who does not get what is numbered next is none that comes back. */
    void requireNext() {
        floor = last + 1;
    }

    void add(Entry entry) {
        String epoch = epochs.put(entry.roomId(), entry.position().epoch());
        entries.add(entry);
        boolean otherLog = epoch != null && !epoch.equals(entry.position().epoch());
        while (entries.size() > CAPACITY || (otherLog && !entries.isEmpty())) {
            dropFirst();
        }
    }

    /**
     * Where the client stood in its rooms when it got a number. A room that is missing in it was joined later.
     *
     * @return the positions, or null if that was too long ago to know
     */
    @Nullable
    Map<RoomId, Position> positionsAt(long number) {
        if (number < floor || number > last) {
            return null;
        }
        Map<RoomId, Position> positions = new LinkedHashMap<>(floorPositions);
        for (Entry entry : entries) {
            if (entry.number() > number) {
                break;
            }
            positions.put(entry.roomId(), entry.position());
        }
        return positions;
    }

    /** A log that goes on for a client that has got everything up to a number. */
    RecoveryLog from(long number, Map<RoomId, Position> positions) {
        return of(last, number, positions, rooms);
    }

    Set<RoomId> rooms() {
        return rooms;
    }

    long last() {
        return last;
    }

    long floor() {
        return floor;
    }

    Map<RoomId, Position> floorPositions() {
        return floorPositions;
    }

    /** Oldest first; all of one room are of one epoch, the last of which is {@link #epochs}'s. */
    Iterator<Entry> entries() {
        return entries.iterator();
    }

    Map<RoomId, String> epochs() {
        return epochs;
    }

    private void dropFirst() {
        Entry first = entries.remove();
        floor = Math.max(floor, first.number());
        floorPositions.put(first.roomId(), first.position());
    }
}
