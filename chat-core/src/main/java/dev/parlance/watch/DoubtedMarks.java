package dev.parlance.watch;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.complaint.Complaints;
import dev.parlance.host.Deadline;
import dev.parlance.host.EngineContext;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ServerEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Asks the store for marks of which words may have come in another order than they were said, or not at all: what it has is told, unless something was heard meanwhile, and then it is asked once more. So the
 * last that is told is what is so. Any thread, but not within a call of the broker's.
 */
final class DoubtedMarks {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(DoubtedMarks.class.getName()));

    /** After how long marks are read again that could not be read. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final EngineContext context;
    private final Telling telling;

    /** Tells devices of a mark. */
    interface Telling {
        /**
         * Tells them.
         *
         * @param followed whether the user was known to follow the room before
         */
        void tell(WatchedUser user, ServerEvent.MarkUpdated mark, boolean followed);
    }

    DoubtedMarks(EngineContext context, Telling telling) {
        this.context = context;
        this.telling = telling;
    }

    /** All that the store has of a user may be otherwise than it is known. */
    void askAll(WatchedUser user) {
        Deadline.within(context, context.broker().marks(user.id())).whenComplete((marks, error) -> {
            if (error != null) {
                COMPLAINTS.warn("what was lost of a user's marks cannot be read, it is tried again", error.toString());
                askAllLater(user);
                return;
            }
            user.marks().differing(marks.stream().map(KeptMark::mark).toList()).forEach(roomId -> {
                if (user.marks().doubt(roomId)) {
                    ask(user, roomId);
                }
            });
        });
    }

    private void askAllLater(WatchedUser user) {
        if (user.isWatched()) {
            try {
                Future<?> unused =
                        context.scheduler().schedule(() -> askAll(user), AGAIN.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                // the engine has stopped
            }
        }
    }

    /** One mark of a user may be otherwise than it is known. */
    void ask(WatchedUser user, RoomId roomId) {
        Deadline.within(context, context.broker().mark(user.id(), roomId).thenCompose(kept -> updated(roomId, kept)))
                .whenComplete((truth, error) -> {
                    if (error == null) {
                        settle(user, truth);
                    } else {
                        user.marks().unsettled(roomId);
                        COMPLAINTS.warn("whether a room is followed cannot be read", roomId + ", " + error);
                    }
                });
    }

    private CompletionStage<ServerEvent.MarkUpdated> updated(RoomId roomId, Optional<KeptMark> kept) {
        return kept.isEmpty()
                ? CompletableFuture.completedFuture(over(roomId))
                : context.broker()
                        .head(roomId, kept.get().mark().position())
                        .thenApply(head ->
                                new ServerEvent.MarkUpdated(roomId, MarkRules.count(kept.get(), head), head.posts()));
    }

    private static ServerEvent.MarkUpdated over(RoomId roomId) {
        return new ServerEvent.MarkUpdated(roomId, null, 0);
    }

    private void settle(WatchedUser user, ServerEvent.MarkUpdated truth) {
        RoomId roomId = truth.marked();
        boolean followed = user.follows(roomId);
        switch (user.marks()
                .settle(roomId, truth.count() == null ? null : truth.count().mark())) {
            case AGAIN -> ask(user, roomId);
            case KNOWN -> {}
            case NEWS -> telling.tell(user, truth, followed);
            case ANEW -> {
                user.tell(over(roomId));
                telling.tell(user, truth, followed);
            }
        }
    }
}
