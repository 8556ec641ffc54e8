package dev.parlance.redis.bus;

import dev.parlance.model.Position;
import dev.parlance.model.RoomEvent;
import dev.parlance.redis.log.Missed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a room's feed stands, and what follows from what it hears and reads: stored events are told in the order of their offsets, without a hole. Where there may be one (at the beginning, after a
 * break, when an offset jumps or the epoch is another) what is heard waits while the log is read from the last position on; if the log cannot tell all that was missed, a gap is told. No lock and no
 * socket here: guarded by its owner's lock.
 */
final class FeedPosition {
    /** No log has this epoch: reading from here on tells only where the log stands. */
    private static final Position UNKNOWN = new Position("-", 0);

    private static final int MOST_NEWS = 500;
    private static final int MOST_FORMER = 8;

    /** What is done with it. */
    interface Outlet {
        /** Tells what was heard; throws if that cannot be read, and it is as if it had not been heard. */
        void tell(ChannelMessage heard);

        void tell(RoomEvent event);

        void gap();

        /** Reads what was missed, and says so to {@link #read(int, Missed)} or {@link #failed}. */
        void read(int reading, Position since);

        /** From here on all is heard. */
        void ready();
    }

    /** What becomes of what is heard. */
    enum State {
        /** It waits, while the log is read. */
        READING,
        /** It is told. */
        LIVE,
        /** The log could not be read: the next stored event has it read again, from wherever it then stands. */
        ADRIFT
    }

    private final Outlet outlet;
    private final Backlog backlog;
    private State state = State.READING;
    private boolean ready;
    private int reading;
    private int heardBefore;
    private @Nullable Position position;
    /** Epochs that were left: what of them is still on its way is no news. */
    private List<String> former = List.of();

    private long version;
    private byte[] announcement = {};

    FeedPosition(Outlet outlet, Backlog backlog) {
        this.outlet = outlet;
        this.backlog = backlog;
    }

    State state() {
        return state;
    }

    /** There is a subscription, for the first time or after a break: what was said before it may be missing. */
    void confirmed() {
        backlog.clear();
        read();
    }

    /** Something was said. */
    void heard(ChannelMessage heard) {
        switch (state) {
            case READING -> backlog.add(heard);
            case LIVE, ADRIFT -> take(heard);
        }
    }

    /** The log was read; ignored if there is a later reading. */
    void read(int asked, Missed missed) {
        if (asked == reading && state == State.READING) {
            adopt(missed);
        }
    }

    /** The log could not be read; ignored if there is a later reading. */
    void failed(int asked) {
        if (asked == reading && state == State.READING) {
            unreadable();
        }
    }

    /** What was heard or read does not tell what happened. */
    void unreadable() {
        backlog.clear();
        moveTo(null);
        state = State.ADRIFT;
        if (ready) {
            outlet.gap();
        }
    }

    private void take(ChannelMessage heard) {
        Position place = heard.place();
        if (place == null) {
            takePresence(heard);
        } else {
            takeStored(heard, place);
        }
    }

    private void takeStored(ChannelMessage heard, Position place) {
        Position last = position;
        boolean same = last != null && place.epoch().equals(last.epoch());
        if (same && last != null && place.offset() <= last.offset()) {
            return;
        }
        if (last != null && !same && former.contains(place.epoch())) {
            return;
        }
        if (last == null || place.offset() != (same ? last.offset() + 1 : 1)) {
            backlog.putBack(heard);
            read();
            return;
        }
        if (!same && last.offset() > 0) {
            outlet.gap(); // the log was lost or forgotten, and this is the beginning of another
        }
        outlet.tell(heard);
        moveTo(place);
    }

    private void moveTo(@Nullable Position next) {
        Position last = position;
        position = next;
        if (last != null && (next == null || !next.epoch().equals(last.epoch()))) {
            List<String> left = new ArrayList<>(former);
            left.add(last.epoch());
            former = List.copyOf(left.subList(Math.max(0, left.size() - MOST_FORMER), left.size()));
        }
        if (next != null && former.contains(next.epoch())) {
            former = former.stream().filter(each -> !each.equals(next.epoch())).toList();
        }
    }

    private void takePresence(ChannelMessage heard) {
        if (heard.version() <= version) {
            outlet.gap(); // the store has lost who was there
        }
        outlet.tell(heard);
        version = heard.version();
        announcement = heard.payload();
    }

    private void read() {
        state = State.READING;
        heardBefore = backlog.size();
        backlog.beginReading();
        Position since = position;
        outlet.read(++reading, since == null ? UNKNOWN : since);
    }

    private void adopt(Missed missed) {
        Position since = position;
        if (since == null) {
            begin(missed);
        } else {
            catchUp(since, missed);
        }
        if (!ready) {
            ready = true;
            outlet.ready();
        }
        if (since != null && isNewLog(since, missed) && isPast(position)) {
            moveTo(new Position(missed.position().epoch(), 0));
            read();
        } else if (backlog.isWhole()) {
            goLive();
        } else {
            backlog.clear();
            read();
        }
    }

    private void goLive() {
        state = State.LIVE;
        while (state == State.LIVE) {
            ChannelMessage next = backlog.next();
            if (next == null) {
                return;
            }
            if (!isCovered(next, heardBefore-- > 0)) {
                take(next);
            }
        }
    }

    /** Whether what waited is covered by what was read: presence by its version; of another epoch, whatever came before the reading. */
    private boolean isCovered(ChannelMessage heard, boolean cameBefore) {
        Position place = heard.place();
        if (place == null) {
            return heard.version() <= version;
        }
        Position last = position;
        return cameBefore && last != null && !place.epoch().equals(last.epoch());
    }

    private void begin(Missed missed) {
        moveTo(missed.position());
        version = missed.version();
        announcement = missed.announcement();
        if (ready) {
            outlet.gap(); // not the beginning, but the end of a hole that could not be read
        }
    }

    private static boolean isPast(@Nullable Position beginning) {
        return beginning != null && beginning.offset() > 0;
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
            missed.events(since).values().forEach(outlet::tell);
            moveTo(missed.position());
        } else {
            moveTo(beforeWhatWaits(since, missed.position()));
        }
        ChannelMessage last = missed.announcement().length == 0 ? null : ChannelMessage.read(missed.announcement());
        if (missed.version() > version && last != null) {
            takePresence(last);
        } else if (missed.version() < version || !Arrays.equals(missed.announcement(), announcement)) {
            version = missed.version();
            announcement = missed.announcement();
            gap = true;
        }
        if (gap) {
            outlet.gap();
        }
    }

    /** After a hole, what has come in is told all the same, but for what had been told before: the place before the first of it, or else the log's end. */
    private Position beforeWhatWaits(Position since, Position end) {
        for (Iterator<ChannelMessage> each = backlog.iterator(); each.hasNext(); ) {
            Position place = each.next().place();
            if (place != null && place.epoch().equals(end.epoch()) && place.offset() <= end.offset()) {
                boolean told = place.epoch().equals(since.epoch()) && place.offset() <= since.offset();
                if (!told) {
                    return new Position(end.epoch(), place.offset() - 1);
                }
            }
        }
        return end;
    }
}
