package dev.parlance.watch;

import dev.parlance.broker.ReadMarks.KeptMark;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.Position;
import dev.parlance.model.ReadMark;
import dev.parlance.model.RoomHead;
import dev.parlance.model.UnreadCount;
import dev.parlance.model.UserId;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a mark becomes, and what is unread behind it. Marks go forward by themselves and back by word alone; what a device says that has not heard of the newest word is behind it. Who marks a room follows
 * it. Pure; any thread.
 */
final class MarkRules {
    private MarkRules() {}

    /**
     * What is kept of a user in a room, and whether that still means something.
     *
     * @param mark null if the user does not follow the room
     * @param isLost whether its log was lost since: it says nothing of the present one
     */
    record Present(@Nullable ReadMark mark, boolean isLost) {}

    /**
     * The user has read up to a position.
     *
     * @param wanted up to where
     * @param version the state of the mark that the device knows, if it says so
     * @param head where the room stands, and what is behind {@code wanted}
     * @return what the mark becomes; empty if it stays as it is
     */
    static Optional<ReadMark> read(
            UserId userId, Present present, Position wanted, OptionalLong version, RoomHead head) {
        ReadMark now = present.mark();
        if (!head.since().known() || isStale(now, version)) {
            return Optional.empty();
        }
        if (now == null || present.isLost()) {
            return Optional.of(at(userId, now, wanted, head, false));
        }
        long further = wanted.offset() - now.position().offset();
        boolean takesEffect = further > 0 || (further == 0 && now.markedUnread());
        return takesEffect ? Optional.of(at(userId, now, wanted, head, false)) : Optional.empty();
    }

    /**
     * The user wants to come again to what is behind a position.
     *
     * @param wanted behind which everything shall be unread; one behind the mark changes nothing
     * @param version the state of the mark that the device knows, if it says so
     * @param head where the room stands, and what is behind {@code wanted}
     * @return what the mark becomes; empty if it stays as it is
     * @throws ChatException {@link ErrorCode#EDIT_CONFLICT} if a version was named and the mark is of another by now
     */
    static Optional<ReadMark> unread(
            UserId userId, Present present, Position wanted, OptionalLong version, RoomHead head) {
        ReadMark now = present.mark();
        if (version.isPresent() && version.getAsLong() != (now == null ? 0 : now.version())) {
            throw new ChatException(ErrorCode.EDIT_CONFLICT, "the mark has changed meanwhile");
        }
        if (!head.since().known()) {
            return Optional.empty();
        }
        boolean isAhead = now != null
                && !present.isLost()
                && wanted.offset() > now.position().offset();
        boolean isSo = now != null
                && !present.isLost()
                && now.markedUnread()
                && wanted.offset() == now.position().offset();
        return isAhead || isSo ? Optional.empty() : Optional.of(at(userId, now, wanted, head, true));
    }

    /** The user has said something, at a place of that number, and has read what came before. Empty also for who does not follow the room. */
    static Optional<ReadMark> said(@Nullable ReadMark now, Position place, long number) {
        if (now == null) {
            return Optional.empty();
        }
        boolean isForward = !now.position().epoch().equals(place.epoch())
                || place.offset() > now.position().offset();
        return isForward
                ? Optional.of(now.toBuilder()
                        .position(place)
                        .number(number)
                        .markedUnread(false)
                        .build())
                : Optional.empty();
    }

    /** Where the mark of a lost log begins in the present one: all of it is unread. */
    static ReadMark fromTheBeginning(ReadMark lost, RoomHead head) {
        return lost.toBuilder()
                .position(new Position(head.position().epoch(), 0))
                .number(0)
                .markedUnread(false)
                .build();
    }

    /**
     * What is unread behind a mark.
     *
     * @param head where the room stands, and what is behind that mark; of a lost log the mark counts nothing, and neither do the mentions kept with it
     */
    static UnreadCount count(KeptMark kept, RoomHead head) {
        RoomHead.Since since = head.since();
        if (!since.known()) {
            return new UnreadCount(
                    fromTheBeginning(kept.mark(), head), head.posts() - since.deleted(), since.roomMentions());
        }
        return new UnreadCount(
                kept.mark(),
                head.posts() - kept.mark().number() - since.deleted(),
                kept.mentions() + since.roomMentions());
    }

    /** A device that has not heard that the user marked something unread does not undo that. */
    private static boolean isStale(@Nullable ReadMark now, OptionalLong version) {
        return now != null && now.markedUnread() && version.isPresent() && version.getAsLong() < now.version();
    }

    private static ReadMark at(
            UserId userId, @Nullable ReadMark now, Position wanted, RoomHead head, boolean markedUnread) {
        return ReadMark.builder(userId, head.roomId(), wanted)
                .number(head.since().number())
                .version(now == null ? 0 : now.version())
                .markedUnread(markedUnread)
                .build();
    }
}
