package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.Position;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MessageLog} offers to whoever keeps its messages for good: it remembers of each room how far that is (its <em>mark</em>), and forgets nothing behind that. It concerns rooms whose newest
 * post came with a {@link Retention#archived} retention; all others are forgotten as ever. A broker that can be archived implements this beside {@link ChatBroker}; the same is true of its operations: any thread,
 * at once, a failure is a failed stage.
 *
 * <ul>
 *   <li><b>K1</b> What is behind the mark is evicted by nothing: not by the number of messages, not by their time to live, not for want of memory. With {@value #MAX_UNARCHIVED} events behind it a post fails with
 *       {@code OVERLOADED}, retryable, and changes nothing; changes and tellings go on for as many again.
 *   <li><b>K2</b> The mark only moves forward, and survives nodes as the log does. When it moves the log is cut to its retention, but for messages that the archive may not have whole
 *       ({@link #archived}) and those that are pinned, which stay as if they had been brought back.
 *   <li><b>K3</b> {@link #tail} has what is behind the mark, each message once in its latest state, in order of change, and agrees with {@link MessageLog#resume}.
 *   <li><b>K4</b> A log that was lost, was forgotten or fell back begins no life by itself: to post there fails with {@link LogEndedException}, as does a change or a telling in one that fell back, and what is brought back to one without a life, and stores nothing, until {@link #begin} has been told where the archive ends. Reading goes on.
 *   <li><b>K5</b> A life goes on behind what is archived: its first offset is higher than any of the archive and of what was carried over, its numbers go on (C1), and positions of the epoch before stay good up to there.
 *   <li><b>K6</b> A message that was brought back ({@link #restore}) is changed, reacted to, replied to, pinned and told as any other. {@link MessageLog#message}, {@link MessageLog#resume} and {@link #tail} have it, {@link MessageLog#history} does not, and it takes nobody's place in the log.
 *   <li><b>K7</b> No message is brought back in a state older than one that the log had since the state was read.
 *   <li><b>K8</b> {@link #behind} finds each room that has something behind its mark, whichever node posted it and whatever became of that.
 * </ul>
 */
public interface LogArchiving {
    /** How many events of a room may be behind its mark before posts are refused. */
    int MAX_UNARCHIVED = 10_000;

    /** How many messages of a room are brought back at once, at the most; those that were longest ago make way if they are archived. */
    int MAX_RESTORED = 1_000;

    /**
     * Begins a new life of a log that has none, or whose life ended. Nothing happens to one that is alive, so any number of nodes may call it at once. K4, K5.
     *
     * @param roomId whose
     * @param end where the archive ends; null if it has nothing of the room
     * @return completes when posts are taken
     */
    CompletionStage<Void> begin(RoomId roomId, @Nullable LogEnd end);

    /**
     * Reads what has to be archived next. K3.
     *
     * @param roomId whose
     * @param limit at most this many messages, 1 to 1,000
     * @return the tail
     */
    CompletionStage<LogTail> tail(RoomId roomId, int limit);

    /**
     * Says that all up to there is archived, and lets the log forget what is more than its retention keeps. What has more reactors of a kind than a message lists ({@link Message#MAX_LISTED_REACTORS})
     * is not forgotten before it is among {@code whole}, in its latest state: it is what this returns. K2.
     *
     * @param roomId whose
     * @param upTo up to which position; one of another life than the log's changes nothing
     * @param whole messages whose every reaction is archived, as they were then
     * @return where the messages were posted that would be forgotten now if all their reactions were archived, oldest first, at most 100
     */
    CompletionStage<List<Position>> archived(RoomId roomId, Position upTo, Collection<Message> whole);

    /**
     * Reads one message with all that the log knows of its reactions.
     *
     * @param roomId whose
     * @param message where it was posted
     * @return the message, if the log has it
     */
    CompletionStage<Optional<WholeMessage>> whole(RoomId roomId, Position message);

    /**
     * Brings a message back that the log has forgotten, so that it can be changed. K6, K7. One that the log has is left as it is.
     *
     * @param roomId whose
     * @param message as the archive had it
     * @param asOf how far the log was archived before that was read, as {@link #tail} says it ({@link LogTail#mark}): what the log has forgotten since may have been newer exactly if it had changed behind that
     * @return whether the log has the message now; {@code false} if what was read may be out of date, and is to be read again. Fails with {@code OVERLOADED} if too many are back and not archived
     */
    CompletionStage<Boolean> restore(RoomId roomId, WholeMessage message, Position asOf);

    /**
     * Lists rooms that have something behind their mark. K8. A room may be listed that has nothing there any more.
     *
     * @param limit at most this many, 1 to 1,000
     * @param after the room behind which to go on, in an order of the store's own that no change moves; null for the beginning
     * @return the page
     */
    CompletionStage<List<RoomId>> behind(int limit, @Nullable RoomId after);

    /**
     * Checks how much is asked for.
     *
     * @param limit how many messages or rooms at the most
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} unless it is 1 to {@value HistoryQuery#MAX_LIMIT}
     */
    static void requireLimit(int limit) {
        MessageLog.requireLimit(limit);
    }
}
