package dev.parlance.broker;

import dev.parlance.model.RoomMember;
import dev.parlance.model.RoomMemberPage;
import dev.parlance.model.RoomRecord;
import dev.parlance.model.RoomRole;
import dev.parlance.model.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A room's record with its members, as a hub holds it. Under its topic's lock. */
final class KnownRoom {
    private RoomRecord record;
    private final NavigableMap<UserId, RoomMember> members = new TreeMap<>(Comparator.comparing(UserId::value));

    KnownRoom(RoomRecord record, Map<UserId, RoomRole> founders, Instant now) {
        this.record = record.toBuilder().stored(1, now).build();
        founders.forEach((userId, role) -> members.put(userId, new RoomMember(userId, role, now)));
    }

    RoomRecord record() {
        return record;
    }

    RoomRecord update(RoomRecord wanted) {
        record = record.next(wanted);
        return record;
    }

    @Nullable
    RoomMember member(UserId userId) {
        return members.get(userId);
    }

    RoomMember put(UserId userId, RoomRole role, Instant now) {
        RoomMember known = members.get(userId);
        if (role != RoomRole.OWNER) {
            requireAnotherOwner(known);
        }
        RoomMember member = new RoomMember(userId, role, known == null ? now : known.since());
        members.put(userId, member);
        return member;
    }

    /** Says whether there was one. */
    boolean remove(UserId userId) {
        requireAnotherOwner(members.get(userId));
        return members.remove(userId) != null;
    }

    private void requireAnotherOwner(@Nullable RoomMember leaving) {
        if (leaving != null
                && leaving.role() == RoomRole.OWNER
                && members.values().stream()
                                .filter(each -> each.role() == RoomRole.OWNER)
                                .count()
                        == 1) {
            throw RoomDirectory.lastOwner();
        }
    }

    RoomMemberPage page(int limit, @Nullable UserId after) {
        List<RoomMember> page = new ArrayList<>();
        var behind = after == null ? members : members.tailMap(after, false);
        for (RoomMember each : behind.values()) {
            if (page.size() == limit) {
                return new RoomMemberPage(page, true);
            }
            page.add(each);
        }
        return new RoomMemberPage(page, false);
    }
}
