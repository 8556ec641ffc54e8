package dev.parlance.tck;

import dev.parlance.broker.ChatBroker;
import dev.parlance.model.RoomId;
import dev.parlance.tck.harness.Unsupported;
import java.time.Duration;

/**
 * The store under test with all its nodes, as the kit needs to handle it. The first three methods are required. The others are optional:
 * one that is not overridden skips, with its name as the reason, the {@code optional_} tests that need it. Calls come from the test's own
 * thread, may block, and throw what makes the test fail.
 *
 * <p>Tests name their rooms, keys and users anew, so a store may outlive a test and need not be emptied.
 */
public interface BrokerStore extends AutoCloseable {
    /**
     * Makes another node over this store.
     *
     * @return a broker that has not started
     */
    ChatBroker newNode();

    /**
     * Ends a node without a word, as a killed process does: what it told the store stays there, it never calls its listener again.
     *
     * @param node a started one
     */
    void kill(ChatBroker node);

    /**
     * Lets time pass for the store and all nodes, by moving a manual clock or by waiting. What falls due meanwhile may be done by the time this
     * returns, or soon after.
     *
     * @param time up to 30 seconds, longer only if {@link #hasManualTime()}
     */
    void advance(Duration time);

    /**
     * Whether time passes only by {@link #advance}, and passes at once, so that tests of the 2 minutes and of the 30 days can be run.
     *
     * @return false unless overridden
     */
    default boolean hasManualTime() {
        return false;
    }

    /**
     * All that the store holds, so that what was deleted can be seen to be nowhere any more.
     *
     * @return bytes in which whatever is kept can be found as UTF-8
     */
    default byte[] dump() {
        throw Unsupported.hook("dump()");
    }

    /**
     * Sets the clock that stamps messages back, as the correction of a wrong clock does.
     *
     * @param time how far
     */
    default void setBack(Duration time) {
        throw Unsupported.hook("setBack(Duration)");
    }

    /**
     * Counts what the store holds (keys, rows, topics), so that reading can be seen to leave nothing behind.
     *
     * @return a number that grows with what is stored
     */
    default long size() {
        throw Unsupported.hook("size()");
    }

    /**
     * Loses the log of a room with all that belongs to it, as a store does that lost its disk.
     *
     * @param roomId a room that has been used
     */
    default void loseLog(RoomId roomId) {
        throw Unsupported.hook("loseLog(RoomId)");
    }

    /**
     * Remembers all that the store holds now.
     *
     * @return takes the store back to this moment, as the promotion of a replica does that had not received the last writes
     */
    default Runnable snapshot() {
        throw Unsupported.hook("snapshot()");
    }

    /**
     * Breaks the connections over which a node hears. The node may connect again.
     *
     * @param node a started one
     */
    default void breakSubscriptions(ChatBroker node) {
        throw Unsupported.hook("breakSubscriptions(ChatBroker)");
    }

    /**
     * Makes the store unreachable for all nodes. It keeps what it holds.
     *
     * @return makes it reachable again
     */
    default Runnable beginOutage() {
        throw Unsupported.hook("beginOutage()");
    }

    /**
     * Stops a node in its tracks, as a long pause of its process does: it neither works nor renews its lease until {@link #wake}.
     *
     * @param node a started one
     */
    default void pause(ChatBroker node) {
        throw Unsupported.hook("pause(ChatBroker)");
    }

    /**
     * Lets a paused node go on as if nothing had been.
     *
     * @param node a paused one
     */
    default void wake(ChatBroker node) {
        throw Unsupported.hook("wake(ChatBroker)");
    }

    /** Releases this store at the end of a test; the nodes have been stopped or killed. Does nothing unless overridden. */
    @Override
    default void close() {}
}
