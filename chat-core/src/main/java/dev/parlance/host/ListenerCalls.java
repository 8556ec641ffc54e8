package dev.parlance.host;

import dev.parlance.complaint.Complaints;
import dev.parlance.policy.ChatListener;
import dev.parlance.transport.SerialLane;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls the host's listener in order, on its own time; at the end what waits is called within a deadline, and the rest counted. Any thread, without a
 * lock.
 */
public final class ListenerCalls {
    static final int CAPACITY = 10_000;
    public static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long beyond its deadline a call may still run before {@link ChatListener#missed} is given up. */
    public static final Duration LAST_WORD = Duration.ofSeconds(1);

    private static final int ENDED = 1 << 30;
    private static final System.Logger LOG = System.getLogger(ListenerCalls.class.getName());
    private static final Complaints COMPLAINTS = Complaints.of(LOG);

    private final @Nullable ChatListener listener;
    private final SerialLane lane;
    private final Queue<Consumer<ChatListener>> calls = new ConcurrentLinkedQueue<>();
    /** How many are in the queue or about to be; more than {@link #ENDED} once nothing is taken any more. */
    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong missed = new AtomicLong();
    private volatile boolean overdue;

    public ListenerCalls(@Nullable ChatListener listener, Executor executor) {
        this.listener = listener;
        this.lane = new SerialLane(executor);
    }

    public void tell(Consumer<ChatListener> call) {
        ChatListener target = listener;
        if (target == null) {
            return;
        }
        if (waiting.incrementAndGet() > CAPACITY) {
            waiting.decrementAndGet();
            missed.incrementAndGet();
            return;
        }
        calls.add(call);
        if (scheduled.compareAndSet(false, true)) {
            try {
                lane.execute(() -> callAll(target));
            } catch (RejectedExecutionException e) {
                scheduled.set(false); // whatever comes next, or the end, tries again
            }
        }
    }

    /**
     * Calls what waits, and what comes meanwhile. Beyond the deadline the rest is missed, and the listener is told how many that is.
     *
     * @return completes when all is said, or {@link #LAST_WORD} after the deadline if the listener does not return
     */
    public CompletionStage<Void> end(EngineTimer timer) {
        ChatListener target = listener;
        CompletableFuture<Void> ended = new CompletableFuture<>();
        if (target == null) {
            ended.complete(null);
            return ended;
        }
        try {
            lane.execute(() -> {
                callAll(target);
                waiting.addAndGet(ENDED);
                while (waiting.get() > ENDED) { // who counted itself before is about to add its call
                    callAll(target);
                }
                tellMissed(target);
                ended.complete(null);
            });
            Future<?> deadline = timer.schedule(() -> overdue = true, PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            long last = PATIENCE.plus(LAST_WORD).toNanos();
            Future<?> patience = timer.schedule(() -> giveUp(ended), last, TimeUnit.NANOSECONDS);
            Future<?> unused = ended.whenComplete((done, error) -> {
                deadline.cancel(false);
                patience.cancel(false);
            });
        } catch (RejectedExecutionException e) { // the host ended its executor or scheduler before the engine
            giveUp(ended);
        }
        return ended;
    }

    private void giveUp(CompletableFuture<Void> ended) {
        overdue = true;
        if (ended.complete(null)) {
            long left = waiting.get() % ENDED + missed.get();
            LOG.log(System.Logger.Level.WARNING, "the chat listener does not return, it missed {0} calls", left);
        }
    }

    private void callAll(ChatListener target) {
        scheduled.set(false); // before looking: what comes from now on schedules again
        for (Consumer<ChatListener> call = calls.poll(); call != null; call = calls.poll()) {
            waiting.decrementAndGet();
            if (overdue) {
                missed.incrementAndGet();
            } else {
                tellMissed(target);
                call(target, call);
            }
        }
    }

    private void tellMissed(ChatListener target) {
        long count = missed.getAndSet(0);
        if (count > 0) {
            call(target, told -> told.missed(count));
        }
    }

    private static void call(ChatListener target, Consumer<ChatListener> call) {
        try {
            call.accept(target);
        } catch (Throwable e) {
            COMPLAINTS.error(target.getClass().getName() + " failed", e);
        }
    }
}
