package dev.parlance.host;

import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who has to wait before saying something again in rooms that are in slow mode: over all connections of a user to this node, and for what other nodes took as soon as this one hears it. So a user who sends
 * on several nodes within the time that a message takes between them gets one message through on each. Nothing is held of other rooms. Any thread.
 */
public final class SlowMode {
    /** So many turns are held; beyond, nobody new has to wait. */
    static final int MOST = 65_536;

    private final LongSupplier ticker;
    private final BoundedTable<Sender, Turn> turns;

    private record Sender(RoomId roomId, UserId userId) {}

    /** One message, and how long its sender then has to wait. */
    public static final class Turn {
        private final Sender sender;
        private final long at;
        private final long wait;

        private Turn(Sender sender, long at, long wait) {
            this.sender = sender;
            this.at = at;
            this.wait = wait;
        }
    }

    /**
     * Nobody waits yet.
     *
     * @param ticker in nanoseconds
     */
    public SlowMode(LongSupplier ticker) {
        this.ticker = ticker;
        this.turns = new BoundedTable<>(
                MOST,
                "nobody new waits for a turn in rooms in slow mode: as many wait as may",
                (turn, now) -> now - turn.at >= turn.wait,
                ticker.getAsLong());
    }

    /**
     * Takes a user's turn.
     *
     * @param wait of the room, as it is now
     * @return what is to be given back if nothing was said after all
     * @throws ChatException {@code SLOW_MODE} if the user has to wait
     */
    public Turn take(RoomId roomId, UserId userId, Duration wait) {
        Turn next = new Turn(new Sender(roomId, userId), ticker.getAsLong(), wait.toNanos());
        Turn kept = hold(next);
        if (kept != null) {
            throw ChatException.slowMode(Duration.ofNanos(next.wait - (next.at - kept.at)));
        }
        return next;
    }

    /** Nothing was said: the user need not wait for it. */
    public void giveBack(Turn turn) {
        turns.remove(turn.sender, turn);
    }

    /** A user has said something, here or on another node. */
    public void heard(RoomId roomId, UserId userId, Duration wait) {
        Turn said = new Turn(new Sender(roomId, userId), ticker.getAsLong(), wait.toNanos());
        Turn taken = hold(said);
        if (taken != null) { // what is known to have been said is not given back, though its sender may not know
            turns.replace(said.sender, taken, new Turn(taken.sender, taken.at, taken.wait));
        }
    }

    /** Returns the turn before if its wait is not over yet, and holds that one. */
    private @Nullable Turn hold(Turn next) {
        Turn kept =
                turns.update(next.sender, next.at, last -> last != null && next.at - last.at < next.wait ? last : next);
        return kept == next ? null : kept;
    }

    /** How many are held; for tests. */
    int size() {
        return turns.size();
    }
}
