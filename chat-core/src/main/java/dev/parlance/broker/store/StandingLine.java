package dev.parlance.broker.store;

import dev.parlance.complaint.Complaints;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the line standing over which a port hears, for authors of ports: what P7 and P9 of {@link StorePort} ask of its {@link StorePort#listen}, whatever the store. A thread of its own
 * hears; once the line broke it tries to open it anew every 200 ms for as long as it must, and then tells the ear. The line also counts as broken if the ear fails: then
 * something may be lost as well.
 */
public final class StandingLine implements AutoCloseable {
    private static final Complaints COMPLAINTS = Complaints.of(System.getLogger(StandingLine.class.getName()));
    private static final long RETRY_MILLIS = 200;
    private static final Duration UPKEEP = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Opens lines: what is committed once that has returned is heard. */
    @FunctionalInterface
    public interface Opening {
        /**
         * Opens a line.
         *
         * @return one that listens
         * @throws Exception if there is none; whatever was opened is closed then
         */
        Line open() throws Exception;
    }

    /** A line to a store. For one thread, but for {@link #close}. */
    public interface Line {
        /**
         * Waits for what is told, about two seconds at the most, and tells it to the ear, in order.
         *
         * @param ear who hears
         * @throws Exception if the line broke, or something is missing
         */
        void hear(StoreEar ear) throws Exception;

        /**
         * Finds out whether the line still stands, and does what else is to be done now and then, as sweeping out what was told. Every two seconds, between two calls of {@link #hear}.
         *
         * @throws Exception if it does not stand
         */
        void upkeep() throws Exception;

        /** Closes the line at once, from any thread, with what waits in {@link #hear}. Idempotent; throws nothing. */
        void close();
    }

    private final Opening opening;
    private final StoreEar ear;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "parlance-store-line");
    private volatile Line line;

    private StandingLine(Opening opening, StoreEar ear, Line line) {
        this.opening = opening;
        this.ear = ear;
        this.line = line;
    }

    /**
     * Opens the first line, on this thread, and begins to hear.
     *
     * @param opening opens it, and each one after it
     * @param ear who hears, on one thread
     * @return keeps it standing until it is closed
     * @throws StoreUnavailableException if it cannot be opened
     */
    public static StandingLine open(Opening opening, StoreEar ear) {
        StandingLine standing;
        try {
            standing = new StandingLine(opening, ear, opening.open());
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (Exception e) {
            throw new StoreUnavailableException("there is no line to the store: " + e.getMessage(), e);
        }
        standing.thread.setDaemon(true);
        standing.thread.start();
        return standing;
    }

    private void run() {
        try {
            while (!isClosing()) {
                try {
                    hearForAWhile();
                } catch (Throwable e) { // anybody may tell nonsense, and an ear may fail
                    mend(e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            line.close(); // one that was opened as this was closed
        }
    }

    private void hearForAWhile() throws Exception {
        long next = System.nanoTime() + UPKEEP.toNanos();
        while (System.nanoTime() - next < 0) {
            if (isClosing()) {
                return;
            }
            line.hear(ear);
        }
        line.upkeep();
    }

    /** Until a line stands and the ear knows: else something would be lost without a word. */
    private void mend(Throwable broke) throws InterruptedException {
        complain(broke);
        line.close();
        while (!closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                line = opening.open();
                if (!isClosing()) {
                    ear.broken();
                }
                return;
            } catch (Throwable e) {
                complain(e);
                line.close();
            }
        }
    }

    private void complain(Throwable e) {
        if (isClosing()) {
            return;
        }
        if (e instanceof RuntimeException || e instanceof Error) {
            COMPLAINTS.error("who hears what a store tells failed, and its line is opened anew", e);
        } else {
            COMPLAINTS.warn("the line to a store broke and is opened anew", e);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Ends hearing: nothing is told from here on. Waits for a call of the ear that is under way, unless that is where it comes from, for at most ten seconds. Idempotent. */
    @Override
    public void close() {
        closing.countDown();
        line.close();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
