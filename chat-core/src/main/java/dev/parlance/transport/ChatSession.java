package dev.parlance.transport;

import dev.parlance.model.ChatException;
import dev.parlance.model.RoomId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine's side of a connection. All calls come on the connection's lane, return at once and throw nothing. Commands take effect in the order of
 * the calls; answers may come in another.
 */
public interface ChatSession {
    /** The request id of a command that wants no answer. */
    long NO_REPLY = -1;

    /**
     * Takes a command. Failures are sent to the client, as an answer or as an error event.
     *
     * @param command what the client asks for
     * @param requestId how the client knows the answer, 0 or more, or {@link #NO_REPLY}; any other is a fault of the transport and costs the connection
     * @param bytes how long all of it was as it came, whatever stood in it beside the command: what is taken of the rate of bytes; two a character of text as in {@link ClientCommand#bytes}, and binary
     *     attachments as they are
     */
    void receive(ClientCommand command, long requestId, long bytes);

    /**
     * Takes a command whose answer the transport itself wants, as a value: to say it in words of its own, or to go by it. Nothing is sent for it, whether it succeeds or fails;
     * else it is a command as any.
     *
     * @param command what is asked for
     * @param bytes how long what the client sent for it was, as in {@link #receive}; 0 for what the transport asks of its own accord
     * @param answer gets the answer, once, on the lane, perhaps within this call; nothing if the session ends before. What it throws costs the connection
     */
    void ask(ClientCommand command, long bytes, Consumer<? super ServerReply> answer);

    /**
     * Takes a request that the codec could not make a command of: it counts against the rate of requests and its length against that of bytes, and the client is told.
     *
     * @param error what was wrong with it
     * @param event its name, or null if it had none
     * @param roomId its room, or null
     * @param requestId how the client knows the answer, 0 or more, or {@link #NO_REPLY}; any other is a fault of the transport and costs the connection
     * @param bytes how long all of it was, as in {@link #receive}
     */
    void refuse(ChatException error, @Nullable String event, @Nullable RoomId roomId, long requestId, long bytes);

    /**
     * Takes note of what came that is neither a command nor to be answered, as an acknowledgement that nobody has asked for: it counts against the rate of requests and its length against that of
     * bytes, and whoever goes on beyond them is closed. The client is told nothing.
     *
     * @param bytes how long all of it was, as in {@link #receive}
     */
    void receiveOther(long bytes);

    /**
     * Takes note that the connection has caught up after joins, leaves or typing were shed from its {@link Outbox}: the client is told of a gap in
     * each of its rooms, so that it joins again and knows who is there. Once for each {@link Outbox#takeCaughtUp} that was true. Before {@link #writable}, if both are
     * due, so that the gap is told before what was held back goes on.
     */
    void caughtUp();

    /**
     * Takes note that the connection is writable again, after {@link ChatConnection#isWritable} was false: what the client asked for goes on. One call too many does no
     * harm.
     */
    void writable();

    /**
     * Takes note that the transport ends the connection because its client has gone beyond a bound of the transport's, as one that does not read: whoever guards the service hears of it. Before
     * {@link #disconnected}.
     *
     * @param reason why
     */
    void cutOff(CloseReason reason);

    /**
     * Takes note that the connection is gone. The transport calls it once for each session, whoever ended the connection and however: the peer with or without a close, the
     * network, a time-out, the engine's {@link ChatConnection#close}, a fault of its own. Idempotent; nothing is sent, and nothing taken, after it.
     */
    void disconnected();
}
