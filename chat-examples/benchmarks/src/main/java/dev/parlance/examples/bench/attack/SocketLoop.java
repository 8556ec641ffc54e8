package dev.parlance.examples.bench.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One selector, its timers, and the buffers that all its sockets share. For the thread that runs it, except {@link #execute} and {@link #close}. */
final class SocketLoop implements Executor, AutoCloseable {
    private static final long LONGEST_SLEEP_MILLIS = 100;
    private static final long A_MILLISECOND = 1_000_000;
    private static final long BEHIND = 1_000_000_000;
    private static final Duration END = Duration.ofSeconds(5);

    /** What a key of the selector stands for. */
    interface Ready {
        void ready();
    }

    private record Timer(long due, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return Long.compare(due, other.due);
        }
    }

    final Selector selector;
    final byte[] receivedBytes = new byte[256 * 1024];
    final ByteBuffer received = ByteBuffer.wrap(receivedBytes);
    final byte[] plainBytes = new byte[64 * 1024];
    final ByteBuffer plain = ByteBuffer.wrap(plainBytes);
    final ByteBuffer encrypted = ByteBuffer.allocate(64 * 1024);
    /** When the timer that runs was due, in the time of {@link System#nanoTime}. */
    long due;

    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;
    private volatile Thread runner = Thread.currentThread();

    SocketLoop() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that runs on a thread of its own until it is closed. */
    static SocketLoop started(String name) {
        SocketLoop loop = new SocketLoop();
        Thread thread = new Thread(() -> loop.run(() -> loop.closing), name);
        thread.setDaemon(true);
        loop.runner = thread;
        thread.start();
        return loop;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    void after(Duration delay, Runnable task) {
        timers.add(new Timer(System.nanoTime() + delay.toNanos(), task));
    }

    /** Again and again while {@code goingOn}; what fell behind is caught up, but no more than a second of it. */
    void every(Duration period, BooleanSupplier goingOn, Runnable task) {
        repeat(System.nanoTime(), period.toNanos(), goingOn, task);
    }

    private void repeat(long due, long period, BooleanSupplier goingOn, Runnable task) {
        timers.add(new Timer(due, () -> {
            if (goingOn.getAsBoolean()) {
                task.run();
                repeat(Math.max(due + period, System.nanoTime() - BEHIND), period, goingOn, task);
            }
        }));
    }

    /** Runs until {@code done} says so, which is asked every {@value #LONGEST_SLEEP_MILLIS} ms at least. */
    void run(BooleanSupplier done) {
        try {
            while (!done.getAsBoolean()) {
                sleep();
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                runTimers();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void runTimers() {
        long now = System.nanoTime();
        for (Timer next = timers.peek(); next != null && next.due <= now; next = timers.peek()) {
            timers.poll();
            due = next.due;
            next.task.run();
        }
    }

    private void sleep() throws IOException {
        Timer next = timers.peek();
        long rest = next == null ? Long.MAX_VALUE : next.due - System.nanoTime();
        if (rest <= 0 || !tasks.isEmpty()) {
            selector.selectNow(this::ready);
        } else if (rest < A_MILLISECOND) {
            LockSupport.parkNanos(rest); // a selector's own time-out knows milliseconds only
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, Math.min(LONGEST_SLEEP_MILLIS, rest / A_MILLISECOND));
        }
    }

    // thousands of sockets may be ready, with as much to decrypt as takes longer than the end may
    private void ready(SelectionKey key) {
        if (key.isValid() && !closing) {
            ((Ready) key.attachment()).ready();
        }
    }

    /** Ends its thread, if it has one, when that has done with the socket that it is at, and closes its sockets, whose owners hear nothing of it. Once is enough. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        selector.wakeup();
        try {
            if (runner != Thread.currentThread()) {
                runner.join(END.toMillis());
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
