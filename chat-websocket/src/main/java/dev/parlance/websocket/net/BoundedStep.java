package dev.parlance.websocket.net;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A step of a stop, which has a deadline: one that does not end is left behind, and the log says which. From any thread. */
public final class BoundedStep {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedStep.class);

    private BoundedStep() {}

    /**
     * Runs a step on a thread of its own and waits for it; in place if no thread is to be had. Whatever it throws is logged.
     *
     * @param what for the log, as in "closing the port"
     * @param deadline how long to wait
     * @param step what to do
     * @return whether it ended, well or not, in time
     */
    public static boolean run(String what, Duration deadline, Runnable step) {
        Runnable guarded = () -> {
            try {
                step.run();
            } catch (Throwable e) {
                Faults.log(LOG, what + " failed, the stop goes on", e);
            }
        };
        Thread thread = new Thread(guarded, "parlance-stop-step");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (Throwable e) {
            guarded.run();
            return true;
        }
        try {
            thread.join(deadline.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean ended = !thread.isAlive();
        if (!ended) {
            LOG.warn("{} has not ended within {} ms, the stop goes on without it", what, deadline.toMillis());
        }
        return ended;
    }
}
