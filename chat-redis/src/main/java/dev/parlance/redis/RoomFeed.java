package dev.parlance.redis;

import dev.parlance.broker.BrokerListener;
import dev.parlance.broker.Topic;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
import dev.parlance.model.RoomId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a subscribed room hears: stored events in the order of their offsets, without a hole. Where there may be one (at the beginning, after a break, when an
 * offset jumps or the epoch is another) live events wait while the log is read from the last position on; if the log cannot tell all that was
 * missed, a gap is told.
 */
final class RoomFeed extends Feed {
    private static final Logger LOG = LoggerFactory.getLogger(RoomFeed.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);
    private static final int MOST_WAITING = 512;
    private static final int MOST_NEWS = 500;
    /** No log has this epoch: reading from here on tells only where the log stands. */
    private static final Position UNKNOWN = new Position("-", 0);

    private final RoomId room;
    private final RoomStore store;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean live;
    private boolean overflown;
    private int known;
    private int round;
    private @Nullable Position position;
    private long version;
    private String announcement = "";

    RoomFeed(Topic.Room topic, BrokerListener listener, RoomStore store) {
        super(topic, listener);
        this.room = topic.roomId();
        this.store = store;
    }

    @Override
    void confirmed() {
        lock.lock();
        try {
            if (!isClosed()) {
                waiting.clear();
                read();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    void take(byte[] payload) {
        if (payload[0] == 'S') {
            super.take(payload);
        } else if (live) {
            deliver(payload);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(payload);
        } else {
            overflown = true;
        }
    }

    private void deliver(byte[] payload) {
        switch (payload[0]) {
            case 'P', 'C' -> deliverStored(payload);
            case 'J', 'L' -> deliverPresence(payload);
            default -> LOG.debug("words of a later version in {}", room);
        }
    }

    private void deliverStored(byte[] payload) {
        Position place = place(payload);
        long offset = place.offset();
        Position last = position;
        if (last != null && place.epoch().equals(last.epoch()) && offset <= last.offset()) {
            return;
        }
        boolean same = last != null && place.epoch().equals(last.epoch());
        if (last == null || offset != (same ? last.offset() + 1 : 1)) {
            waiting.addFirst(payload);
            read();
            return;
        }
        if (!same && last.offset() > 0) {
            tell(each -> each.onGap(room)); // the log was lost or forgotten, and this is the beginning of another
        }
        Bytes words = new Bytes(payload, 1);
        words.number();
        byte[] entry = Arrays.copyOfRange(payload, words.from(), payload.length);
        RoomEvent event = payload[0] == 'P'
                ? new RoomEvent.Posted(LogReader.entry(room, offset, entry))
                : new RoomEvent.Changed(LogReader.change(room, entry));
        position = place;
        tell(each -> each.onEvent(event));
    }

    /** Where a stored event stands in its log. */
    private static Position place(byte[] payload) {
        Bytes words = new Bytes(payload, 1);
        long offset = words.number();
        words.word();
        return new Position(words.word(), offset);
    }

    private void deliverPresence(byte[] payload) {
        RoomEvent event = presence(payload);
        long next = version(payload);
        if (next <= version) {
            tell(each -> each.onGap(room)); // the store has lost who was there
        }
        version = next;
        announcement = new String(payload, StandardCharsets.UTF_8);
        tell(each -> each.onEvent(event));
    }

    private RoomEvent presence(byte[] payload) {
        Bytes words = new Bytes(payload, 1);
        long of = words.number();
        return payload[0] == 'J'
                ? new RoomEvent.Joined(room, MessageJson.user(words), of)
                : new RoomEvent.Left(room, MessageJson.user(words), of);
    }

    private static long version(byte[] payload) {
        return new Bytes(payload, 1).number();
    }

    /** Reads what may have been missed; what is heard meanwhile waits. */
    private void read() {
        live = false;
        known = waiting.size();
        overflown = false;
        int asked = ++round;
        Position since = position;
        store.missed(room, since == null ? UNKNOWN : since).whenComplete((missed, error) -> {
            lock.lock();
            try {
                if (asked == round && !isClosed()) {
                    if (error == null) {
                        adopt(missed);
                    } else {
                        COMPLAINTS.error("a room cannot be read: it has a hole", room, error);
                        skip();
                    }
                }
            } finally {
                lock.unlock();
            }
        });
    }

    /** What was missed cannot be told: the next that is heard tries anew, from wherever the log then stands. */
    private void skip() {
        waiting.clear();
        position = null;
        live = true;
        if (ready.isDone()) {
            tell(each -> each.onGap(room));
        }
    }

    private void adopt(Missed missed) {
        Position since = position;
        if (since == null) {
            begin(missed);
            if (ready.isDone()) {
                tell(each -> each.onGap(room)); // not the beginning, but the end of a hole that could not be read
            }
        } else {
            catchUp(since, missed);
        }
        ready.complete(null);
        Position adopted = position;
        if (since != null && isNewLog(since, missed) && adopted != null && adopted.offset() > 0) {
            position = new Position(missed.position().epoch(), 0);
            read();
            return;
        }
        if (overflown) {
            waiting.clear();
            read();
            return;
        }
        live = true;
        while (live && !waiting.isEmpty()) {
            byte[] next = waiting.remove();
            if (!isCovered(next, known-- > 0)) {
                deliver(next);
            }
        }
    }

    /** Whether what waited is covered by what was read: presence by its version; of another epoch, whatever came before the reading. */
    private boolean isCovered(byte[] payload, boolean cameBefore) {
        if (payload[0] == 'J' || payload[0] == 'L') {
            return version(payload) <= version;
        }
        Position last = position;
        return cameBefore && last != null && !place(payload).epoch().equals(last.epoch());
    }

    private void begin(Missed missed) {
        position = missed.position();
        version = missed.version();
        announcement = missed.announcement();
    }

    /** Whether all that the log holds came after what was lost: then that is news too. */
    private static boolean isNewLog(Position since, Missed missed) {
        return !missed.postsComplete()
                && !missed.position().epoch().equals(since.epoch())
                && missed.position().offset() <= MOST_NEWS;
    }

    private void catchUp(Position since, Missed missed) {
        boolean complete = missed.postsComplete() && missed.changesComplete();
        // who has seen nothing yet has missed nothing by the first post, which gives a room its epoch
        boolean gap =
                !complete || (since.offset() > 0 && !missed.position().epoch().equals(since.epoch()));
        if (missed.postsComplete()) {
            events(since, missed).values().forEach(event -> tell(each -> each.onEvent(event)));
            position = missed.position();
        } else {
            position = beforeWhatWaits(missed.position());
        }
        if (missed.version() > version && !missed.announcement().isEmpty()) {
            deliverPresence(missed.announcement().getBytes(StandardCharsets.UTF_8));
        } else if (missed.version() < version || !missed.announcement().equals(announcement)) {
            version = missed.version();
            announcement = missed.announcement();
            gap = true;
        }
        if (gap) {
            tell(each -> each.onGap(room));
        }
    }

    /**
     * Posts stand at their own place, in their latest state, and changes where they were made last: nobody gets to see what was deleted meanwhile.
     */
    private static Map<Long, RoomEvent> events(Position since, Missed missed) {
        Map<Long, RoomEvent> events = new TreeMap<>();
        for (Message message : missed.messages()) {
            long posted = message.position().offset();
            if (posted > since.offset()) {
                events.put(
                        posted,
                        new RoomEvent.Posted(
                                message.toBuilder().changeOffset(posted).build()));
            }
            if (message.changeOffset() > posted) {
                events.put(message.changeOffset(), new RoomEvent.Changed(message));
            }
        }
        return events;
    }

    /** After a hole, what has come in of the new log is told all the same: the place before the first of it, or else the log's end. */
    private Position beforeWhatWaits(Position end) {
        for (byte[] payload : waiting) {
            if (payload[0] == 'P' || payload[0] == 'C') {
                Position place = place(payload);
                if (place.epoch().equals(end.epoch()) && place.offset() <= end.offset()) {
                    return new Position(end.epoch(), place.offset() - 1);
                }
            }
        }
        return end;
    }
}
