package dev.parlance.tck;

import dev.parlance.broker.store.StorePort;
import dev.parlance.tck.harness.Unsupported;
import java.time.Duration;

/**
 * The store under a {@link StorePort}, as the kit needs to handle it. The first two methods are required; a test that needs another is skipped where it is not overridden, with its
 * name as the reason.
 *
 * <p>Tests of ports name their keys anew, so a store may outlive a test and need not be emptied. Where it does, let each store be one of its own for the sake of {@link BrokerTck}: the
 * nodes of one test hear all that the nodes of another tell.
 */
public interface PortStore extends AutoCloseable {
    /**
     * Makes another port over this store.
     *
     * @return a port that nobody has used
     */
    StorePort newPort();

    /**
     * Lets time pass by the clock of {@code now}, by moving a manual one or by waiting.
     *
     * @param time up to 30 seconds, longer only if {@link #hasManualTime()}
     */
    void advance(Duration time);

    /**
     * Whether time passes only by {@link #advance}, and passes at once.
     *
     * @return false unless overridden
     */
    default boolean hasManualTime() {
        return false;
    }

    /**
     * Sets the clock of {@code now} back.
     *
     * @param time how far
     */
    default void setBack(Duration time) {
        throw Unsupported.hook("setBack(Duration)");
    }

    /**
     * Breaks the line over which a port hears, so that something that is told next may be lost; the port mends it by itself.
     *
     * @param port one that listens
     */
    default void breakLine(StorePort port) {
        throw Unsupported.hook("breakLine(StorePort)");
    }

    /**
     * Remembers all that the store holds now.
     *
     * @return takes the store back to this moment, as the promotion of a replica does that had not received the last writes; ports go on by themselves
     */
    default Runnable snapshot() {
        throw Unsupported.hook("snapshot()");
    }

    /**
     * Loses the answer to the next commit of a port.
     *
     * @param port one of this store
     * @param committed whether the store has committed then
     */
    default void loseNextAnswer(StorePort port, boolean committed) {
        throw Unsupported.hook("loseNextAnswer(StorePort, boolean)");
    }

    /** Releases this store; the ports have been closed. Does nothing unless overridden. */
    @Override
    default void close() {}
}
