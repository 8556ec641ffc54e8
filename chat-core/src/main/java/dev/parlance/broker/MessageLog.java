package dev.parlance.broker;

import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The logs of all rooms: what was said, what became of it, and what of it someone missed. A part of {@link ChatBroker}, whose numbered rules it is under; small enough to be wrapped alone, as
 * an archive does. What it stores is told to the {@link BrokerListener}s of the nodes that subscribed to the room: a {@link dev.parlance.model.RoomEvent.Posted} for each new message, a {@link
 * dev.parlance.model.RoomEvent.Changed} for each change, and {@link BrokerListener#onGap} where a log was lost.
 */
public interface MessageLog {
    /** How long a client message id is remembered. */
    Duration IDEMPOTENCY_WINDOW = Duration.ofMinutes(2);

    /** How many client message ids a room remembers at the most. */
    int IDEMPOTENCY_CAPACITY = 1_000;

    /** How long epoch and offset of a room outlive its last stored event. */
    Duration POSITION_TIME_TO_LIVE = Duration.ofDays(30);

    /**
     * Stores a message and tells all subscribed nodes, in one step. B2 to B6.
     *
     * @param draft what, where, by whom
     * @param retention how much of the room's log to keep from now on
     * @return the receipt, that of the first for a repeat
     */
    CompletionStage<Receipt> publish(MessageDraft draft, Retention retention);

    /**
     * Changes a stored message by compare-and-set, and tells all subscribed nodes. What a message may be its builder has seen to; that a deleted one stays deleted,
     * and that nothing else changes than what may ({@link MessageChange#requireOf}), only the store can. A change that is refused changes nothing.
     *
     * @param change the new state and the state that it was made from
     * @return the message with its new change offset; fails with {@code MESSAGE_NOT_FOUND}, also for one that was deleted and would not be afterwards, {@code
     *     EDIT_CONFLICT} if it is not in that state any more, or else {@code INVALID_MESSAGE} for another author, timestamp or client message id, and for another
     *     text without the time of its edit
     */
    CompletionStage<Message> change(MessageChange change);

    /**
     * Reads a part of the history. B6.
     *
     * <p>A room that was never used, or was forgotten, has a position too: offset 0 of an epoch that is none of its earlier ones. Reading it leaves
     * nothing behind. Whoever resumes from there after the first posts gets all of them, on every node; only a store that names unused rooms anew now and
     * then, at most once a day, may call such a position lost when that happened meanwhile. A first post is no gap.
     *
     * @param roomId whose
     * @param query which part
     * @return the page; fails with {@code POSITION_LOST} if the query names an epoch that is not the log's
     */
    CompletionStage<HistoryPage> history(RoomId roomId, HistoryQuery query);

    /**
     * Reads one message in its latest state.
     *
     * @param roomId whose
     * @param position where it was posted
     * @return the message, if the history still has it
     */
    CompletionStage<Optional<Message>> message(RoomId roomId, Position position);

    /**
     * Reads what was missed since a position, with the verdict whether that is all. B6, B7. A store may say of more than 10,000 missed messages that
     * posts are missing: reading pages of history is then the better way.
     *
     * @param roomId whose
     * @param since the last position seen
     * @return the answer, never an empty page for a lost log
     */
    CompletionStage<Resumption> resume(RoomId roomId, Position since);
}
