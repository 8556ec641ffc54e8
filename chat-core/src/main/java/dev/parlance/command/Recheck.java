package dev.parlance.command;

import dev.parlance.complaint.Complaints;
import dev.parlance.host.Audit;
import dev.parlance.host.Failures;
import dev.parlance.model.ChatException;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.model.SecurityEvent;
import dev.parlance.policy.Action;
import dev.parlance.room.Membership;
import dev.parlance.session.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the host anew whether a session's user may still be in its rooms; who may not is taken out. A host that fails or is late has not said no: the user
 * stays and hears, as what an outage of a policy would empty are all rooms, and the host is asked again until it decides. What the user does is asked for at each act
 * anyway. On the session's lane.
 */
public final class Recheck {
    static final Duration FIRST_AGAIN = Duration.ofSeconds(5);
    static final Duration LAST_AGAIN = Duration.ofMinutes(1);
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Recheck.class.getName()));

    private final Gate gate;

    Recheck(Gate gate) {
        this.gate = gate;
    }

    /**
     * Asks for all rooms of a session at once, and forgets what was answered before.
     *
     * @return how many rooms the host has not decided on and will be asked for again, null for none; completes on any thread
     */
    public CompletionStage<@Nullable Integer> of(Session session) {
        session.doubt();
        List<CompletableFuture<Boolean>> decided = new ArrayList<>();
        for (Membership membership : session.memberships()) {
            decided.add(ask(session, membership, FIRST_AGAIN));
        }
        return CompletableFuture.allOf(decided.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    long undecided =
                            decided.stream().filter(each -> !each.join()).count();
                    return undecided == 0 ? null : (int) undecided;
                });
    }

    /**
     * The same for one room, if the session is in it or about to be.
     *
     * @return as above
     */
    public CompletionStage<@Nullable Integer> of(Session session, RoomId roomId) {
        session.doubt(roomId);
        Membership membership = session.find(roomId);
        if (membership == null) {
            return CompletableFuture.completedFuture(null);
        }
        return ask(session, membership, FIRST_AGAIN).thenApply(decided -> decided ? null : 1);
    }

    private CompletableFuture<Boolean> ask(Session session, Membership membership, Duration again) {
        return gate.ask(session.user(), new Action.Join(membership.roomId()))
                .handleAsync(
                        (allowed, error) -> error == null || isDecided(session, membership, error, again),
                        session.onLane());
    }

    private boolean isDecided(Session session, Membership membership, Throwable error, Duration again) {
        if (session.isGone() || membership.isOver()) {
            return true;
        }
        ChatException told = Failures.toldAs(error, "asking anew who may be in a room");
        if (isNo(told)) {
            gate.context
                    .audit()
                    .tell(
                            SecurityEvent.Kind.REMOVED,
                            Audit.word(told),
                            session.user().id(),
                            session.remoteAddress(),
                            membership.roomId(),
                            "");
            session.takeOut(membership.roomId(), Removal.of(Removal.Kind.FORBIDDEN, ""));
            return true;
        }
        COMPLAINTS.warn(
                "whether a user may stay in a room is not decided, the host is asked again",
                membership.roomId() + ": " + told.getMessage());
        askLater(session, membership, again);
        return false;
    }

    /** Whether the host refuses, rather than not being able to say. */
    private static boolean isNo(ChatException told) {
        return !told.retryable() && told.code().httpStatus() < 500;
    }

    private void askLater(Session session, Membership membership, Duration again) {
        if (!membership.isUndecidedNow()) {
            return; // it is to be asked again already
        }
        try {
            Future<?> unused = gate.context
                    .scheduler()
                    .schedule(
                            () -> session.execute(() -> askAgain(session, membership, again)),
                            again.toNanos(),
                            TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            membership.asksAgain(); // the engine has stopped, and its sessions end
        }
    }

    private void askAgain(Session session, Membership membership, Duration before) {
        membership.asksAgain();
        if (!session.isGone() && !membership.isOver()) {
            Duration next = before.multipliedBy(2);
            @Nullable
            CompletableFuture<Boolean> unused =
                    ask(session, membership, next.compareTo(LAST_AGAIN) < 0 ? next : LAST_AGAIN);
        }
    }
}
