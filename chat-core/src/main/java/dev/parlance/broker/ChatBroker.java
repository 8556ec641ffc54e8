package dev.parlance.broker;

import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.Position;
import dev.parlance.model.Presence;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.RoomId;
import dev.parlance.model.Signal;
import dev.parlance.model.User;
import dev.parlance.model.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The store and bus of one node. Several nodes over one store are one chat service.
 *
 * <p>All operations are safe for use by many threads, return at once (B11) and complete their stage on any thread, possibly before they return. They
 * throw nothing: a failure is a failed stage. It carries a {@link dev.parlance.model.ChatException}, whose {@code retryable} says whether trying again with
 * the same ids is safe; or an {@link IllegalStateException} before {@link #start}, and for a start that is not the first. Operations of one thread on one
 * topic take effect in the order of the calls.
 *
 * <p>The contract is numbered; {@code chat-tck} has a test for each rule.
 *
 * <ul>
 *   <li><b>B1</b> {@link #start} comes first and once. {@link #stop} is idempotent; what is in flight then ends, never hangs, and what did not
 *       take effect fails with {@code BROKER_UNAVAILABLE}. After it every other operation fails with {@code BROKER_UNAVAILABLE}, not retryable, and {@code
 *       start} with {@code IllegalStateException}; so it is after a stop that came before any start.
 *   <li><b>B2</b> Every subscriber on every node sees one order per room, the order of the offsets. They begin at 1 in each epoch and rise by
 *       exactly one with each post and each change, and so they are heard: a listener to whom one was not told is told a gap before the next.
 *   <li><b>B3</b> The publisher's node hears its own message; the echo may come before the returned stage completes.
 *   <li><b>B4</b> The stage completes when the message is placed; a failed stage says whether trying again with the same id is safe.
 *   <li><b>B5</b> The same client message id twice within the window (2 minutes, 1,000 ids a room) gives the same message once, from whichever nodes;
 *       with another text it fails with {@code ID_CONFLICT}.
 *   <li><b>B6</b> History agrees with what was heard live, during concurrent publishes too.
 *   <li><b>B7</b> A lost log means a new epoch and {@link BrokerListener#onGap}; a broken subscription is repaired without a hole, or
 *       {@code onGap} says so. A store <em>fell back</em> when it stands at an earlier state than it has told before: the newest events are gone, what
 *       is older is all there, as after the promotion of a replica that lacked the last writes, or of a backup. That is noticed before the next post, which
 *       begins a new epoch, so that no position is ever given twice: positions up to where both agree stay good, later ones are lost.
 *   <li><b>B8</b> Nothing is heard after {@link #unsubscribe} has completed.
 *   <li><b>B9</b> A user's first session in a room, over all nodes, makes exactly one join; the last to go makes exactly one leave. Of several names under
 *       which a user was entered the newest counts, for all that user's sessions and on all nodes at once: entering under another name makes the next
 *       version, is told as a {@link dev.parlance.model.RoomEvent.Joined} of that name, and keeps the user's place among the members.
 *   <li><b>B10</b> A node that dies without a word has its members leave, once, within its lease (15 s) and one sweep (5 s). One that comes back from
 *       a long pause finds itself fenced and enters its members anew. After an outage of the store nobody sweeps for one full lease.
 *   <li><b>B11</b> No operation waits before it returns: neither for the store nor for a connection nor for another operation, in an outage neither.
 *       Whoever calls may be a thread that serves thousands of connections.
 *   <li><b>B12</b> Texts arrive as they were sent. Every well-formed one is legal that the types let through, with zero ({@code U+0000}), line ends and
 *       letters outside the basic plane in message texts, values of metadata and signals, keys and kept values; a store that cannot take one encodes it. Half
 *       a surrogate pair is never legal: the types refuse it, and {@link #put}, {@link #get} and {@link #take} fail with {@code BAD_REQUEST}, as for a key or
 *       value that is too long.
 * </ul>
 */
public interface ChatBroker {
    /** How long a client message id is remembered. */
    Duration IDEMPOTENCY_WINDOW = Duration.ofMinutes(2);

    /** How many client message ids a room remembers at the most. */
    int IDEMPOTENCY_CAPACITY = 1_000;

    /** How long epoch and offset of a room outlive its last stored event. */
    Duration POSITION_TIME_TO_LIVE = Duration.ofDays(30);

    /** How long a node that is not heard of is taken for alive. */
    Duration LEASE = Duration.ofSeconds(15);

    /**
     * Connects this node. B1.
     *
     * @param listener whom to tell
     * @return completes when the node can work
     */
    CompletionStage<Void> start(BrokerListener listener);

    /**
     * Ends this node: its members leave, nothing is heard any more. B1.
     *
     * @return completes when all is released
     */
    CompletionStage<Void> stop();

    /**
     * Begins to listen. Subscribing twice is subscribing once.
     *
     * @param topic to what
     * @return completes when everything that happens from now on will be heard
     */
    CompletionStage<Void> subscribe(Topic topic);

    /**
     * Ends listening. B8.
     *
     * @param topic to what
     * @return completes when nothing more will be heard
     */
    CompletionStage<Void> unsubscribe(Topic topic);

    /**
     * Stores a message and tells all subscribed nodes, in one step. B2 to B6.
     *
     * @param draft what, where, by whom
     * @param retention how much of the room's log to keep from now on
     * @return the receipt, that of the first for a repeat
     */
    CompletionStage<Receipt> publish(MessageDraft draft, Retention retention);

    /**
     * Changes a stored message by compare-and-set, and tells all subscribed nodes. What a message may be its builder has seen to; that a deleted one stays deleted
     * only the store can.
     *
     * @param change the new state and the state that it was made from
     * @return the message with its new change offset; fails with {@code MESSAGE_NOT_FOUND}, also for one that was deleted and would not be afterwards, or
     *     {@code EDIT_CONFLICT}
     */
    CompletionStage<Message> change(MessageChange change);

    /**
     * Tells all subscribed nodes something in passing. At most once: a signal may be lost when the bus breaks, and is not on a healthy one.
     *
     * @param topic where
     * @param signal what
     * @return completes when handed to the bus
     */
    CompletionStage<Void> signal(Topic topic, Signal signal);

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

    /**
     * Counts a user of this node in. Idempotent per node: a node enters a user once, however many sessions that user has there, and again when the name
     * has changed. What a broker itself repeats later (after an outage or when it was fenced) brings no older name back. B9.
     *
     * @param roomId where
     * @param user who
     * @return the presence version after it
     */
    CompletionStage<Long> enter(RoomId roomId, User user);

    /**
     * Counts a user of this node out. Idempotent. B9.
     *
     * @param roomId where
     * @param userId who
     * @return the presence version after it
     */
    CompletionStage<Long> leave(RoomId roomId, UserId userId);

    /**
     * Reads who is in a room.
     *
     * @param roomId which
     * @return the members with their version
     */
    CompletionStage<Presence> members(RoomId roomId);

    /** The longest key of a kept value, in UTF-16 characters. */
    int MAX_KEY_LENGTH = 256;

    /** The longest kept value, in UTF-16 characters. */
    int MAX_VALUE_LENGTH = 16_384;

    /**
     * Keeps a small value for a time, seen by all nodes.
     *
     * @param key 1 to {@value #MAX_KEY_LENGTH} characters, see {@link KeptValues}
     * @param value at most {@value #MAX_VALUE_LENGTH} characters, possibly none; others fail with {@code BAD_REQUEST}
     * @param timeToLive how long
     * @return completes when kept
     */
    CompletionStage<Void> put(String key, String value, Duration timeToLive);

    /**
     * Reads a kept value.
     *
     * @param key its key
     * @return the value, if it is there and its time has not passed
     */
    CompletionStage<Optional<String>> get(String key);

    /**
     * Forgets a kept value, and says what it was; of several nodes that take one value at once one gets it.
     *
     * @param key its key
     * @return the value, if there was one
     */
    CompletionStage<Optional<String>> take(String key);
}
