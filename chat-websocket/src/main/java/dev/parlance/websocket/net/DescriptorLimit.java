package dev.parlance.websocket.net;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections the process can hold. An accept that fails for want of a descriptor ends HttpCore's listener, so there is a reserve for what else the
 * process opens, and room for as many as wait in the backlog to be turned away: at their limit connections are refused at once, not left to wait. From any thread.
 */
public final class DescriptorLimit {
    private static final int UNKNOWN_LIMIT = 10_000;
    private static final int MAX_BACKLOG = 1024;
    private static final int RESERVE = 64;

    private DescriptorLimit() {}

    /** {@return how many connections may wait to be accepted: at most 1,024, and at most an eighth of the descriptors} */
    public static int backlog() {
        return (int) Math.max(8, Math.min(MAX_BACKLOG, free() / 8));
    }

    /** {@return how many connections may be open at once: what is free now, without the backlog and a reserve for files and brokers} */
    public static int connections() {
        long free = free();
        return (int) Math.max(8, free - backlog() - reserve(free));
    }

    /** How many more sockets than are open now there may be. */
    static long sockets() {
        long free = free();
        return free - reserve(free);
    }

    private static long reserve(long free) {
        return Math.min(RESERVE, free / 4);
    }

    private static long free() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? Math.min(unix.getMaxFileDescriptorCount(), 10_000_000) - unix.getOpenFileDescriptorCount()
                : UNKNOWN_LIMIT;
    }
}
