package dev.parlance.complaint;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The door to the log for everything that somebody else can bring about: a peer, a host's code, a store. Of each kind of complaint at most one line goes there in ten
 * seconds, and of all kinds of a process together so many a second ({@link #limit}), with the number of those that did not, so that nobody can fill a disk; and it is written by a thread of its own, so that a log that blocks holds up
 * nobody who does the work. What waits for that thread is bounded, too: what is beyond counts as not written. Safe for use by many threads.
 *
 * <p>Under {@code java.util.logging} a line's source is this class: that logger guesses it from the stack, which here is the writing thread's, and a {@link System.Logger} cannot
 * be told better. Its name, the complaining class, is right: formats show it as {@code %3$s}.
 */
public final class Complaints {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MAX_KINDS = 64;
    private static final String OTHERS = "more kinds of complaints than are told apart";
    private static final Executor WRITER = writer();
    static final LineRate PROCESS = new LineRate(System.nanoTime());

    private static final class Kind {
        final AtomicLong next;
        final AtomicLong unwritten = new AtomicLong();

        Kind(long now) {
            next = new AtomicLong(now);
        }
    }

    private final BiConsumer<String, @Nullable Throwable> warn;
    private final BiConsumer<String, @Nullable Throwable> error;
    private final LongSupplier ticker;
    private final Executor writer;
    private final LineRate lines;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    /**
     * Makes the door of one class; to be kept in a constant.
     *
     * @param warn writes a warning
     * @param error writes an error
     */
    public Complaints(BiConsumer<String, @Nullable Throwable> warn, BiConsumer<String, @Nullable Throwable> error) {
        this(warn, error, System::nanoTime, WRITER, PROCESS);
    }

    Complaints(
            BiConsumer<String, @Nullable Throwable> warn,
            BiConsumer<String, @Nullable Throwable> error,
            LongSupplier ticker,
            Executor writer) {
        this(warn, error, ticker, writer, new LineRate(ticker.getAsLong()));
    }

    Complaints(
            BiConsumer<String, @Nullable Throwable> warn,
            BiConsumer<String, @Nullable Throwable> error,
            LongSupplier ticker,
            Executor writer,
            LineRate lines) {
        this.warn = warn;
        this.error = error;
        this.ticker = ticker;
        this.writer = writer;
        this.lines = lines;
    }

    /**
     * The door to a platform logger.
     *
     * @param log where to
     * @return a door
     */
    public static Complaints of(System.Logger log) {
        return new Complaints(
                (text, cause) -> log.log(System.Logger.Level.WARNING, text, cause),
                (text, cause) -> log.log(System.Logger.Level.ERROR, text, cause));
    }

    /**
     * Says how many lines all doors of this process may write together, since engines and servers of a process share its log.
     *
     * @param perSecond in the long run, 1 or more; 20 until it is said
     * @param burst at once, 1 or more; 100 until it is said
     */
    public static void limit(int perSecond, int burst) {
        PROCESS.set(perSecond, burst);
    }

    /**
     * Warns.
     *
     * @param what always the same words for the same kind: what differs goes into {@code detail}
     * @param detail whom or what it is about, or null; made to text only if the line is written
     */
    public void warn(String what, @Nullable Object detail) {
        complain(warn, what, detail, null);
    }

    /**
     * Reports a fault.
     *
     * @param what always the same words for the same kind
     * @param cause written with its stack trace
     */
    public void error(String what, @Nullable Throwable cause) {
        complain(error, what, null, cause);
    }

    /**
     * Reports a fault.
     *
     * @param what always the same words for the same kind
     * @param detail whom or what it is about; made to text only if the line is written
     * @param cause written with its stack trace
     */
    public void error(String what, Object detail, @Nullable Throwable cause) {
        complain(error, what, detail, cause);
    }

    private void complain(
            BiConsumer<String, @Nullable Throwable> level,
            String what,
            @Nullable Object detail,
            @Nullable Throwable cause) {
        long now = ticker.getAsLong();
        Kind kind = kind(what, now);
        long next = kind.next.get();
        if (now - next < 0 || !kind.next.compareAndSet(next, now + QUIET_NANOS) || !lines.tryTake(now)) {
            kind.unwritten.incrementAndGet();
            return;
        }
        long before = kind.unwritten.getAndSet(0);
        String text = what
                + (detail == null ? "" : ": " + detail)
                + (before == 0 ? "" : " (and " + before + " more since the last such line)");
        try {
            writer.execute(() -> write(level, text, cause));
        } catch (RejectedExecutionException | Error e) { // of a thread, for want of memory
            kind.unwritten.addAndGet(before + 1);
        }
    }

    private static void write(BiConsumer<String, @Nullable Throwable> level, String text, @Nullable Throwable cause) {
        try {
            level.accept(text, cause);
        } catch (Throwable e) {
            // a log that fails has nowhere to say so
        }
    }

    private Kind kind(String what, long now) {
        Kind known = kinds.get(what);
        if (known != null) {
            return known;
        }
        return kinds.computeIfAbsent(kinds.size() < MAX_KINDS ? what : OTHERS, name -> new Kind(now));
    }

    private static Executor writer() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(100), task -> {
                    Thread thread = new Thread(task, "parlance-log");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
