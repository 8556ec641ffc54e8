package dev.parlance.archive;

import dev.parlance.broker.LogEnd;
import dev.parlance.broker.WholeMessage;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where messages are kept for good, behind the logs: a table, a collection of documents. One store serves all nodes. It decides nothing: which state of a message is newer, the log has said.
 *
 * <p>Operations are safe for use by many threads, return at once and complete on any thread. They throw nothing: a store that cannot be reached fails the stage with {@code BROKER_UNAVAILABLE},
 * retryable, within a bounded time; nothing that fails leaves half of itself behind. Messages come out as they went in, equal, but for reactors that only {@link WholeMessage}s have.
 *
 * <ul>
 *   <li><b>A1</b> {@link #save} is one transaction for each batch: all of it and the room's new mark, or nothing.
 *   <li><b>A2</b> It is idempotent. Of two states of a message the one counts that was changed later, in whichever order they come: the later epoch, then the higher change offset. Many nodes may save one room at once.
 *   <li><b>A3</b> An epoch that is saved first is the room's next; their order is kept. A batch of an epoch that another one has followed is refused: see {@link #save}.
 *   <li><b>A4</b> Pages have each post once, in order, however many share a time, over all epochs, deleted ones too, and say whether there are more.
 *   <li><b>A5</b> {@link #changed} has what was changed behind a position, in order of change, each once.
 *   <li><b>A6</b> {@link #knows} a position if the archive has all of its epoch up to there.
 *   <li><b>A7</b> {@link #replies} has those that were not deleted, each once; one that was edited keeps its place.
 *   <li><b>A8</b> {@link #search} finds present texts alone: what was edited out or deleted is found no more when the new state is saved. Parts of words are found, two characters of Chinese and Japanese are enough, case and accents do not count.
 *   <li><b>A9</b> {@link #eraseUser} and {@link #eraseRoom} leave nothing behind that has words or name of whom they erase, in whatever column; a later save of an older state does not bring it back.
 *   <li><b>A10</b> {@link #expire} forgets posts by age, and no others; the end of the archive stays where it is.
 *   <li><b>A11</b> {@link #pins} and {@link #reactionsOf} agree with the states that were saved last.
 * </ul>
 */
public interface ArchiveStore {
    /**
     * Prepares: connects, brings its tables to the present form unless the host does that.
     *
     * @return completes when it can work
     */
    CompletionStage<Void> start();

    /**
     * Releases what it has; idempotent. What is in flight ends.
     *
     * @return completes when all is released
     */
    CompletionStage<Void> stop();

    /**
     * Keeps what rooms have said. A1 to A3. Batches are independent of one another; a store may save them in one transaction.
     *
     * @param batches of different rooms
     * @return where each room's archive stands now: at the batch's end or beyond. A room whose batch was refused, since its epoch is over or there would be a hole before the batch ({@code mark} is further than the archive reaches in that epoch), is said to stand where it does
     */
    CompletionStage<Map<RoomId, Position>> save(List<ArchiveBatch> batches);

    /**
     * Says where a room's archive ends.
     *
     * @param roomId whose
     * @return the end, empty if nothing was ever saved
     */
    CompletionStage<Optional<LogEnd>> end(RoomId roomId);

    /**
     * Reads a page of posts. A4.
     *
     * @param roomId whose
     * @param cursor from where
     * @param limit at most this many, 1 to 1,000
     * @return messages, oldest first whatever the direction; fails with {@code POSITION_LOST} for an epoch that the archive does not have
     */
    CompletionStage<MessagePage> page(RoomId roomId, ArchiveCursor cursor, int limit);

    /**
     * Reads what was posted or changed behind a position. A5.
     *
     * @param roomId whose
     * @param since a position that it knows
     * @param limit at most this many, 1 to 10,001
     * @return messages in order of change, and how far they go
     */
    CompletionStage<ArchivedChanges> changed(RoomId roomId, Position since, int limit);

    /**
     * Whether a position is one of this archive. A6.
     *
     * @param roomId whose
     * @param position which
     * @return whether all up to there is archived
     */
    CompletionStage<Boolean> knows(RoomId roomId, Position position);

    /**
     * Reads one message with all that is kept of its reactions and replies.
     *
     * @param roomId whose
     * @param position where it was posted
     * @return the message
     */
    CompletionStage<Optional<WholeMessage>> message(RoomId roomId, Position position);

    /**
     * Reads several messages.
     *
     * @param roomId whose
     * @param positions where they were posted, at most 1,000
     * @return those that it has, in the order asked for
     */
    CompletionStage<MessagePage> messages(RoomId roomId, List<Position> positions);

    /**
     * Reads the replies to a message. A7.
     *
     * @param roomId whose
     * @param root where the message was posted
     * @param limit at most this many, 1 to 1,000
     * @param after the post behind which to begin, null for the beginning
     * @return messages, oldest first
     */
    CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, @Nullable Position after);

    /**
     * Reads what is pinned. A11.
     *
     * @param roomId whose
     * @return the pinned messages, pinned last first
     */
    CompletionStage<MessagePage> pins(RoomId roomId);

    /**
     * Reads what one user reacted with. A11.
     *
     * @param roomId whose
     * @param userId who
     * @param messages where they were posted, at most 1,000
     * @return the reactions of those messages that the user reacted to
     */
    CompletionStage<Map<Position, Set<String>>> reactionsOf(RoomId roomId, UserId userId, List<Position> messages);

    /**
     * Looks for words. A8.
     *
     * @param query what
     * @return messages, newest first; one that looks at a bounded number of posts says that there are more behind the last that it looked at
     */
    CompletionStage<FoundMessages> search(SearchQuery query);

    /**
     * Finds the first post at or behind a time, to jump there.
     *
     * @param roomId whose
     * @param time when
     * @return where it was posted; empty if all are older
     */
    CompletionStage<Optional<Position>> at(RoomId roomId, Instant time);

    /**
     * Forgets what is too old. A10.
     *
     * @param roomId whose, or null for all rooms but {@code except}
     * @param except rooms with a time of their own
     * @param before what was posted earlier goes
     * @param limit at most this many posts in one call
     * @return how many posts went
     */
    CompletionStage<Long> expire(@Nullable RoomId roomId, List<RoomId> except, Instant before, int limit);

    /**
     * Forgets a user: words, names, reactions, mentions. What they posted stays as places without words, by nobody who has a name. A9. May be called again after a failure, and goes on.
     *
     * @param userId whom
     * @return what was forgotten by this call
     */
    CompletionStage<Erasure> eraseUser(UserId userId);

    /**
     * Forgets a room, but for where its archive ends. A9.
     *
     * @param roomId which
     * @return what was forgotten by this call
     */
    CompletionStage<Erasure> eraseRoom(RoomId roomId);

    /**
     * Reads what a user has said, over all rooms, for whoever wants to know what is kept of them.
     *
     * @param userId whose
     * @param after the last of the page before, null for the beginning
     * @param limit at most this many, 1 to 1,000
     * @return messages in an order of the store's own that no change moves
     */
    CompletionStage<MessagePage> saidBy(UserId userId, @Nullable StoredPlace after, int limit);

    /**
     * Where something stands in a room.
     *
     * @param roomId where
     * @param position at which position
     */
    record StoredPlace(RoomId roomId, Position position) {}
}
