package dev.parlance.session;

import dev.parlance.model.ChatException;
import dev.parlance.model.User;
import dev.parlance.transport.ClientCommand;
import org.jspecify.annotations.Nullable;

/** What stands before the commands of all sessions, as a session sees it. Calls come on the session's lane. */
public interface Requests {
    /**
     * Says on arrival whether one more request may come in, and counts it.
     *
     * @param session whose
     * @param command what it asks for
     * @param bytes how long all of it was
     * @return why not, or null
     */
    @Nullable
    ChatException refusal(Session session, ClientCommand command, long bytes);

    /**
     * The same of one that could not be read.
     *
     * @param session whose
     * @param bytes how long it was
     * @return why not, or null
     */
    @Nullable
    ChatException refusalOfUnread(Session session, long bytes);

    /**
     * Makes of a command what the session takes in its turn.
     *
     * @param session whose
     * @param command what the client asks for
     * @param requestId how the client knows the answer
     * @return not begun yet
     */
    Request request(Session session, ClientCommand command, long requestId);

    /**
     * The host has said who a client is.
     *
     * @param before who it was until then, under whichever name, or null
     * @param now who it is
     */
    void known(@Nullable User before, User now);

    /**
     * A connection has ended of whose client that was known.
     *
     * @param user who it was
     */
    void gone(User user);
}
