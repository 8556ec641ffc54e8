package dev.parlance.fanout;

import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.ServerEvent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a room tells goes through here: to each group of its members, encoded once per protocol. Deliveries come one at a time, as the broker's calls
 * of a room do, or under the lock of the room's notices; groups come and go on their lanes.
 */
public final class MemberGroups {
    private static final MemberGroup[] NONE = {};

    private final RoomId roomId;

    private volatile MemberGroup[] groups =
            NONE; // replaced as a whole, by one thread at a time; same encoders side by side

    public MemberGroups(RoomId roomId) {
        this.roomId = roomId;
    }

    RoomId roomId() {
        return roomId;
    }

    /** Hands an event to every group. */
    public void deliver(ServerEvent event, @Nullable UserId except) {
        MemberGroup before = null;
        Delivery delivery = null;
        for (MemberGroup group : groups) {
            if (before == null || !group.speaks(before.encoder)) {
                delivery = encode(group.encoder, event, except);
            }
            if (delivery != null) {
                group.offer(delivery);
            } else if (event.priority() != FramePriority.TYPING) { // lost is not silence; typing ends by itself
                group.miss();
            }
            before = group;
        }
    }

    /**
     * Hands joins and leaves to every group: one alone as it is, several as one event, or to members that joined bare as one after the other.
     *
     * @param users how many are in the room
     * @param order of this among all that the room told of joins and leaves on this node, from 1
     */
    public void deliver(List<Notice> notices, int users, long order) {
        NoticeFrames frames = null;
        for (MemberGroup group : groups) {
            if (frames == null || !group.speaks(frames.encoder)) {
                frames = new NoticeFrames(roomId, group.encoder, notices, users, order);
            }
            group.offer(frames.of(group.hasBare(), group.hasAnswered()));
            if (frames.isBroken()) {
                group.miss();
            }
        }
    }

    private static @Nullable Delivery encode(FrameEncoder encoder, ServerEvent event, @Nullable UserId except) {
        EventFrame frame = Peer.encode(encoder, event);
        return frame == null ? null : new Delivery(frame, 0, except, event.isKnownOfOld(), false);
    }

    /** Takes in a member, which holds back what comes until it is {@linkplain Member#goLive live}; call on its lane. */
    public Member add(User user, Peer peer) {
        MemberGroup group = group(peer.rounds, peer.encoder);
        Member member = new Member(user, group, peer);
        group.add(member);
        return member;
    }

    private synchronized MemberGroup group(LaneRounds rounds, FrameEncoder encoder) {
        int place = groups.length;
        for (int i = 0; i < groups.length; i++) {
            if (groups[i].speaks(encoder)) {
                if (groups[i].rounds == rounds && !groups[i].isFull()) { // which is this lane's to ask
                    return groups[i];
                }
                place = i;
            }
        }
        MemberGroup group = new MemberGroup(this, rounds, encoder);
        MemberGroup[] more = Arrays.copyOf(groups, groups.length + 1);
        System.arraycopy(groups, place, more, place + 1, groups.length - place);
        more[place] = group;
        groups = more;
        return group;
    }

    public int count() {
        return groups.length;
    }

    /** Drops a group that has no members; call on its lane. */
    synchronized void dropIfEmpty(MemberGroup group) {
        if (!group.isEmpty()) {
            return;
        }
        for (int i = 0; i < groups.length; i++) {
            if (groups[i] == group) {
                MemberGroup[] fewer = groups.length == 1 ? NONE : Arrays.copyOf(groups, groups.length - 1);
                System.arraycopy(groups, i + 1, fewer, i, groups.length - 1 - i);
                groups = fewer;
                return;
            }
        }
    }
}
