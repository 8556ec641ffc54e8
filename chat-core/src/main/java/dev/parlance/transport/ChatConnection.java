package dev.parlance.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * One client's connection, as a transport implements it; {@code ChatEngine.open} gives it its {@link ChatSession}.
 *
 * <p>The contract is numbered; {@code chat-tck} has tests for it.
 *
 * <ul>
 *   <li><b>T1</b> Everything happens on the connection's {@link #lane}: the engine calls all but {@link #encoder} and {@code lane} itself there, and the
 *       transport calls {@code open} and the session there.
 *   <li><b>T2</b> No call blocks. What cannot be written now waits in the connection's {@link Outbox}, and nobody else waits with it.
 *   <li><b>T3</b> Frames go out whole and in the order of the calls, by whichever of the two methods they came. So the events of a room reach the client in the
 *       order of its log.
 *   <li><b>T4</b> A client that does not read has a bound in bytes (1 MB in our own server). Beyond it typing is shed, then joins and leaves ({@link FramePriority});
 *       if that is not enough the connection is closed with {@link CloseReason#SLOW_CONSUMER}, and then at once: what waits is lost, and the log has it.
 *   <li><b>T5</b> <em>Caught up</em> is a connection from which something was shed, once nothing waits any more. Then {@link ChatSession#caughtUp} is called, once for all that
 *       was shed until then ({@link Outbox#takeCaughtUp}), and the client is told a gap in each of its rooms.
 *   <li><b>T6</b> While something waits for the peer {@link #isWritable} is false; then {@link ChatSession#writable} follows.
 *   <li><b>T7</b> {@link #close} lets what was sent before go out first, at the client's pace and within a bound of time, and then tells the client the
 *       {@linkplain CloseReason#code code} and the {@linkplain CloseReason#text words} of the reason, and whether to {@linkplain CloseReason#comeBack come back}, as
 *       far as the protocol can say so. What is sent after it is dropped; closing again does nothing.
 *   <li><b>T8</b> {@link ChatSession#disconnected} follows each end of a connection once it is known, whoever brought it about: the client, the network, the
 *       transport, {@link #close}. It may come within {@code close}. Nothing is sent after it.
 *   <li><b>T9</b> A peer that has gone without a word is found out by the transport: it pings (every 25 s in our own server) and closes whom it has not heard for too
 *       long (60 s) with {@link CloseReason#TIMED_OUT}. The engine has no heartbeat; a {@code ping} of the protocol is a request as any.
 *   <li><b>T10</b> What a client sends is bounded by the transport before it is decoded: the length of a message (64 KB in our own server; 16 KB until {@link #authenticated}), the
 *       time for a handshake and for the rest of a message that was begun. Who sends more is closed with a code of the protocol's own, or refused. Who has not
 *       authenticated in time is closed by the engine, with {@link CloseReason#NOT_AUTHENTICATED}.
 *   <li><b>T11</b> What is malformed within these bounds closes nothing: it goes to {@link ChatSession#refuse}, and the client is told. The engine learns of that, as of each command, how
 *       long all of it was as it came: so what fills a request costs its client as much as what is read of it.
 *   <li><b>T12</b> A transport that fails costs its own connection: what a call throws closes this one with {@link CloseReason#SERVER_FAULT} and ends its session, once. What the session is
 *       called for throws nothing.
 *   <li><b>T13</b> An event that {@linkplain ServerEvent.RemovedFromRoom takes the client out of a room} takes the place of all events of that room that still wait for the peer, but for a frame that was begun:
 *       an {@link Outbox} sees to that. So whoever reads slowly hears no more of a room from which it was taken out either.
 * </ul>
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
     * connection is open; what it refuses is offered again. T1.
     *
     * @return always the same object; the same for all connections of one I/O thread. A transport without I/O threads takes a new
     *     {@link SerialLane} per connection
     */
    Executor lane();

    /**
     * Whether what is sent now goes out at once, or nearly so. While it would not, the engine begins no reading of histories that the client asks for and holds back
     * the answer of one that is under way: what was asked for comes at the pace at which it is read. Events go on coming, and close a connection that
     * does not read them. T6.
     *
     * @return false while something waits for the peer. A transport that does not know says true: its {@link Outbox} then has to take all answers that its client asks
     *     for at once
     */
    default boolean isWritable() {
        return true;
    }

    /**
     * How long what comes in now may have waited for the lane, at most, because that was held up: by a machine without time for it, a pause of the JVM, a step that took long. So much more of
     * each rate may be asked for at once, or whoever asks steadily would look too fast.
     *
     * @return zero as a rule, and from a transport that does not know; more than a minute is taken for a minute
     */
    default Duration heldUp() {
        return Duration.ZERO;
    }

    /**
     * Sends one frame, after all that were sent before. T2, T3, T4.
     *
     * @param frame an {@link EventFrame} or an {@link AnswerFrame}, as {@link #encoder} made it
     */
    void send(EncodedFrame frame);

    /**
     * Sends several events, after all that was sent before. A connection that can write bytes takes {@link FrameBatch#bytes()} at once.
     *
     * @param batch what; valid during this call only
     */
    default void send(FrameBatch batch) {
        for (int i = 0; i < batch.count(); i++) {
            send(batch.frame(i));
        }
    }

    /**
     * Takes note that the engine knows from now on who this is; called before the answer to the authentication, and again when that is repeated, or within {@code
     * ChatEngine.open} for a user that the host knows already. A transport may bound what it keeps for strangers more narrowly than what it keeps for anyone else.
     * T10.
     */
    default void authenticated() {}

    /**
     * Asks, before the host is asked whose some credentials are, whether that is to be tried now: a transport may know that too many logins have failed from where its client comes. Not asked
     * when a client that is known renews its login.
     *
     * @return nothing if it may be tried; otherwise when, and the client is refused with {@code RATE_LIMITED} and that time
     */
    default Optional<Duration> loginDelay() {
        return Optional.empty();
    }

    /** Takes note that credentials of its client were refused with {@code AUTHENTICATION_FAILED}. */
    default void loginFailed() {}

    /**
     * Ends the connection, after what was sent before if possible. {@link ChatSession#disconnected} follows; if this throws, the session has ended. T7, T8.
     *
     * @param reason why, and what to do about it
     */
    void close(CloseReason reason);

    /**
     * Ends the connection as {@link #close(CloseReason)} does, with words of the host's for the client in place of the {@linkplain CloseReason#text reason's own}. T7.
     *
     * @param reason why, and what to do about it
     * @param words at most {@value CloseReason#MAX_WORDS} bytes of UTF-8, without control characters, so that they fit a close frame. A transport whose protocol has no place for
     *     them leaves them out, as this does
     */
    default void close(CloseReason reason, String words) {
        close(reason);
    }
}
