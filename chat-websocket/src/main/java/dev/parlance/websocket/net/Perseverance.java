package dev.parlance.websocket.net;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries until it is done, at a bounded pace; for a thread of its own. */
final class Perseverance implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Perseverance.class);

    /** What is tried. */
    @FunctionalInterface
    interface Attempt {
        void run() throws IOException;
    }

    private final BooleanSupplier isDone;
    private final Attempt attempt;
    private final long paceMillis;

    Perseverance(BooleanSupplier isDone, Attempt attempt, long paceMillis) {
        this.isDone = isDone;
        this.attempt = attempt;
        this.paceMillis = paceMillis;
    }

    @Override
    public void run() {
        try {
            while (!isDone.getAsBoolean()) {
                try {
                    attempt.run();
                } catch (IOException | RuntimeException e) {
                    LOG.error(
                            "{} failed, it is tried again",
                            Thread.currentThread().getName(),
                            e);
                }
                Thread.sleep(paceMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
