package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Mention;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomId;
import dev.parlance.model.UserId;
import dev.parlance.model.UserPage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How far users have read, which rooms they follow, and where they were mentioned. A part of {@link ChatBroker}, whose numbered rules it is under; small enough to be wrapped alone. Whoever has a mark
 * in a room follows it. Nobody is told by the store: who changes a mark says so. What a mark may become is decided by whoever puts it; the store sees to it that nobody's decision undoes another's.
 */
public interface ReadMarks {
    /** How many mentions of one user are kept. Those in front of a mark make room for further ones; if none does, further ones are told and not counted. */
    int MAX_MENTIONS = 1_000;

    /** How long marks and mentions of a user are kept, from the last time that one of them was written. */
    Duration TIME_TO_LIVE = Duration.ofDays(365);

    /**
     * A mark, and what mentions its user behind it.
     *
     * @param mark as it is kept
     * @param mentions how many messages after it mention this user alone; those that mention the whole room are counted by {@link MessageLog#head}
     */
    record KeptMark(ReadMark mark, long mentions) {}

    /**
     * Reads all marks of a user: the rooms that the user follows. C11.
     *
     * @param userId whose
     * @return in the order of the rooms' ids
     */
    CompletionStage<List<KeptMark>> marks(UserId userId);

    /**
     * Reads one mark. C11, C13.
     *
     * @param userId whose
     * @param roomId where
     * @return the mark, if the user follows the room
     */
    CompletionStage<Optional<KeptMark>> mark(UserId userId, RoomId roomId);

    /**
     * Keeps a mark by compare-and-set, in the place of that from which it was made. C11, C12.
     *
     * @param next its version is that of the mark which it was made from: 0 if there was none
     * @param most how many rooms the user may then follow, if this is one more
     * @return what is kept now, of the next version; fails with {@code EDIT_CONFLICT} if another one was kept meanwhile, {@code TOO_MANY_ROOMS} if it is one more than may be
     */
    CompletionStage<KeptMark> putMark(ReadMark next, int most);

    /**
     * Forgets a mark, and what mentions its user in that room: the user does not follow it any more. C11, C13.
     *
     * @param userId whose
     * @param roomId where
     * @return completes when there is none
     */
    CompletionStage<Void> removeMark(UserId userId, RoomId roomId);

    /**
     * Reads who has read a message: whose mark is at it or behind it. C12.
     *
     * @param roomId where
     * @param message where it was posted
     * @param limit at most this many, 1 to {@value UserPage#MAX_LIMIT}; others fail with {@code BAD_REQUEST}
     * @param after the user behind whom to begin, who may not be among them; null for the beginning
     * @return the page, in the order of the users' ids; it may be short of the limit although there are more, but then it is not empty
     */
    CompletionStage<UserPage> readers(RoomId roomId, Position message, int limit, @Nullable UserId after);

    /**
     * Notes or forgets that a message mentions someone. C13. Once, however often.
     *
     * @param userId who is mentioned
     * @param mention where
     * @param on whether it is there from now on
     * @return whether the user follows that room; if not nothing is noted
     */
    CompletionStage<Boolean> mention(UserId userId, Mention mention, boolean on);

    /**
     * Forgets what mentions a user in a room, whose log was lost. C13.
     *
     * @param userId who
     * @param roomId where
     * @return completes when there is nothing
     */
    CompletionStage<Void> forgetMentions(UserId userId, RoomId roomId);

    /** {@return what whoever puts a mark is told if another one was kept meanwhile} */
    static ChatException conflict() {
        return new ChatException(ErrorCode.EDIT_CONFLICT, "the mark was moved meanwhile");
    }

    /**
     * What whoever puts a mark is told if it is one room more than may be.
     *
     * @param most how many rooms the user may follow
     * @return the refusal
     */
    static ChatException full(int most) {
        return new ChatException(ErrorCode.TOO_MANY_ROOMS, "a user follows at most " + most + " rooms");
    }
}
