package dev.parlance.transport;

import java.nio.ByteBuffer;

/**
 * The frames that gathered for a room since the last round of a lane, the same for all its members. Valid during
 * {@link ChatConnection#send(FrameBatch)} only; the frames themselves live on.
 */
public interface FrameBatch {
    /**
     * How many frames.
     *
     * @return 1 or more
     */
    int count();

    /**
     * One of them.
     *
     * @param index from 0, the first to send
     * @return the frame
     */
    EventFrame frame(int index);

    /**
     * All of them, one behind the other, as one direct buffer that all members of the round share.
     *
     * @return positioned at 0 with the limit at the end; whoever reads it may move the position, the next call sets it back
     */
    ByteBuffer bytes();
}
