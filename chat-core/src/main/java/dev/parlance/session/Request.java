package dev.parlance.session;

import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.transport.ClientCommand;
import java.util.concurrent.CompletionStage;

/** A client's command as its session queues and begins it. For the session's lane. */
public interface Request {
    /** What the client asks for. */
    ClientCommand command();

    /** How the client knows the answer, or {@link dev.parlance.transport.ChatSession#NO_REPLY}. */
    long requestId();

    /**
     * Whether the answer is a part of the log: then it begins when nothing waits for the peer any more, or whoever asks for much would be closed for what
     * it asked for.
     */
    boolean readsLog();

    /**
     * Begins it, once.
     *
     * @return completes, on any thread, when the session's next command may begin; what it fails with, or what this throws, is told to the client
     */
    CompletionStage<Void> begin();

    /**
     * The host takes the user out of a room while this is under way. What has entered the room is ended by the session; what is only on its way there must end itself.
     *
     * @return whether this is a join of that room, whose refusal tells the client
     */
    default boolean takenOut(RoomId roomId, Removal removal) {
        return false;
    }

    /** What the host may have answered while this is under way counts no longer: what follows from it for later is asked again. */
    default void doubt() {}
}
