package dev.parlance.archive;

import dev.parlance.broker.LogArchiving;
import dev.parlance.complaint.Complaints;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what is said gets into the archive: what this node has placed, soon, many rooms at once; and, found again and again in the log itself, what another node has placed and did not live to
 * archive. While the archive cannot be reached it is tried less and less often. Any thread; calls nobody under its lock.
 */
final class Archiver {
    /** How many rooms are archived at once. */
    private static final int ROOMS = 64;
    /** How many such runs there are at once. */
    private static final int RUNS = 2;

    private static final Duration FIRST_AGAIN = Duration.ofMillis(200);
    private static final Duration LAST_AGAIN = Duration.ofSeconds(5);
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(Archiver.class.getName()));

    private final ArchivingRun run;
    private final ScheduledExecutorService scheduler;
    private final Duration pause;
    private final boolean first;
    private final Waiters waiters;
    private final LeftBehind leftBehind;
    private final Set<RoomId> due = new LinkedHashSet<>(); // this and all below under the lock of this object
    private final Set<RoomId> busy = new HashSet<>();
    private int running;
    private boolean planned;
    private Duration again = FIRST_AGAIN;
    private @Nullable CompletableFuture<Void> ending;
    private boolean ended;

    Archiver(
            LogArchiving log,
            ArchiveStore store,
            ScheduledExecutorService scheduler,
            Duration pause,
            boolean first,
            Duration patience) {
        this.waiters = new Waiters(scheduler, patience);
        this.run = new ArchivingRun(log, store, waiters::reached);
        this.scheduler = scheduler;
        this.pause = first ? Duration.ZERO : pause;
        this.first = first;
        this.leftBehind = new LeftBehind(log, scheduler, this::due);
    }

    void start() {
        leftBehind.look();
    }

    /** Whether what was placed counts when it is archived. */
    boolean isFirst() {
        return first;
    }

    /** Something was placed there; completes when that is as safe as was promised. */
    CompletionStage<Void> placed(RoomId roomId, Position position) {
        CompletionStage<Void> safe = first ? waiters.await(roomId, position) : CompletableFuture.completedStage(null);
        due(roomId);
        return safe;
    }

    /** Something is behind the mark of a room. */
    void due(RoomId roomId) {
        synchronized (this) {
            due.add(roomId);
        }
        plan(pause);
    }

    private void plan(Duration when) {
        synchronized (this) {
            if (planned || ended || due.isEmpty() || running == RUNS) {
                return;
            }
            planned = true;
        }
        try {
            Future<?> unused = scheduler.schedule(this::begin, when.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            end();
        }
    }

    private void begin() {
        List<RoomId> rooms = new ArrayList<>();
        synchronized (this) {
            planned = false;
            if (ended || running == RUNS) {
                return;
            }
            for (Iterator<RoomId> each = due.iterator(); each.hasNext() && rooms.size() < ROOMS; ) {
                RoomId room = each.next();
                if (busy.add(room)) {
                    each.remove();
                    rooms.add(room);
                }
            }
            if (rooms.isEmpty()) {
                return;
            }
            running++;
        }
        plan(Duration.ZERO); // others meanwhile
        try {
            run.archive(rooms).whenComplete((more, error) -> ran(rooms, more, error));
        } catch (RuntimeException e) {
            ran(rooms, List.of(), e);
        }
    }

    private void ran(List<RoomId> rooms, @Nullable List<RoomId> more, @Nullable Throwable error) {
        if (error != null) {
            COMPLAINTS.warn("what was said cannot be archived now, it is tried again", String.valueOf(error));
        }
        Duration next;
        CompletableFuture<Void> done = null;
        synchronized (this) {
            running--;
            rooms.forEach(busy::remove);
            due.addAll(error == null && more != null ? more : rooms);
            if (error == null) {
                again = FIRST_AGAIN;
                next = more != null && !more.isEmpty() ? Duration.ZERO : pause;
            } else {
                next = again;
                again = again.multipliedBy(2).compareTo(LAST_AGAIN) < 0 ? again.multipliedBy(2) : LAST_AGAIN;
            }
            if (ending != null) {
                next = error == null ? Duration.ZERO : next;
                done = due.isEmpty() && running == 0 ? ending : null;
            }
        }
        if (done != null) {
            done.complete(null);
        }
        plan(next);
    }

    /** Archives what is due, as far as that goes in a time, and ends. */
    CompletionStage<Void> stop(Duration patience) {
        leftBehind.close();
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            if (ended || (due.isEmpty() && running == 0)) {
                done.complete(null);
            } else {
                ending = done;
            }
        }
        try {
            scheduler.execute(this::begin); // whenever it was planned
            Future<?> unused = scheduler.schedule(() -> done.complete(null), patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            done.complete(null);
        }
        return done.thenRun(this::end);
    }

    private void end() {
        synchronized (this) {
            ended = true;
            due.clear();
        }
        waiters.close();
    }
}
