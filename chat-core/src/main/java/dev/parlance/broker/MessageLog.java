package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.HistoryPage;
import dev.parlance.model.HistoryQuery;
import dev.parlance.model.Message;
import dev.parlance.model.MessageDraft;
import dev.parlance.model.MessagePage;
import dev.parlance.model.Position;
import dev.parlance.model.Reaction;
import dev.parlance.model.Receipt;
import dev.parlance.model.Resumption;
import dev.parlance.model.Retention;
import dev.parlance.model.RoomHead;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** How many messages of a room may be pinned. */
    int MAX_PINS = 50;

    /** Of how many messages one question after somebody's reactions may be. */
    int MAX_ASKED = 1_000;

    /**
     * Stores a message and tells all subscribed nodes, in one step. B2 to B6.
     *
     * @param draft what, where, by whom
     * @param retention how much of the room's log to keep from now on
     * @return the receipt, that of the first for a repeat
     */
    CompletionStage<Receipt> publish(MessageDraft draft, Retention retention);

    /**
     * Changes the content of a stored message by compare-and-set, and tells all subscribed nodes. C2, C3, C10. What a message may be its builder has seen to; that a deleted one stays deleted,
     * and that nothing else changes than what may ({@link MessageChange#requireOf}), only the store can. A change that is refused changes nothing.
     *
     * @param change the new state and the state that it was made from
     * @return the message with its new change offset; fails with {@code MESSAGE_NOT_FOUND}, also for one that was deleted and would not be afterwards, {@code
     *     EDIT_CONFLICT} if its content is not in that state any more, or else {@code INVALID_MESSAGE} for what {@link MessageChange#requireOf} refuses
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

    /**
     * Adds or takes away one user's reaction. C4. Nobody is told before {@link #tell}, and it takes no place in the log.
     *
     * @param roomId whose
     * @param message where it was posted
     * @param reaction by whom, with what, and whether it is there from now on
     * @return whether anything changed; fails with {@code MESSAGE_NOT_FOUND} for a message that the history does not have, or that was deleted, {@code TOO_MANY_REACTIONS} for one kind more than
     *     {@value Message#MAX_REACTIONS}, or one reaction more than {@value Message#MAX_REACTORS}
     */
    CompletionStage<Boolean> react(RoomId roomId, Position message, Reaction reaction);

    /**
     * Tells, as one change of the message, all of its reactions and replies that were not told yet. C5, C7. Safe from any node at any time, as often as one likes.
     *
     * @param roomId whose
     * @param message where it was posted
     * @return the message as it was told; empty, and nothing has happened, if all was told or the history does not have the message any more
     */
    CompletionStage<Optional<Message>> tell(RoomId roomId, Position message);

    /**
     * Reads who reacted with something, in the order of the users' ids, told or not. C4.
     *
     * @param roomId whose
     * @param message where it was posted
     * @param emoji with what
     * @param limit at most this many, 1 to {@value UserPage#MAX_LIMIT}; others fail with {@code BAD_REQUEST}
     * @param after the user behind whom to begin, who may not be among them; null for the beginning
     * @return the page, empty for a message that the history does not have
     */
    CompletionStage<UserPage> reactors(
            RoomId roomId, Position message, String emoji, int limit, @Nullable UserId after);

    /**
     * Reads what one user reacted with, told or not. C4.
     *
     * @param roomId whose
     * @param userId who
     * @param messages where they were posted, at most {@value #MAX_ASKED}; more fail with {@code BAD_REQUEST}
     * @return the reactions of those messages that the user reacted to
     */
    CompletionStage<Map<Position, Set<String>>> reactionsOf(RoomId roomId, UserId userId, List<Position> messages);

    /**
     * Reads the replies to a message that the history has and that were not deleted, oldest first. C8.
     *
     * @param roomId whose
     * @param root where the message was posted
     * @param limit at most this many, 1 to {@value HistoryQuery#MAX_LIMIT}; others fail with {@code BAD_REQUEST}
     * @param after the offset of the post behind which to begin, 0 for the beginning
     * @return the page
     */
    CompletionStage<MessagePage> replies(RoomId roomId, Position root, int limit, long after);

    /**
     * Reads the pinned messages that the history has, pinned last first. C10.
     *
     * @param roomId whose
     * @return all of them, at most {@value #MAX_PINS}
     */
    CompletionStage<MessagePage> pins(RoomId roomId);

    /**
     * Reads where a room stands, and what of it is behind a position. C9. It is counted: no message is read for it but the last. As with {@link #history}, reading an unused room leaves nothing behind.
     *
     * @param roomId whose
     * @param since behind which position to count, or null to count nothing
     * @return the head
     */
    CompletionStage<RoomHead> head(RoomId roomId, @Nullable Position since);

    /**
     * Reads of many rooms at once what {@link #head} says of one. C9. Each agrees with its log at one moment, which need not be that of the others. Unless overridden it asks for each; a store to
     * which each question is a way of its own answers many with one.
     *
     * @param since of which rooms, and behind which position of each to count; taken as they are now
     * @return the heads of all of them; fails if one of them cannot be read
     */
    default CompletionStage<Map<RoomId, RoomHead>> heads(Map<RoomId, Position> since) {
        List<CompletableFuture<RoomHead>> heads = since.entrySet().stream()
                .map(each -> head(each.getKey(), each.getValue()).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(heads.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> heads.stream()
                        .map(CompletableFuture::join)
                        .collect(Collectors.toUnmodifiableMap(RoomHead::roomId, each -> each)));
    }

    /**
     * Checks of how many messages a question after reactions is.
     *
     * @param messages which
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} for more than {@value #MAX_ASKED}
     */
    static void requireAsked(List<Position> messages) {
        if (messages.size() > MAX_ASKED) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST,
                    "at most " + MAX_ASKED + " messages are asked about, not " + messages.size());
        }
    }

    /**
     * Checks how many replies are asked for.
     *
     * @param limit how many at the most
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} unless it is 1 to {@value HistoryQuery#MAX_LIMIT}
     */
    static void requireLimit(int limit) {
        if (limit < 1 || limit > HistoryQuery.MAX_LIMIT) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST, "limit must be a whole number from 1 to " + HistoryQuery.MAX_LIMIT);
        }
    }
}
