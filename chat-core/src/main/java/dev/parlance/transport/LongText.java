package dev.parlance.transport;

import java.nio.ByteBuffer;

/**
 * A text that is too long to wait in memory, encoded, for each client that is to be told it: it is made when it is sent, as much as the client takes. Immutable, and the same bytes
 * each time. Safe for use by many threads.
 */
public interface LongText {
    /**
     * How long it is.
     *
     * @return bytes in UTF-8, 1 or more
     */
    int length();

    /**
     * Makes a part of it, as much as fits.
     *
     * @param offset the first byte that is wanted, from 0 to the length
     * @param target where to; its position moves
     */
    void copyTo(int offset, ByteBuffer target);
}
