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
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a room is known for, and what those in it are told of that. The record is read when the room begins to be heard of, and when the broker says that it has changed or may have, one reading after the
 * other: of several changes at once the last is told. Whose right to be there may have gone is asked for anew. The broker's calls of the room, one at a time; what was read comes on any thread.
 */
final class RoomNews {
    private static final Duration FIRST_AGAIN = Duration.ofSeconds(5);
    private static final Duration LAST_AGAIN = Duration.ofMinutes(1);
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(RoomNews.class.getName()));

    private final RoomId id;
    private final MemberGroups groups;
    private final EngineContext context;
    /** Asks whether a user, or everybody if null, may stay. */
    private final Consumer<@Nullable UserId> doubts;
    /** As it was read last; null if there is none. */
    private volatile @Nullable RoomRecord record;
    /** How often something may have changed. */
    private int changes;

    private volatile boolean closed;
    private boolean reading; // this one, again and changes under the lock of this object
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
        try {
            groups.deliver(
                    new ServerEvent.MemberUpdated(id, userId, role == null ? null : RoomRole.valueOf(role)), null);
        } finally { // also after a role that only a newer node knows
            doubts.accept(userId);
        }
    }

    /** How long each has to wait between two messages, null for not at all. Any thread. */
    @Nullable
    Duration slowMode() {
        RoomRecord now = record;
        return now == null ? null : now.slowMode().orElse(null);
    }

    /** Whether only those write who keep it in order. Any thread. */
    boolean isReadOnly() {
        RoomRecord now = record;
        return now != null && now.readOnly();
    }

    /** Reads it before anyone is here who would be told. */
    CompletionStage<Void> load() {
        int before = changesUntilNow();
        return context.broker().room(id).thenAccept(found -> {
            synchronized (this) {
                if (changes == before) {
                    record = found.orElse(null);
                } // else it is being read anew
            }
        });
    }

    private synchronized int changesUntilNow() {
        return changes;
    }

    /** Words of changes may have been lost. */
    void gap() {
        context.standings().changed(id);
        read();
        RoomRecord now = record;
        if (now != null && now.kind() != RoomKind.OPEN) {
            doubts.accept(null);
        }
    }

    private void read() {
        synchronized (this) {
            changes++;
            again = reading;
            if (reading) {
                return;
            }
            reading = true;
        }
        readOn();
    }

    private void readOn() {
        readOn(FIRST_AGAIN);
    }

    /** What cannot be read is read again until it can: who may be in the room stands on it, and how they may talk. */
    private void readOn(Duration again) {
        Deadline.within(context, context.broker().room(id)).whenComplete((found, error) -> {
            if (error == null) {
                tell(found.orElse(null));
            } else {
                COMPLAINTS.warn(
                        "what has become of a room's record cannot be read, it is tried again", id + ", " + error);
                if (isToBeTriedAgain(again)) {
                    return;
                }
            }
            if (isToBeReadAgain()) {
                readOn();
            }
        });
    }

    /** Whatever changes meanwhile is read then. */
    private boolean isToBeTriedAgain(Duration again) {
        if (closed) {
            return false;
        }
        Duration doubled = again.multipliedBy(2);
        Duration next = doubled.compareTo(LAST_AGAIN) < 0 ? doubled : LAST_AGAIN;
        try {
            Future<?> unused = context.scheduler().schedule(() -> readOn(next), again.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false; // the engine has stopped
        }
    }

    /** Nobody of this node is in the room any more. */
    void close() {
        closed = true;
    }

    private void tell(@Nullable RoomRecord now) {
        RoomRecord before = record;
        if (Objects.equals(before, now)) {
            return;
        }
        record = now;
        groups.deliver(new ServerEvent.RoomUpdated(id, now), null);
        if (now != null && takesRights(before, now)) {
            doubts.accept(null);
        }
    }

    /** Another topic takes nobody's right. */
    private static boolean takesRights(@Nullable RoomRecord before, RoomRecord now) {
        if (before == null || !before.createdAt().equals(now.createdAt())) {
            return true; // other members
        }
        return now.kind() != RoomKind.OPEN && now.kind() != before.kind();
    }

    private synchronized boolean isToBeReadAgain() {
        reading = again;
        again = false;
        return reading;
    }
}
