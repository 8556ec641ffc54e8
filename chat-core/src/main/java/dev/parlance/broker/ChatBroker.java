package dev.parlance.broker;

import java.util.concurrent.CompletionStage;

/**
 * The store and bus of one node. Several nodes over one store are one chat service. It is the sum of seven contracts, each with the operations of one reason: the {@link MessageLog}, the
 * {@link TopicBus}, the {@link RoomPresence}, the {@link KeptValues}, the {@link RoomDirectory}, the {@link ReadMarks} and the {@link UserProfiles}. Whoever adds to one of them wraps that one and puts a {@link ForwardingBroker} together.
 *
 * <p>All operations are safe for use by many threads, return at once (B11) and complete their stage on any thread, possibly before they return. They
 * throw nothing: a failure is a failed stage. It carries a {@link dev.parlance.model.ChatException}, whose {@code retryable} says whether trying again with
 * the same ids is safe; or an {@link IllegalStateException} before {@link #start}, and for a start that is not the first. Operations of one thread on one
 * topic take effect in the order of the calls. A stage is its caller's own: that one gives up waiting changes nothing for others.
 *
 * <p>The contract is numbered, that of the directory with an R, what people do with what was said with a C; {@code chat-tck} has a test for each rule.
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
 *       {@code onGap} says so; of a topic that is no room's {@link BrokerListener#onSignalsLost} says, once it is heard again, that signals may be missing. A store <em>fell back</em> when it stands at an earlier state than it has told before: the newest events are gone, what
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
 *
 * <ul>
 *   <li><b>C1</b> The number of a message is how many posts there were in its epoch up to it. It goes on where offsets go on into another epoch, and begins at 1 where they begin at 1. Changes take
 *       none. The receipt, a repeat's too, says it.
 *   <li><b>C2</b> {@link #change} takes effect if the message's <em>content</em> is as it was ({@code contentOffset}): reactions, replies and tellings in between are no conflict, and are kept. Author,
 *       time, client message id, number and {@code replyTo} stay.
 *   <li><b>C3</b> What is deleted keeps id, number, time, {@code replyTo} and thread. Text, metadata, mentions, attachments, pin and reactions are nowhere any more: not in the log, nor in {@code head.last}, {@link
 *       #pins}, {@link #reactors}, {@link #reactionsOf} or {@link #replies}.
 *   <li><b>C4</b> A user has one reaction of a kind. Repeats, and those of two nodes at once, count once and change nothing; adding and taking away commute between users. There are at most 50 kinds and
 *       20,000 reactions of a message, counted exactly whoever reacts at once.
 *   <li><b>C5</b> One telling is one event at one offset: counts that are exact as of then, ten users of a kind, the first who reacted first, and the reaction that changed if exactly one did. After the
 *       last telling all nodes, histories and resumptions agree with {@link #reactors}.
 *   <li><b>C6</b> What a node that died had not told is told by whoever sweeps it, within the time of B10.
 *   <li><b>C7</b> A telling is a change like any other for {@link #resume}, its verdicts, eviction and time to live (B6).
 *   <li><b>C8</b> A reply counts on its root when it is placed, once (B5), and counts no more when it is deleted; one whose root the history does not have is a message like any other. Count and last
 *       reply are told by {@link #tell}. The thread of a root that was deleted goes on: its replies are there, it takes further ones, and count and last are told of what is left of it. Pages meet each once.
 *   <li><b>C9</b> {@link #head} agrees with the log at one moment. {@code posts} is the number of the last post. {@code since.number} is the number of the newest post at or before {@code since}, below
 *       all that is kept one less than that of the oldest kept; {@code since.deleted} counts the deleted posts after it, of a room's last 4,096 deletions, {@code since.roomMentions} those of its last
 *       1,000 that mention the room. {@code last} is the newest post kept that is not deleted, never an older one that was changed. A lost or unknown epoch counts from 0 and is not {@code known}. {@link #heads} says of each of many rooms
 *       what {@code head} says of it.
 *   <li><b>C10</b> At most 50 messages of a room are pinned; eviction and deletion unpin. One more fails with {@code TOO_MANY_PINS}.
 *   <li><b>C11</b> Marks: what was kept is read on all nodes; of two made from one version one takes effect; another room's and another user's are left alone; they outlive nodes and logs.
 *   <li><b>C12</b> Who has a mark at or behind a message has read it. Pages meet each once who had one all the while; a mark that is set back is read back.
 *   <li><b>C13</b> A mention is counted once, and only behind the mark; it counts again when the mark is set back, and goes when it is forgotten. Who does not follow a room has none there.
 *   <li><b>C14</b> The newest name counts on all nodes at once; the same again is no news; the time when someone was seen last never goes back; to see someone changes no name, and makes no profile.
 * </ul>
 */
public interface ChatBroker
        extends MessageLog, TopicBus, RoomPresence, KeptValues, RoomDirectory, ReadMarks, UserProfiles {
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
