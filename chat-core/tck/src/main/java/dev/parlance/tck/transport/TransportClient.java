package dev.parlance.tck.transport;

import dev.parlance.transport.ChatSession;
import dev.parlance.transport.ClientCommand;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client of the transport under test, as the kit needs to handle it. It takes nothing off the line but in {@link #read}: while that is not called it is a slow
 * reader. Heartbeats are answered in there, too. For one thread.
 */
public interface TransportClient extends AutoCloseable {
    /**
     * Asks for something; does not wait for the answer.
     *
     * @param command what
     * @param requestId how the answer is known, or {@link ChatSession#NO_REPLY}
     * @throws IOException if the connection has ended; then {@link #read} says so
     */
    void send(ClientCommand command, long requestId) throws IOException;

    /**
     * Sends what the transport takes, whole and well-formed as it wants it, but is no request.
     *
     * @throws IOException if the connection has ended
     */
    void sendNonsense() throws IOException;

    /**
     * Breaks the rules of the transport itself, such as the framing: nobody knows what what follows would mean.
     *
     * @throws IOException if the connection has ended
     */
    void breakProtocol() throws IOException;

    /**
     * Reads the next thing that the client is told.
     *
     * @param patience how long to wait for it
     * @return what, or null if nothing came; {@link Told.Ended} again and again once the connection has ended
     * @throws IOException if what came is not understood
     */
    @Nullable
    Told read(Duration patience) throws IOException;

    /** From now on it neither says nor answers anything, heartbeats and a close included, but its end of the line stays there. */
    void goSilent();

    /**
     * Is gone without a word, as a client that lost its power.
     *
     * @throws IOException if it cannot
     */
    void vanish() throws IOException;

    /**
     * Says goodbye, as clients of the transport do, and is gone. Idempotent, also after {@link #vanish}.
     *
     * @throws IOException if it cannot
     */
    @Override
    void close() throws IOException;
}
