package dev.parlance.archive;

import dev.parlance.broker.LogArchiving;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks for rooms that nobody archives, since the node that would have is gone: those that have something behind their mark twice in a row, and at the start once. Any thread, one look at a time. */
final class LeftBehind {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int PAGE = 1_000;
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(LeftBehind.class.getName()));

    private final LogArchiving log;
    private final ScheduledExecutorService scheduler;
    private final Consumer<RoomId> due;
    private @Nullable Set<RoomId> before; // null: none of them is anybody's yet
    private volatile boolean closed;

    LeftBehind(LogArchiving log, ScheduledExecutorService scheduler, Consumer<RoomId> due) {
        this.log = log;
        this.scheduler = scheduler;
        this.due = due;
    }

    void look() {
        readPage(null, new HashSet<>());
    }

    private void readPage(@Nullable RoomId after, Set<RoomId> seen) {
        log.behind(PAGE, after).whenComplete((page, error) -> {
            if (error != null) {
                COMPLAINTS.warn("what was left behind cannot be looked for, it is tried again", String.valueOf(error));
                again();
            } else {
                take(page, seen);
                if (page.size() == PAGE) {
                    readPage(page.get(PAGE - 1), seen);
                } else {
                    before = seen;
                    again();
                }
            }
        });
    }

    private void take(List<RoomId> page, Set<RoomId> seen) {
        Set<RoomId> known = before;
        for (RoomId room : page) {
            seen.add(room);
            if (known == null || known.contains(room)) {
                due.accept(room);
            }
        }
    }

    private void again() {
        if (closed) {
            return;
        }
        try {
            Future<?> unused = scheduler.schedule(this::look, EVERY.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            closed = true; // the node has ended
        }
    }

    void close() {
        closed = true;
    }
}
