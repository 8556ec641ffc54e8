package dev.parlance.broker.store;

/**
 * A transactional store and its bus, as one node of a {@link StoreBroker} needs them: what an author of a store writes. Keys are of 1 to 256 printable ASCII characters
 * and ordered by them, values and what is told are bytes, at most {@value #MAX_VALUE}. Nothing else is asked: no queries, no streams, no clocks that agree.
 *
 * <p>The contract is numbered; {@code PortTck} in {@code chat-tck} has a test for each rule.
 *
 * <ul>
 *   <li><b>P1</b> A transaction takes effect wholly or not at all: what it put, deleted and told.
 *   <li><b>P2</b> What a transaction told is heard by every port that listens, the teller's own too, once, unchanged, and in the order told; over all transactions in the order in which
 *       they were committed. Of two of which one began after the other was committed, or got a lock after it, the other comes first.
 *   <li><b>P3</b> A lock is held by one transaction, over all nodes, until that one has ended and what it did can be seen; whoever gets a lock then sees all that the holders before did.
 *       Taking a lock that the transaction holds is nothing.
 *   <li><b>P4</b> A transaction sees what it did itself.
 *   <li><b>P5</b> A scan gives entries in the order of their keys, from one included to another excluded, or back, and no more than asked for.
 *   <li><b>P6</b> What was put until a time is neither read nor scanned from then on, by the clock of {@link StoreTransaction#now}.
 *   <li><b>P7</b> A line that broke is told with {@link StoreEar#broken} once it stands again: what was committed before may be lost, what comes after is heard.
 *   <li><b>P8</b> A transaction fails with {@link UnsureCommitException} if it may or may not have taken effect, with {@link StoreUnavailableException} if it surely has not, and with
 *       what its work threw, unchanged, if it was that; then it has not taken effect.
 *   <li><b>P9</b> After {@link #close}, which may come before {@link #listen}, transactions and that fail with {@link StoreUnavailableException}, and nothing is heard.
 *   <li><b>P10</b> A store that may stand behind what it has told (a replica was promoted, a backup taken back, a server began again that may have lost its last writes) is of another
 *       {@link StoreTransaction#generation} than ever before. Else that stays, over all ports.
 * </ul>
 *
 * <p>Calls block, come from any thread, and end within a time that the port bounds itself, store or no store: about three seconds do.
 */
public interface StorePort extends AutoCloseable {
    /** The longest value, and the longest thing told, in bytes: 2 MiB, more than the longest message takes. */
    int MAX_VALUE = 2 << 20;

    /**
     * What is done in a transaction. It may be done again from the start where the store asks for that (a deadlock, a serialization failure), so it has no effect but through
     * the transaction.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    interface Work<T> {
        /**
         * Does it.
         *
         * @param transaction for this thread, until this returns
         * @return the result
         */
        T in(StoreTransaction transaction);
    }

    /**
     * Does work in one transaction.
     *
     * @param <T> what comes of it
     * @param work what to do
     * @return its result, once committed
     * @throws StoreUnavailableException as P8 says
     */
    <T> T transaction(Work<T> work);

    /**
     * Begins to hear what is told, once; transactions may come before it. Calls to the ear are serial, in the order of P2. {@link StandingLine} does what all ports do there.
     *
     * @param ear who hears
     * @throws StoreUnavailableException if there is no line to the store
     */
    void listen(StoreEar ear);

    /** Ends this port and releases what it holds. Idempotent. P9. */
    @Override
    void close();
}
