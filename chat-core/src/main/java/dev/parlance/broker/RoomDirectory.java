package dev.parlance.broker;

import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomId;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of rooms outlives their talk, and what rights stand on: a record for each room that has one, and who belongs to it in which role. A part of {@link ChatBroker}; small enough to be wrapped alone.
 * A room without a record is open to all, and nothing of it is here.
 *
 * <p>{@link #deleteRoom}, {@link #putMember} and {@link #removeMember} whose fate a broker does not know it does not do once more behind what another node did since, which that might undo: they fail with
 * {@code BROKER_UNAVAILABLE}, not retryable, and whoever asked reads how it stands.
 *
 * <p>Each operation takes effect wholly or not at all, and on all nodes at once. The contract is numbered; {@code chat-tck} has a test for each rule.
 *
 * <ul>
 *   <li><b>R1</b> {@link #createRoom} keeps a record under version 1 and the store's time, with its first members, if the room has none: of several that create one room at once one does, the others
 *       fail with {@code ROOM_EXISTS} and change nothing.
 *   <li><b>R2</b> What was kept is read as it was, on all nodes, until it is changed or deleted: no time takes it away, and no node's end. {@link #rooms} says of each of many what {@link #room} says of it.
 *   <li><b>R3</b> {@link #updateRoom} takes effect if what it was given was made from the state that the store has, and makes the next version. Otherwise it fails, and nothing is changed: with {@code
 *       EDIT_CONFLICT} for a record that has changed since, or was deleted and created again, with {@code ROOM_NOT_FOUND} for a room without one.
 *   <li><b>R4</b> {@link #deleteRoom} takes away a record with all its members, if there is one; the room's log and whoever is present stay. What is created afterwards knows nothing of it.
 *   <li><b>R5</b> {@link #putMember} makes a user a member, or gives a member another role; {@link RoomMember#since} stays that of the first. {@link #removeMember} takes a member away, if the user is
 *       one. Both may be repeated. In a room without a record putting fails with {@code ROOM_NOT_FOUND}.
 *   <li><b>R6</b> A room that has an owner keeps one: what would take the last one away fails with {@code LAST_OWNER}. Of two owners who go at once one stays.
 *   <li><b>R7</b> Paging meets each member once who was one all the while, in an order that is the same on all nodes and that others who come and go do not change; also if the one after whom a page
 *       begins has gone.
 *   <li><b>R8</b> Whoever has subscribed to the room hears of each change, in the order of the changes, and reads then what it says or something later: {@link BrokerListener#onSignal} with {@link
 *       #RECORD_CHANGED} or {@link #MEMBER_CHANGED}. What changed nothing is not told. As every signal it may be lost when the bus breaks, and then it is not said which: whoever remembers what it
 *       read forgets it after a while, and at a gap at once.
 *   <li><b>R9</b> {@link #putMember} makes nobody one more member than it was told that there may be: that fails with {@code TOO_MANY_MEMBERS}, whoever puts at the same time. Whoever is a member stays
 *       one, and gets other roles, whatever the number.
 * </ul>
 */
public interface RoomDirectory {
    /** Told when a record was created, changed or deleted: {@code version} is the new one, 0 when there is none any more. */
    String RECORD_CHANGED = "parlance.room";

    /** Told when someone became a member, got another role, or is none any more: {@code userId}, and {@code role} unless it is none. Founders are not told. */
    String MEMBER_CHANGED = "parlance.room-member";

    /** The most members that a room is created with. */
    int MAX_FOUNDERS = 100;

    /**
     * Gives a room a record. R1. Whom it names is the host's to decide: a room without an owner is changed by the host alone, and a direct room is for its members, one or none too.
     *
     * @param record what it shall say; version and time are the store's to give
     * @param founders its first members, taken as they are now, at most {@value #MAX_FOUNDERS}; more fail with {@code INVALID_ROOM}
     * @return the record as it was kept
     */
    CompletionStage<RoomRecord> createRoom(RoomRecord record, Map<UserId, RoomRole> founders);

    /**
     * Reads a room's record. R2.
     *
     * @param roomId which
     * @return the record, if the room has one
     */
    CompletionStage<Optional<RoomRecord>> room(RoomId roomId);

    /**
     * Reads the records of many rooms at once. R2. Each is as it was at one moment, which need not be that of the others. Unless overridden it asks for each; a store to which each question is a way of its own answers many
     * with one.
     *
     * @param roomIds of which rooms, taken as they are now
     * @return the records of those that have one; fails if one of them cannot be read
     */
    default CompletionStage<Map<RoomId, RoomRecord>> rooms(Set<RoomId> roomIds) {
        List<CompletableFuture<Optional<RoomRecord>>> records =
                roomIds.stream().map(each -> room(each).toCompletableFuture()).toList();
        return CompletableFuture.allOf(records.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> records.stream()
                        .flatMap(each -> each.join().stream())
                        .collect(Collectors.toUnmodifiableMap(RoomRecord::id, each -> each)));
    }

    /**
     * Changes a room's record by compare-and-set. R3.
     *
     * @param next made by {@link RoomRecord#toBuilder} from what was read
     * @return the record as it was kept
     */
    CompletionStage<RoomRecord> updateRoom(RoomRecord next);

    /**
     * Takes a room's record and members away. R4.
     *
     * @param roomId which
     * @return completes when there is none
     */
    CompletionStage<Void> deleteRoom(RoomId roomId);

    /**
     * Makes someone a member, or gives a member another role. R5, R6, R9.
     *
     * @param roomId where
     * @param userId who
     * @param role as what
     * @param most how many members there may then be, if this is one more
     * @return the member as it was kept
     */
    CompletionStage<RoomMember> putMember(RoomId roomId, UserId userId, RoomRole role, int most);

    /**
     * Takes a member away. R5, R6.
     *
     * @param roomId where
     * @param userId who
     * @return completes when the user is none
     */
    CompletionStage<Void> removeMember(RoomId roomId, UserId userId);

    /**
     * Reads what someone is to a room.
     *
     * @param roomId where
     * @param userId who
     * @return the member, if the user is one
     */
    CompletionStage<Optional<RoomMember>> member(RoomId roomId, UserId userId);

    /**
     * Reads some of the members, in the order of this directory, which means nothing else. R7.
     *
     * @param roomId where
     * @param limit at most this many, 1 to {@value RoomMemberPage#MAX_LIMIT}; others fail with {@code BAD_REQUEST}
     * @param after the user behind whom to begin, a member or not; null for the beginning
     * @return the page, empty for a room without a record
     */
    CompletionStage<RoomMemberPage> roomMembers(RoomId roomId, int limit, @Nullable UserId after);

    /**
     * Checks the first members.
     *
     * @param founders what {@link #createRoom} was called with
     * @throws ChatException {@link ErrorCode#INVALID_ROOM} if they are more than {@value #MAX_FOUNDERS}
     */
    static void requireFounders(Map<UserId, RoomRole> founders) {
        if (founders.size() > MAX_FOUNDERS) {
            throw new ChatException(
                    ErrorCode.INVALID_ROOM,
                    "a room is created with at most " + MAX_FOUNDERS + " members, not " + founders.size());
        }
    }

    /**
     * Checks how much is asked for.
     *
     * @param limit what {@link #roomMembers} was called with
     * @throws ChatException {@link ErrorCode#BAD_REQUEST} unless it is 1 to {@value RoomMemberPage#MAX_LIMIT}
     */
    static void requireLimit(int limit) {
        if (limit < 1 || limit > RoomMemberPage.MAX_LIMIT) {
            throw new ChatException(
                    ErrorCode.BAD_REQUEST, "limit must be a whole number from 1 to " + RoomMemberPage.MAX_LIMIT);
        }
    }

    /**
     * What is told of a record; for brokers.
     *
     * @param version the new one, or 0
     * @return a signal
     */
    static Signal recordChanged(long version) {
        return Signal.of(RECORD_CHANGED, Map.of("version", Long.toString(version)));
    }

    /**
     * What is told of a member; for brokers.
     *
     * @param userId who
     * @param role as what, or null for none
     * @return a signal
     */
    static Signal memberChanged(UserId userId, @Nullable RoomRole role) {
        return Signal.of(
                MEMBER_CHANGED,
                role == null
                        ? Map.of("userId", userId.value())
                        : Map.of("userId", userId.value(), "role", role.name()));
    }

    /**
     * What is said of a room without a record; for brokers.
     *
     * @return an error with {@link ErrorCode#ROOM_NOT_FOUND}
     */
    static ChatException noRecord() {
        return new ChatException(ErrorCode.ROOM_NOT_FOUND, "this room has no record");
    }

    /**
     * What is said of a room that has a record; for brokers.
     *
     * @return an error with {@link ErrorCode#ROOM_EXISTS}
     */
    static ChatException exists() {
        return new ChatException(ErrorCode.ROOM_EXISTS, "this room has a record already");
    }

    /**
     * What is said of a room that has as many members as it may; for brokers.
     *
     * @return an error with {@link ErrorCode#TOO_MANY_MEMBERS}
     */
    static ChatException full() {
        return new ChatException(ErrorCode.TOO_MANY_MEMBERS, "this room has as many members as it may have");
    }

    /**
     * What is said to the last owner; for brokers.
     *
     * @return an error with {@link ErrorCode#LAST_OWNER}
     */
    static ChatException lastOwner() {
        return new ChatException(ErrorCode.LAST_OWNER, "a room keeps an owner: make another member one first");
    }
}
