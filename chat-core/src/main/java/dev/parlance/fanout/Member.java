package dev.parlance.fanout;

import dev.parlance.model.Position;
import dev.parlance.model.User;
import dev.parlance.transport.ChatConnection;
import dev.parlance.transport.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session in one room, on the session's lane. While its history is being read, live events wait here; then those that the history
 * tells already are skipped, so that nothing comes twice and nothing is missing.
 */
public final class Member {
    static final int MAX_WAITING = 16_384;
    public static final long MAX_WAITING_BYTES = 8 << 20;

    /** Its place in the group, which alone keeps both. */
    int index;

    boolean gone;

    private final MemberGroup group;
    private final Peer peer;
    private final ChatConnection connection; // its peer's, at one look less for each delivery
    private User user;
    /** It joined without wanting an answer, as clients of the Socket.IO service of old do. */
    private boolean bare;

    private @Nullable List<Delivery> waiting = new ArrayList<>(0);
    private int waitingBytes;
    private @Nullable Position known;
    private long knownPresence;

    Member(User user, MemberGroup group, Peer peer) {
        this.user = user;
        this.group = group;
        this.peer = peer;
        this.connection = peer.connection;
    }

    void close(CloseReason reason) {
        peer.close(reason);
    }

    public User user() {
        return user;
    }

    /** The newest name counts, from the next word on. */
    public void rename(User now) {
        user = now;
    }

    /** Whether it wants no answer to its join: then it is told in words that such clients have always known. */
    public void joinedBare(boolean now) {
        if (bare != now) {
            bare = now;
            if (!gone) {
                group.countBare(now ? 1 : -1);
            }
        }
    }

    public boolean isBare() {
        return bare;
    }

    /**
     * Gets nothing any more.
     *
     * @param atOnce not even what came before, which one that leaves by word still gets
     */
    public void leave(boolean atOnce) {
        if (!atOnce) {
            group.drain();
        }
        group.remove(this);
    }

    public boolean hasLeft() {
        return gone;
    }

    /** Whether events reach it, rather than being held back. */
    public boolean isLive() {
        return waiting == null;
    }

    /** Begins to hold live events back. */
    public void hold() {
        if (waiting == null) {
            waiting = new ArrayList<>(0);
        }
    }

    /** Sends what was held back and is not known from the history up to {@code read} or from the members after {@code presence} joins and leaves. */
    public void goLive(Position read, long presence) {
        List<Delivery> held = waiting;
        waiting = null;
        waitingBytes = 0;
        known = read;
        knownPresence = presence;
        if (held != null) {
            Round own = own();
            held.forEach(delivery -> gather(own, delivery));
            sendOwn(own);
        }
    }

    void send(Round round) {
        List<Delivery> held = waiting;
        if (held != null) {
            hold(round, held);
        } else if (tellsKnown(round)
                || round.firstPresence() <= knownPresence
                || round.excepts(user.id())
                || !round.isAllFor(bare)) {
            Round own = own();
            for (int i = 0; i < round.count(); i++) {
                gather(own, round.delivery(i));
            }
            sendOwn(own);
        } else {
            deliver(round);
        }
    }

    /** A member whose connection failed is gone, and not called again. */
    private void deliver(Round round) {
        try {
            connection.send(round);
        } catch (Throwable e) {
            peer.failed(e);
        }
    }

    private Round own() {
        Round own = group.rounds.own;
        own.clear(); // what a fault left in it was another member's
        return own;
    }

    private void hold(Round round, List<Delivery> held) {
        for (int i = 0; i < round.count(); i++) {
            Delivery delivery = round.delivery(i);
            waitingBytes = (int) Math.min(
                    Integer.MAX_VALUE, waitingBytes + (long) delivery.frame().size());
            if (held.size() == MAX_WAITING || waitingBytes > MAX_WAITING_BYTES) {
                peer.close(CloseReason.OVERLOADED); // the history takes too long: come back, nothing is lost
                return;
            }
            held.add(delivery);
        }
    }

    /** Whether the history told some of this round already; once its first stored event is new, all that follow are. */
    private boolean tellsKnown(Round round) {
        if (known == null) {
            return false;
        }
        for (int i = 0; i < round.count(); i++) {
            Position position = round.delivery(i).frame().position();
            if (position != null) {
                if (isKnown(position)) {
                    return true;
                }
                known = null;
                return false;
            }
        }
        return false;
    }

    // a store may tell its history before its live event
    private boolean isKnown(@Nullable Position position) {
        Position read = known;
        return position != null
                && read != null
                && position.epoch().equals(read.epoch())
                && position.offset() <= read.offset();
    }

    /** Adds a delivery that this member is to get; what it misses of a round may not cost it a write per frame. */
    private void gather(Round own, Delivery delivery) {
        if (isKnown(delivery.frame().position())
                || (delivery.presenceOrder() != 0 && delivery.presenceOrder() <= knownPresence)
                || user.id().equals(delivery.except())
                || !(bare ? delivery.knownOfOld() : !delivery.onlyOfOld())) {
            return;
        }
        if (!own.add(delivery)) {
            sendOwn(own);
            own.add(delivery);
        }
    }

    private void sendOwn(Round own) {
        if (!own.isEmpty()) {
            if (!gone) {
                deliver(own);
            }
            own.clear();
        }
    }
}
