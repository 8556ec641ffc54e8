package dev.parlance.tck.model;

import dev.parlance.broker.RoomDirectory;
import dev.parlance.model.ChatException;
import dev.parlance.model.ErrorCode;
import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.Signal;
import dev.parlance.model.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the directory must hold of one room, in the plainest words. Times are the store's: they are taken from its first answer. What is refused is told by the code, or null. */
final class DirectoryModel {
    private @Nullable RoomRecord record;
    private final Map<UserId, RoomMember> members = new HashMap<>();
    private final List<RoomRecord> states = new ArrayList<>();

    Optional<RoomRecord> record() {
        return Optional.ofNullable(record);
    }

    Collection<RoomMember> members() {
        return members.values();
    }

    Optional<RoomMember> member(UserId userId) {
        return Optional.ofNullable(members.get(userId));
    }

    /** A state that was, 0 for the newest; null if none was. */
    @Nullable
    RoomRecord state(int age) {
        return states.isEmpty() ? null : states.get(Math.max(0, states.size() - 1 - age));
    }

    @Nullable
    ErrorCode refusesCreation() {
        return record == null ? null : ErrorCode.ROOM_EXISTS;
    }

    void created(RoomRecord kept, Map<UserId, RoomRole> founders, Consumer<Signal> told) {
        keep(kept, told);
        founders.forEach((userId, role) -> members.put(userId, new RoomMember(userId, role, kept.createdAt())));
    }

    @Nullable
    ErrorCode refusesUpdate(RoomRecord next) {
        if (record == null) {
            return ErrorCode.ROOM_NOT_FOUND;
        }
        return next.version() == record.version() && next.createdAt().equals(record.createdAt())
                ? null
                : ErrorCode.EDIT_CONFLICT;
    }

    void updated(RoomRecord kept, Consumer<Signal> told) {
        keep(kept, told);
    }

    private void keep(RoomRecord kept, Consumer<Signal> told) {
        record = kept;
        states.add(kept);
        told.accept(RoomDirectory.recordChanged(kept.version()));
    }

    void delete(Consumer<Signal> told) {
        if (record != null) {
            record = null;
            members.clear();
            told.accept(RoomDirectory.recordChanged(0));
        }
    }

    @Nullable
    ErrorCode refusesMember(UserId userId, RoomRole role, int most) {
        if (record == null) {
            return ErrorCode.ROOM_NOT_FOUND;
        }
        if (!members.containsKey(userId)) {
            return members.size() < most ? null : ErrorCode.TOO_MANY_MEMBERS;
        }
        return role != RoomRole.OWNER && isLastOwner(userId) ? ErrorCode.LAST_OWNER : null;
    }

    /** Takes over what the store has made of it, whose time counts for who is new. */
    void put(RoomMember kept, Consumer<Signal> told) {
        RoomMember before = members.put(kept.userId(), kept);
        if (before != null && !before.since().equals(kept.since())) {
            throw new AssertionError("a member since " + before.since() + " is one since " + kept.since() + " now");
        }
        if (!kept.equals(before)) {
            told.accept(RoomDirectory.memberChanged(kept.userId(), kept.role()));
        }
    }

    @Nullable
    ErrorCode refusesRemoval(UserId userId) {
        return isLastOwner(userId) ? ErrorCode.LAST_OWNER : null;
    }

    void removed(UserId userId, Consumer<Signal> told) {
        if (members.remove(userId) != null) {
            told.accept(RoomDirectory.memberChanged(userId, null));
        }
    }

    private boolean isLastOwner(UserId userId) {
        return member(userId).filter(each -> each.role() == RoomRole.OWNER).isPresent()
                && members.values().stream()
                                .filter(each -> each.role() == RoomRole.OWNER)
                                .count()
                        == 1;
    }

    /** The code of what was thrown. */
    static ErrorCode code(Throwable failure) {
        if (failure instanceof ChatException refusal) {
            return refusal.code();
        }
        throw new AssertionError("no refusal", failure);
    }
}
