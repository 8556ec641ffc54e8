package dev.parlance.transport;

import java.util.concurrent.Executor;

/**
 * One client's connection, as the transport adapter implements it. The engine calls everything but {@link #encoder} and {@link #lane} on the
 * lane, and expects no call to block: what cannot be written now waits in the connection's {@link Outbox}, and when that is full the
 * connection ends as a {@link CloseReason#SLOW_CONSUMER}. What a call throws costs this connection alone: it is closed with
 * {@link CloseReason#SERVER_FAULT} and its session ends.
 */
public interface ChatConnection {
    /**
     * How events and answers are encoded.
     *
     * @return always the same object, shared by all connections of one protocol
     */
    FrameEncoder encoder();

    /**
     * Where this connection lives: runs one task at a time, in the order given, soon, and takes tasks from any thread. Never drops a task while the
     * connection is open; what it refuses is offered again.
     *
     * @return always the same object; the same for all connections of one I/O thread. A transport without I/O threads takes a new
     *     {@link SerialLane} per connection
     */
    Executor lane();

    /**
     * Whether what is sent now goes out at once, or nearly so. While it would not, the engine begins no reading of histories that the client asks for and holds back
     * the answer of one that is under way: what was asked for comes at the pace at which it is read. Events go on coming, and close a connection that
     * does not read them.
     *
     * @return false while something waits for the peer; then {@link ChatSession#writable} must follow. A transport that does not know says true: its {@link Outbox} then has to
     *     take all answers that its client asks for at once
     */
    default boolean isWritable() {
        return true;
    }

    /**
     * Sends one frame, after all that were sent before.
     *
     * @param frame what
     */
    void send(EncodedFrame frame);

    /**
     * Sends several frames, after all that were sent before. A connection that can write bytes takes {@link FrameBatch#bytes()} at once.
     *
     * @param batch what; valid during this call only
     */
    default void send(FrameBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            send(batch.frame(i));
        }
    }

    /**
     * Takes note that the engine knows from now on who this is; called before the answer to the authentication, and again when that is repeated. A transport may
     * bound what it keeps for strangers more narrowly than what it keeps for anyone else.
     */
    default void authenticated() {}

    /**
     * Ends the connection, after what was sent before if possible. May be called again, on a connection that has ended too, and does nothing then.
     *
     * <p>{@link ChatSession#disconnected} follows, from the transport, on the lane: within this call or later, but soon, even if the peer never answers a close. The session,
     * and with it a place in its rooms, lasts until then. Only if this throws, or is called before {@code ChatEngine.open} has returned the session, the engine ends it by itself.
     *
     * @param reason why
     */
    void close(CloseReason reason);
}
