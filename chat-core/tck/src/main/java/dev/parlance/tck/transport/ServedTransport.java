package dev.parlance.tck.transport;

import java.io.IOException;

/** The transport under test while it serves an engine. Calls come from the test's own thread, may block, and throw what makes the test fail. */
public interface ServedTransport extends AutoCloseable {
    /**
     * Connects a client, as far as it can be without saying who it is.
     *
     * @return the client
     * @throws IOException if the transport turned it away
     */
    TransportClient connect() throws IOException;

    /**
     * How many connections of clients the transport itself believes to be open.
     *
     * @return 0 or more
     */
    int connections();

    /**
     * How long a request may be, once its client is known.
     *
     * @return in bytes, 64 KB or more
     */
    int maxRequestBytes();

    /**
     * Whether it can say that something waits for a peer ({@link dev.parlance.transport.ChatConnection#isWritable}). One that always says true has to take all
     * answers that a client asks for at once, and closes it if that is too much: then the tests of T5 and T6 whose names begin with {@code optional_} are skipped.
     *
     * @return true unless overridden
     */
    default boolean knowsWhetherItIsWritable() {
        return true;
    }

    /**
     * Stops serving: ends the connections that are open, and the threads that are the transport's own. Idempotent.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;
}
