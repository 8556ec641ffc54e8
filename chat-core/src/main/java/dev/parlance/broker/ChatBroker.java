package dev.parlance.broker;

import java.util.concurrent.CompletionStage;

/**
 * The store and bus of one node. Several nodes over one store are one chat service. It is the sum of five contracts, each with the operations of one reason: the {@link MessageLog}, the
 * {@link TopicBus}, the {@link RoomPresence}, the {@link KeptValues} and the {@link RoomDirectory}. Whoever adds to one of them wraps that one and puts a {@link ForwardingBroker} together.
 *
 * <p>All operations are safe for use by many threads, return at once (B11) and complete their stage on any thread, possibly before they return. They
 * throw nothing: a failure is a failed stage. It carries a {@link dev.parlance.model.ChatException}, whose {@code retryable} says whether trying again with
 * the same ids is safe; or an {@link IllegalStateException} before {@link #start}, and for a start that is not the first. Operations of one thread on one
 * topic take effect in the order of the calls. A stage is its caller's own: that one gives up waiting changes nothing for others.
 *
 * <p>The contract is numbered, that of the directory with an R; {@code chat-tck} has a test for each rule.
 *
 * <ul>
 *   <li><b>B1</b> {@link #start} comes first and once. {@link #stop} is idempotent; what is in flight then ends, never hangs, and what did not
 *       take effect fails with {@code BROKER_UNAVAILABLE}. After it every other operation fails with {@code BROKER_UNAVAILABLE}, not retryable, and {@code
 *       start} with {@code IllegalStateException}; so it is after a stop that came before any start. A stop ends a start that is under way, which then fails with {@code BROKER_UNAVAILABLE}, not
 *       retryable, no later than the stop completes, and leaves nothing behind. A start that failed is as good as a stop.
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
public interface ChatBroker extends MessageLog, TopicBus, RoomPresence, KeptValues, RoomDirectory {
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
}
