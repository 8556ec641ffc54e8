package dev.parlance.websocket.tls;

import dev.parlance.complaint.Complaints;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after certificates at a pace, on a thread of its own: a file system may hang, and then nothing else does. The thread does not keep the JVM alive, and nobody waits
 * for its end.
 */
public final class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Complaints COMPLAINTS = new Complaints(LOG::warn, LOG::error);

    private final Certificates certificates;
    private final Duration pace;
    private final ScheduledThreadPoolExecutor timer;

    /**
     * Makes a watch that has not begun.
     *
     * @param certificates what to look after
     * @param pace how long between two looks
     */
    public CertificateWatch(Certificates certificates, Duration pace) {
        this.certificates = certificates;
        this.pace = pace;
        this.timer = new ScheduledThreadPoolExecutor(1, look -> {
            Thread thread = new Thread(look, "parlance-certificates");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // closed before it began
    }

    /** Looks from now on, the first time at once. */
    public void start() {
        var unused = timer.scheduleWithFixedDelay(this::look, 0, pace.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        try {
            certificates.look();
        } catch (Throwable e) { // else it would be the last look
            COMPLAINTS.error("a look after TLS certificates failed, there will be another", e);
        }
    }

    /** Looks no more. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
