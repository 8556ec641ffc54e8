package dev.parlance.fanout;

import dev.parlance.model.RoomId;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import dev.parlance.transport.EventFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.ServerEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins and leaves in the words of one protocol, encoded when the first members want them. For the thread that delivers. */
final class NoticeFrames {
    final FrameEncoder encoder;
    private final RoomId roomId;
    private final List<Notice> notices;
    private final int users;
    private final long order;
    private @Nullable List<Delivery> singly;
    private @Nullable List<Delivery> together;
    private boolean broken;

    NoticeFrames(RoomId roomId, FrameEncoder encoder, List<Notice> notices, int users, long order) {
        this.roomId = roomId;
        this.encoder = encoder;
        this.notices = notices;
        this.users = users;
        this.order = order;
    }

    /**
     * What a group gets.
     *
     * @param bare whether somebody there joined without wanting an answer
     * @param answered whether somebody there did not
     */
    List<Delivery> of(boolean bare, boolean answered) {
        if (notices.size() == 1) {
            return singly(false);
        }
        if (!bare) {
            return together();
        }
        if (!answered) {
            return singly(true);
        }
        List<Delivery> both = new ArrayList<>(singly(true));
        both.addAll(together());
        return both;
    }

    /** Whether some of it could not be encoded. */
    boolean isBroken() {
        return broken;
    }

    private List<Delivery> singly(boolean onlyOfOld) {
        List<Delivery> all = singly;
        if (all == null) {
            all = new ArrayList<>(notices.size());
            for (Notice notice : notices) {
                encode(notice.event(), notice.except(), true, onlyOfOld, all);
            }
            singly = all;
        }
        return all;
    }

    private List<Delivery> together() {
        List<Delivery> one = together;
        if (one == null) {
            one = new ArrayList<>(1);
            List<User> joined = new ArrayList<>();
            List<User> left = new ArrayList<>();
            notices.forEach(notice -> (notice.joined() ? joined : left).add(notice.user()));
            encode(new ServerEvent.UsersChanged(roomId, users, joined, left), null, false, false, one);
            together = one;
        }
        return one;
    }

    private void encode(
            ServerEvent event, @Nullable UserId except, boolean knownOfOld, boolean onlyOfOld, List<Delivery> to) {
        EventFrame frame = Peer.encode(encoder, event);
        if (frame == null) {
            broken = true;
        } else {
            to.add(new Delivery(frame, order, except, knownOfOld, onlyOfOld));
        }
    }
}
