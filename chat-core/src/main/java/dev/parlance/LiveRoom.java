package dev.parlance;

import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.transport.EncodedFrame;
import dev.parlance.transport.FrameEncoder;
import dev.parlance.transport.FramePriority;
import dev.parlance.transport.ServerEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A room while someone of this node is in it: its groups, and who is there. */
final class LiveRoom {
    private static final MemberGroup[] NONE = {};

    final RoomId id;
    final RoomSettings settings;
    final PresenceNotices notices;
    final Roster roster;
    final LocalUsers localUsers;
    /** Completes when the room is subscribed and its members are known. */
    final CompletableFuture<Void> ready = new CompletableFuture<>();
    /** How many sessions and users in their grace hold this room; guarded by {@link Rooms}. */
    int holders;
    /** Nobody of this node is in the room any more; what was to be tried again need not be. */
    volatile boolean closed;

    private volatile MemberGroup[] groups =
            NONE; // replaced as a whole, by one thread at a time; same encoders side by side

    LiveRoom(RoomId id, EngineContext context, Rooms rooms) {
        this.id = id;
        this.settings = context.rooms().apply(id);
        this.notices = new PresenceNotices(this, context);
        this.roster = new Roster(this, context);
        this.localUsers = new LocalUsers(this, context, rooms);
    }

    /** Hands an event to every group: encoded once per protocol. Serial per room, as the broker's calls are. */
    void deliver(ServerEvent event, @Nullable Position position, @Nullable UserId except) {
        MemberGroup before = null;
        Delivery delivery = null;
        for (MemberGroup group : groups) {
            if (before == null || !group.speaks(before.encoder)) {
                delivery = encode(group.encoder, event, position, 0, except);
            }
            if (delivery != null) {
                group.offer(delivery);
            } else if (event.priority() != FramePriority.TYPING) { // lost is not silence; typing ends by itself
                group.miss();
            }
            before = group;
        }
    }

    void deliver(ServerEvent event, @Nullable UserId except) {
        deliver(event, null, except);
    }

    /** Hands joins and leaves to every group, together; called by {@link PresenceNotices}, one at a time. */
    void deliver(List<PresenceNotices.Notice> notices) {
        MemberGroup before = null;
        List<Delivery> deliveries = new ArrayList<>(notices.size());
        for (MemberGroup group : groups) {
            if (before == null || !group.speaks(before.encoder)) {
                deliveries.clear();
                for (PresenceNotices.Notice notice : notices) {
                    Delivery delivery = encode(group.encoder, notice.event(), null, notice.order(), notice.except());
                    if (delivery != null) {
                        deliveries.add(delivery);
                    }
                }
            }
            group.offer(deliveries);
            if (deliveries.size() < notices.size()) {
                group.miss();
            }
            before = group;
        }
    }

    private static @Nullable Delivery encode(
            FrameEncoder encoder,
            ServerEvent event,
            @Nullable Position position,
            long presenceOrder,
            @Nullable UserId except) {
        EncodedFrame frame = Peer.encode(encoder, event);
        return frame == null ? null : new Delivery(frame, position, presenceOrder, except);
    }

    /** Returns the group of a lane and a protocol; call on that lane. */
    synchronized MemberGroup group(LaneRounds rounds, FrameEncoder encoder) {
        int place = groups.length;
        for (int i = 0; i < groups.length; i++) {
            if (groups[i].speaks(encoder)) {
                if (groups[i].rounds == rounds) {
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

    /** How many groups there are; for tests. */
    int groupCount() {
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
