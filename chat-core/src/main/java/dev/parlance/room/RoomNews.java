package dev.parlance.room;

import dev.parlance.broker.RoomDirectory;
import dev.parlance.complaint.Complaints;
import dev.parlance.fanout.MemberGroups;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomKind;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import dev.parlance.transport.ServerEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What those in a room are told of its record and members. A record is read when the broker says that it has changed, one reading after the other: of several changes at once the last is told. Whose right to be there may have gone is asked for anew. The
 * broker's calls of the room, one at a time; what was read comes on any thread.
 */
final class RoomNews {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(RoomNews.class.getName()));

    private final RoomId id;
    private final MemberGroups groups;
    private final EngineContext context;
    /** Asks whether a user, or everybody if null, may stay. */
    private final Consumer<@Nullable UserId> doubts;
    /** For whom the room was when that was read last; null if it was not. */
    private @Nullable RoomKind kind;

    private boolean reading;
    private boolean again;

    RoomNews(RoomId id, MemberGroups groups, EngineContext context, Consumer<@Nullable UserId> doubts) {
        this.id = id;
        this.groups = groups;
        this.context = context;
        this.doubts = doubts;
    }

    /** Tells what a signal of the directory says; returns false for any other. */
    boolean heard(Signal signal) {
        boolean ofRecord = signal.name().equals(RoomDirectory.RECORD_CHANGED);
        if (!ofRecord && !signal.name().equals(RoomDirectory.MEMBER_CHANGED)) {
            return false;
        }
        context.standings().changed(id); // before anyone can ask because of it
        if (ofRecord) {
            read();
        } else {
            tellMember(signal);
        }
        return true;
    }

    private void tellMember(Signal signal) {
        String role = signal.data().get("role");
        UserId userId = new UserId(signal.data().getOrDefault("userId", ""));
        groups.deliver(new ServerEvent.MemberUpdated(id, userId, role == null ? null : RoomRole.valueOf(role)), null);
        doubts.accept(userId);
    }

    private void read() {
        synchronized (this) {
            again = reading;
            if (reading) {
                return;
            }
            reading = true;
        }
        readOn();
    }

    private void readOn() {
        Deadline.within(context, context.broker().room(id)).whenComplete((found, error) -> {
            if (error == null) {
                tell(found.orElse(null));
            } else {
                COMPLAINTS.warn("nobody is told what has become of a room's record", id + ", " + error);
            }
            if (isToBeReadAgain()) {
                readOn();
            }
        });
    }

    private void tell(@Nullable RoomRecord now) {
        groups.deliver(new ServerEvent.RoomUpdated(id, now), null);
        RoomKind next = now == null ? RoomKind.OPEN : now.kind();
        if (next != RoomKind.OPEN && next != kind) { // another topic takes nobody's right
            doubts.accept(null);
        }
        kind = next;
    }

    private synchronized boolean isToBeReadAgain() {
        reading = again;
        again = false;
        return reading;
    }
}
