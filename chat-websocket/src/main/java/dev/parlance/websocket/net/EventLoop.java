package dev.parlance.websocket.net;

import dev.parlance.transport.LongAnswers;
import dev.parlance.transport.RoundExecutor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One I/O thread and all that it owns: who lives on it, its buffers, its inbox. Tasks given to {@link #execute} run on that thread, one at a time and in order,
 * together once per round of the selector; from whichever thread they come, one wake serves all that gather until then. Never drops a
 * task: when the thread has ended, with all who live on it, tasks run on a thread that gives some, still one at a time, and nobody waits for another.
 */
public final class EventLoop implements RoundExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int TASKS_PER_ROUND = 4096;

    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> next = new ArrayDeque<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Residents residents = new Residents();
    private final LongAnswers longAnswers = new LongAnswers(this::executeLater);
    private final OutputTurns outputTurns = new OutputTurns(this::wakeOnce);
    private final AtomicInteger slowReaders = new AtomicInteger();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ByteBuffer input = ByteBuffer.allocate(BUFFER_BYTES);
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final AtomicBoolean afterlife = new AtomicBoolean();

    @SuppressWarnings("UnnecessaryLambda") // made beforehand: a thread that ends for want of memory cannot make it
    private final Runnable endAll = () -> residents.forEach(Resident::lost);

    private final long sweepNanos;
    private final LongSupplier clock;
    private final LoopLag lag;
    private volatile @Nullable Beacon beacon;
    private volatile boolean dark;
    private volatile boolean ended;
    private long lastSweep;

    EventLoop(long sweepNanos) {
        this(sweepNanos, System::nanoTime);
    }

    EventLoop(long sweepNanos, LongSupplier clock) {
        this.sweepNanos = sweepNanos;
        this.clock = clock;
        this.lag = new LoopLag(clock.getAsLong());
        this.lastSweep = clock.getAsLong();
    }

    /** The event loop of the calling I/O thread. */
    static EventLoop current() {
        return ((IoThread) Thread.currentThread()).loop();
    }

    @Override
    public void execute(Runnable task) {
        inbox.add(task);
        if (woken.compareAndSet(false, true) || ended) { // after the end no round has to come that takes a wake back
            wake();
        }
    }

    @Override
    public void executeNextRound(Runnable task) {
        next.add(task);
        wakeOnce();
    }

    /**
     * Runs a task when the event loop has looked after its sockets and its inbox, one such task in a round: for what a single connection wants beyond its turn. On the
     * event loop only; when its thread ends such tasks are forgotten, as all who live on it are closed then.
     *
     * @param task must bear that its wire has ended; what it throws is logged
     */
    public void executeLater(Runnable task) {
        later.add(task);
        wakeOnce();
    }

    /** {@return whose turn it is among those here who ask for something long over HTTP; on the event loop only} */
    public LongAnswers longAnswers() {
        return longAnswers;
    }

    /** {@return whether the calling thread is the event loop's own} */
    public boolean isCurrent() {
        return Thread.currentThread() instanceof IoThread thread && thread.loop() == this;
    }

    /** Whose turn it is to write; on the event loop only, forgotten when its thread ends. */
    OutputTurns outputTurns() {
        return outputTurns;
    }

    private void wakeOnce() {
        if (woken.compareAndSet(false, true)) {
            wake();
        }
    }

    private void wake() {
        if (ended) {
            outlive();
            return;
        }
        Beacon light = beacon;
        if (light != null) {
            light.light();
        } // else the next beacon is lit when it comes
    }

    /** Who finds another at it leaves its task to that one: to wait would be a deadlock where two ended event loops have tasks for each other. */
    private void outlive() {
        while (!inbox.isEmpty() && afterlife.compareAndSet(false, true)) {
            try {
                round();
            } finally {
                afterlife.set(false);
            }
        }
    }

    /** Runs what gathered. The flag goes first: what is added from now on wakes again. */
    void round() {
        woken.set(false);
        outputTurns.begin();
        for (int parts = ended ? 0 : next.size(); parts > 0; parts--) {
            run(next.remove());
        }
        int count = 0;
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            run(task);
            if (++count == TASKS_PER_ROUND) {
                wakeOnce();
                break;
            }
        }
        Runnable turn = ended ? null : later.poll();
        if (turn != null) {
            run(turn);
            if (!later.isEmpty()) {
                wakeOnce();
            }
        }
        if (!ended) {
            outputTurns.take();
        }
        sweepIfDue();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            Faults.log(LOG, "a task of an I/O thread failed", e);
        }
    }

    /** A few times a second while nothing wakes it: tasks wait here only if a wake has failed. */
    void tick() {
        if (inbox.isEmpty() && next.isEmpty() && later.isEmpty() && outputTurns.isEmpty()) {
            sweepIfDue();
        } else {
            round();
        }
    }

    /** Under load the beacon's time-out never fires, so that every round looks at the clock as well. */
    void sweepIfDue() {
        long now = clock.getAsLong();
        lag.seen(now);
        if (now - lastSweep < sweepNanos) {
            return;
        }
        lastSweep = now;
        residents.forEach(each -> each.sweep(now));
    }

    /** Takes a beacon, unless there is one already or the event loop is about to end. */
    boolean offer(Beacon offered) {
        if (dark || isLit()) {
            return false;
        }
        beacon = offered;
        offered.light();
        return true;
    }

    /** Puts the beacon out for good, so that the reactor can end. */
    void darken() {
        dark = true;
        loseBeacon();
    }

    /** Breaks the event loop's beacon, as a fault injected by a test. */
    void loseBeacon() {
        Beacon light = beacon;
        if (light != null) {
            light.putOut();
        }
    }

    boolean isLit() {
        Beacon light = beacon;
        return light != null && light.isLit();
    }

    boolean isDark() {
        return dark;
    }

    void countSlowReader(int difference) {
        slowReaders.addAndGet(difference);
    }

    int slowReaders() {
        return slowReaders.get();
    }

    boolean isIdle() {
        return residents.isEmpty();
    }

    void beaconLost(Beacon lost) {
        if (beacon == lost) {
            beacon = null;
        }
    }

    /** The first that is said after the thread's end, on whichever thread; allocates nothing. */
    void threadEnded() {
        ended = true;
        beacon = null;
    }

    /**
     * After the thread's end: every wire is closed and told so, and what gathered runs. It may be called again if it did not come to its end.
     *
     * @param sockets closes the event loop's sockets
     */
    void bury(Runnable sockets) {
        inbox.add(sockets);
        inbox.add(endAll);
        outlive();
    }

    Residents residents() {
        return residents;
    }

    /** Something is about to be read. */
    void reads() {
        lag.seen(clock.getAsLong());
    }

    /** {@return how long what was read last may have waited because the event loop was held up; zero as a rule. On the event loop only} */
    public Duration heldUp() {
        return lag.heldUp();
    }

    /** For reading, cleared; backed by an array. */
    ByteBuffer input() {
        return input.clear();
    }

    /** For writing, cleared; direct. */
    ByteBuffer output() {
        return output.clear();
    }
}
