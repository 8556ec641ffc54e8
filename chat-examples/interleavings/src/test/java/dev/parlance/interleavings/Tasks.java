package dev.parlance.interleavings;

/** What threads give to a lane: each task runs once, never two at a time, and those of one thread in the order in which it gave them. */
public final class Tasks {
    private static final int MOST_THREADS = 10;

    private final int[] given = new int[MOST_THREADS];
    private final int[] ran = new int[MOST_THREADS];
    private boolean running; // like what lanes guard, these are not for several threads at a time

    /** The next task of a thread; on that thread. */
    public Runnable next(int thread) {
        int number = given[thread]++;
        return () -> {
            require(!running, "two at a time");
            running = true;
            require(ran[thread] == number, "out of order, doubled or behind one that is lost");
            ran[thread]++;
            running = false;
        };
    }

    /** At the end. */
    public void requireAll() {
        for (int thread = 0; thread < MOST_THREADS; thread++) {
            require(ran[thread] == given[thread], "lost");
        }
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new AssertionError(otherwise);
        }
    }
}
