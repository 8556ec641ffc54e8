package dev.parlance;

import dev.parlance.model.Position;
import dev.parlance.model.User;
import dev.parlance.transport.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session in one room, on the session's lane. While its history is being read, live events wait here; then those that the history
 * tells already are skipped, so that nothing comes twice and nothing is missing.
 */
final class Member {
    static final int MAX_WAITING = 16_384;

    final LiveRoom room;
    final User user;
    final MemberGroup group;
    int index;
    boolean gone;
    /** The presence version since which its user is in, under this name. */
    long entered;

    private final Peer peer;
    private @Nullable List<Delivery> waiting = new ArrayList<>(0);
    private @Nullable Position known;

    Member(LiveRoom room, User user, MemberGroup group, Peer peer) {
        this.room = room;
        this.user = user;
        this.group = group;
        this.peer = peer;
    }

    void close(CloseReason reason) {
        peer.close(reason);
    }

    boolean isLive() {
        return waiting == null;
    }

    /** Begins to hold live events back. */
    void hold() {
        if (waiting == null) {
            waiting = new ArrayList<>(0);
        }
    }

    /** Sends what was held back and is not known from the history up to {@code read} or from the members of {@code version}. */
    void goLive(Position read, long version) {
        group.drain(); // what was offered before the members were read must be held back, not sent
        List<Delivery> held = waiting;
        waiting = null;
        known = read;
        if (held == null) {
            return;
        }
        for (Delivery delivery : held) {
            if (delivery.presenceVersion() == 0 || delivery.presenceVersion() > version) {
                sendUnlessKnown(delivery);
            }
        }
    }

    void send(Round round) {
        List<Delivery> held = waiting;
        if (held != null) {
            hold(round, held);
        } else if (tellsKnown(round) || round.excepts(user.id())) {
            for (int i = 0; i < round.count() && !gone; i++) {
                sendUnlessKnown(round.delivery(i));
            }
        } else {
            peer.send(round);
        }
    }

    private void hold(Round round, List<Delivery> held) {
        for (int i = 0; i < round.count(); i++) {
            if (held.size() == MAX_WAITING) {
                peer.close(CloseReason.OVERLOADED); // the history takes too long: come back, nothing is lost
                return;
            }
            held.add(round.delivery(i));
        }
    }

    /** Whether the history told some of this round already; once its first stored event is new, all that follow are. */
    private boolean tellsKnown(Round round) {
        if (known == null) {
            return false;
        }
        for (int i = 0; i < round.count(); i++) {
            Position position = round.delivery(i).position();
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

    private void sendUnlessKnown(Delivery delivery) {
        if (isKnown(delivery.position())) {
            return;
        }
        if (!gone && !user.id().equals(delivery.except())) {
            peer.send(delivery.frame());
        }
    }
}
