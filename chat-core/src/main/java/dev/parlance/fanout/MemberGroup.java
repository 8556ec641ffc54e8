package dev.parlance.fanout;

import dev.parlance.model.RoomId;
import dev.parlance.transport.CloseReason;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Members of one room that share a lane and a protocol, at most {@value #MAX_MEMBERS}, so that the lane may do something else before it sends to the next. Other threads only {@link #offer}; everything else happens on the lane.
 *
 * <p>What waits for the lane is bounded. Beyond it stored events are not queued: the members are told of a gap, and read them from the log.
 */
final class MemberGroup implements LaneRounds.Sender {
    static final long MAX_WAITING_BYTES = 32 << 20;
    /** Takes a millisecond or two. */
    static final int MAX_MEMBERS = 128;

    final FrameEncoder encoder;
    final LaneRounds rounds;
    private final MemberGroups groups;
    private final Queue<Delivery> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean queued = new AtomicBoolean();
    private volatile boolean gap;
    private final List<Member> members = new ArrayList<>(1);
    private int here;
    private int bare;
    private volatile boolean hasBare;
    private volatile boolean hasAnswered;
    private boolean sending;
    private boolean swept = true;

    MemberGroup(MemberGroups groups, LaneRounds rounds, FrameEncoder encoder) {
        this.groups = groups;
        this.rounds = rounds;
        this.encoder = encoder;
    }

    @Override
    public RoomId roomId() {
        return groups.roomId();
    }

    @SuppressWarnings("ReferenceEquality") // connections share encoded frames if they share the object
    boolean speaks(FrameEncoder protocol) {
        return encoder == protocol;
    }

    /** Any thread. */
    void offer(Delivery delivery) {
        take(delivery);
        ready();
    }

    /** Any thread. All of them before the lane looks, so that they make one round. */
    void offer(List<Delivery> deliveries) {
        deliveries.forEach(this::take);
        ready();
    }

    private void take(Delivery delivery) {
        if (waitingBytes.addAndGet(delivery.frame().size()) > MAX_WAITING_BYTES) {
            waitingBytes.addAndGet(-delivery.frame().size());
            gap = true;
        } else {
            inbox.add(delivery);
        }
    }

    private void ready() {
        if (queued.compareAndSet(false, true)) {
            rounds.ready(this);
        }
    }

    /** Any thread. An event could not be encoded for this group. */
    void miss() {
        gap = true;
        ready();
    }

    void add(Member member) {
        member.index = members.size();
        members.add(member);
        count(1, 0);
    }

    /** Any thread. Whether anybody joined without wanting an answer. */
    boolean hasBare() {
        return hasBare;
    }

    /** Any thread. Whether anybody joined wanting an answer, or has not said yet. */
    boolean hasAnswered() {
        return hasAnswered;
    }

    /** A member of it says now that it joined bare, or that it did not. */
    void countBare(int more) {
        count(0, more);
    }

    private void count(int more, int moreBare) {
        here += more;
        bare += moreBare;
        hasBare = bare > 0;
        hasAnswered = here > bare;
    }

    /** The last one takes the group with it. */
    void remove(Member member) {
        if (!member.gone) {
            member.gone = true;
            count(-1, member.isBare() ? -1 : 0);
        }
        if (sending) {
            swept = false; // moving members now would have some told twice
        } else {
            removeAt(member.index);
        }
        if (isEmpty()) {
            groups.dropIfEmpty(this);
        }
    }

    boolean isFull() {
        return members.size() >= MAX_MEMBERS;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    @Override
    public void drain() {
        queued.set(false); // before looking: what comes from now on queues again
        Round round = rounds.round;
        long bytes = 0;
        try {
            for (Delivery delivery = inbox.poll(); delivery != null; delivery = inbox.poll()) {
                bytes += delivery.frame().size();
                if (!round.add(delivery)) {
                    send(round);
                    round.add(delivery);
                }
            }
            if (gap) {
                gap = false;
                tellGap(round);
            }
            if (!round.isEmpty()) {
                send(round);
            }
        } catch (Throwable e) {
            gap = true; // to be told with the next round
            round.clear(); // or the members of the next group would get it
            throw e;
        } finally {
            waitingBytes.addAndGet(-bytes);
        }
    }

    private void tellGap(Round round) {
        EventFrame frame = Peer.encode(encoder, new ServerEvent.HistoryGap(roomId()));
        if (frame == null) { // who cannot even be told that something is missing has to come anew
            List.copyOf(members).forEach(member -> member.close(CloseReason.SERVER_FAULT));
            return;
        }
        Delivery notice = new Delivery(frame, 0, null, true, false);
        if (!round.add(notice)) {
            send(round);
            round.add(notice);
        }
    }

    private void send(Round round) {
        sending = true;
        try {
            for (int i = members.size() - 1; i >= 0; i--) {
                Member member = members.get(i);
                if (!member.gone) {
                    member.send(round);
                }
            }
        } finally {
            sending = false;
            round.clear();
            if (!swept) {
                swept = true;
                for (int i = members.size() - 1; i >= 0; i--) {
                    if (members.get(i).gone) {
                        removeAt(i);
                    }
                }
                groups.dropIfEmpty(this);
            }
        }
    }

    private void removeAt(int index) {
        Member last = members.remove(members.size() - 1);
        if (index < members.size()) {
            members.set(index, last);
            last.index = index;
        }
    }
}
