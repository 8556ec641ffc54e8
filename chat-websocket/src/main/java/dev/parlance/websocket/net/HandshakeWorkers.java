package dev.parlance.websocket.net;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which a port's TLS handshakes compute, so that those who talk wait for none of them: half as many as there are processors, and none while nobody comes. What waits is
 * bounded by the handshakes that may be under way, each of which has one task at a time. Safe for use by many threads.
 */
final class HandshakeWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeWorkers.class);
    private static final int IDLE_SECONDS = 10;

    private final AtomicInteger made = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    HandshakeWorkers() {
        int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "parlance-tls-" + made.getAndIncrement());
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task, which throws nothing, on one of the threads; on the caller's if there can be none. */
    void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            task.run(); // the port is closing
        } catch (Throwable e) { // no memory for a thread
            Faults.log(LOG, "a TLS handshake is computed on an I/O thread", e);
            threads.remove(task);
            task.run();
        }
    }

    /** Lets the threads go; what waits is done still. */
    void close() {
        threads.shutdown();
    }
}
