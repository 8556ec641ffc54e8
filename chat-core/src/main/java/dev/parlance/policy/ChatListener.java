package dev.parlance.policy;

import dev.parlance.model.ActOnMessage;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Receipt;
import dev.parlance.model.Removal;
import dev.parlance.model.RoomId;
import dev.parlance.model.SecurityEvent;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.util.Optional;

/**
 * What the host wants to know of this node's sessions and publishes. What other nodes do is told to their listeners.
 *
 * <p>Calls come on the engine's executor, one at a time, in the order in which things happened on this node, after they happened. A listener may
 * block; up to 10,000 calls wait for it, then they are dropped and {@link #missed} says how many. What a listener throws is logged.
 *
 * <p>When the engine stops, the calls that still wait are made, and those that come of stopping. What was not called within 5 seconds is dropped and
 * {@link #missed} is the last call; a listener that is still in an earlier call a second later does not hear it, and the log has the number.
 */
public interface ChatListener {
    /**
     * A client has authenticated.
     *
     * @param user who
     */
    default void connected(User user) {}

    /**
     * An authenticated client's connection has gone.
     *
     * @param user who
     */
    default void disconnected(User user) {}

    /**
     * A session has joined a room.
     *
     * @param roomId where
     * @param user who
     */
    default void joined(RoomId roomId, User user) {}

    /**
     * A session was taken out of a room by the host; {@link #left} follows. Once for each session, by the node that has it.
     *
     * @param roomId where
     * @param user who
     * @param removal why
     */
    default void removed(RoomId roomId, User user, Removal removal) {}

    /**
     * A session has left a room, by word, with its connection, or because it was {@linkplain #removed removed}.
     *
     * @param roomId where
     * @param user who
     */
    default void left(RoomId roomId, User user) {}

    /**
     * A message published through this node was placed. A repeat with the same client message id is told again, with the first receipt.
     *
     * @param draft what was published, after the interceptors
     * @param receipt where and when
     */
    default void published(MessageDraft draft, Receipt receipt) {}

    /**
     * A message that was there was edited, deleted, pinned or reacted to through this node. What was asked for and changed nothing is not told.
     *
     * @param act what, and who did so by which session
     */
    default void acted(ActOnMessage act) {}

    /**
     * A user has read further, or set a mark back, through this node. What comes of it within a second in one room is told once.
     *
     * @param count the mark as it is now, and what is behind it
     * @param sessionId by which session; empty if the host did, or sending moved it
     */
    default void marked(UnreadCount count, Optional<String> sessionId) {}

    /**
     * A user who followed a room does so no more, through this node: the mark there is gone.
     *
     * @param roomId which
     * @param userId who
     * @param sessionId by which session of the user's; empty if the host did, or whoever took the user's membership
     */
    default void unfollowed(RoomId roomId, UserId userId, Optional<String> sessionId) {}

    /**
     * Somebody was turned away, or something was taken from somebody, on this node. What strangers bring about comes at most once in ten seconds of the same kind and the same user or
     * address, with its number; of more than 500 such within ten seconds, those beyond count together. The same goes into the log named {@code dev.parlance.audit}, a line each at the
     * level INFO.
     *
     * @param event what; without tokens, cookies and texts of messages
     */
    default void securityEvent(SecurityEvent event) {}

    /**
     * Calls were dropped because this listener is too slow, for its queue or for the end of the engine.
     *
     * @param calls how many since the last call that came through
     */
    default void missed(long calls) {}
}
