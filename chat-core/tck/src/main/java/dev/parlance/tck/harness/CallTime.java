package dev.parlance.tck.harness;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** How long a call keeps its thread waiting: the time that passes less the time for which the thread had the processor. */
public final class CallTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CallTime() {}

    public static Duration waited(Runnable call) {
        long busyBefore = busy();
        long before = System.nanoTime();
        call.run();
        long passed = System.nanoTime() - before;
        return Duration.ofNanos(Math.max(0, passed - (busy() - busyBefore)));
    }

    private static long busy() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
    }
}
