package dev.parlance.examples.server;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a signal sets off: the stop has a deadline of its own, and the process ends without it if it does not keep it. */
final class StopHook implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(StopHook.class);

    private final Thread stop;
    private final Duration deadline;

    StopHook(Runnable stop, Duration deadline) {
        this.stop = new Thread(stop, "parlance-stop");
        this.stop.setDaemon(true);
        this.deadline = deadline;
    }

    @Override
    public void run() {
        stop.start();
        try {
            stop.join(deadline.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stop.isAlive()) {
            LOG.error("not stopped within {} s, the process ends nevertheless", deadline.toSeconds());
        }
    }
}
